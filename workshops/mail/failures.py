"""Why a letter did not arrive: from a mail server's code and words to a plain reason."""

import re
from enum import StrEnum

from workshops.core.text import N_


class Failure(StrEnum):
    """Why a mail server did not deliver a letter."""

    NO_MAILBOX = "no_mailbox"
    FULL = "full"
    NO_DOMAIN = "no_domain"
    POLICY = "policy"
    TOO_LARGE = "too_large"
    EXPIRED = "expired"
    DISABLED = "disabled"
    RELAY = "relay"
    TEMPORARY = "temporary"
    UNKNOWN = "unknown"


PLAIN = {
    Failure.NO_MAILBOX: N_("There is no mailbox with this address."),
    Failure.FULL: N_("The recipient's mailbox is full."),
    Failure.NO_DOMAIN: N_("The domain after the @ does not exist or takes no mail."),
    Failure.POLICY: N_("The recipient's mail server refused the letter as spam or by its rules."),
    Failure.TOO_LARGE: N_("The letter is too large for the recipient's mail server."),
    Failure.EXPIRED: N_("The recipient's mail server could not be reached for days."),
    Failure.DISABLED: N_("The mailbox is closed."),
    Failure.RELAY: N_("The mail server there does not take mail for this address."),
    Failure.TEMPORARY: N_("The recipient's mail server asked to try again later."),
    Failure.UNKNOWN: N_("The recipient's mail server gave no reason that we know."),
}
_WORDS = (
    (
        Failure.FULL,
        r"mailbox (?:is )?(?:full|exceeded)|over ?quota|quota (?:is )?(?:exceeded|full)"
        r"|exceeded storage|insufficient (?:system )?storage|inbox is (?:out of storage|full)"
        r"|QuotaExceeded|out of storage|boksen er fuld",
    ),
    (
        Failure.EXPIRED,
        r"delivery time expired|retry timeout exceeded|time.?out waiting|too long in the queue"
        r"|been in the queue too long|could not be delivered for|message expired|retry time not"
        r"|cannot send message (?:for|within) \d+ ",
    ),
    (
        Failure.TOO_LARGE,
        r"message (?:size|is too (?:big|large)|too (?:big|large))|size limit|exceeds? .{0,30}size"
        r"|RecipSizeLimit|maximum (?:message )?size",
    ),
    (
        Failure.DISABLED,
        r"(?:account|mailbox|user|recipient)(?: \S+)? (?:has been |is |was )?(?:currently )?"
        r"(?:disabled|deactivated|suspended|inactive|locked|closed)",
    ),
    (
        Failure.RELAY,
        r"relay(?:ing)? (?:access )?(?:denied|not (?:allowed|permitted))|unable to relay"
        r"|not permitted to relay|TenantAttribution",
    ),
    (
        Failure.NO_DOMAIN,
        r"host (?:or domain name )?not found|domain (?:name )?not found|no such (?:host|domain)"
        r"|domain .{0,80}(?:does ?n.t|does not) exist|unrouteable|unrouted address|no mx|null ?mx"
        r"|NXDOMAIN|name (?:service )?error|couldn.t find any host|bad destination (?:mailbox"
        r"|system)|InfoDomainNonexistent",
    ),
    (
        Failure.NO_MAILBOX,
        r"user (?:\S+ )?(?:unknown|not found|does ?n.t exist|not listed)"
        r"|unknown (?:user|recipient|local part)|no such (?:user|mailbox|recipient|account|person)"
        r"|(?:account|mailbox|address|recipient|user)"
        r" .{0,60}(?:does not exist|doesn.t exist|not found|unavailable|unknown)"
        r"|no mailbox (?:here )?by that name|not listed in|RecipientNotFound|RecipNotFound"
        r"|invalid (?:recipient|mailbox)|recipient address rejected: access denied"
        r"|couldn.t be found|wasn.t found",
    ),
    (Failure.TEMPORARY, r"gr[ea]ylist|try again later|temporar(?:y|ily)"),
    (
        Failure.POLICY,
        r"spam|spf|dkim|dmarc|blacklist|block ?list|blocked|black ?hole|reputation|policy"
        r"|unsolicited|content rejected|virus|prohibited|not authori[sz]ed|access denied"
        r"|administrative",
    ),
)
_PATTERNS = tuple((failure, re.compile(words, re.I)) for failure, words in _WORDS)
_CODES = (
    (Failure.FULL, r"[45]\.2\.2"),
    (Failure.TOO_LARGE, r"5\.(?:2\.3|3\.4)"),
    (Failure.DISABLED, r"5\.2\.1"),
    (Failure.NO_DOMAIN, r"5\.(?:1\.2|4\.4|4\.310|1\.8|1\.27)|5\.4\.316"),
    (Failure.EXPIRED, r"[45]\.4\.7|[45]\.4\.30[0-9]"),
    (Failure.RELAY, r"5\.7\.(?:54|64|367)"),
    (Failure.NO_MAILBOX, r"5\.1\.(?:1|0|3|6|10|351)|5\.4\.1|5\.4\.6"),
    (Failure.POLICY, r"5\.[67]\.\d+"),
    (Failure.TEMPORARY, r"4\.\d+\.\d+"),
)
_STATUSES = tuple((failure, re.compile(codes)) for failure, codes in _CODES)
_REPLY = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


def why(status: str, said: str) -> Failure:
    """The reason by the server's words, and where they say nothing we know, by its status code."""
    for failure, pattern in _PATTERNS:
        if pattern.search(said):
            return failure
    codes = [status, *_REPLY.findall(said)]
    for failure, pattern in _STATUSES:
        if any(pattern.fullmatch(code) for code in codes):
            return failure
    return Failure.UNKNOWN
