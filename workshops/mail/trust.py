"""Whether our own mail server vouches for a sender, by the Authentication-Results it wrote."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum

from workshops.core.addresses import normal_domain
from workshops.mail import structure
from workshops.mail.results import Result, Results, read_results
from workshops.mail.structure import Part

HEADER = "authentication-results"
WRITE_NO_NAME = ("outlook.com",)
_TAKEN_IN_BY = re.compile(r"\bby ([^\s;()]+)")


class Dmarc(StrEnum):
    """The verdict on the sender's domain. Unknown: it publishes no rule, or nobody looked.

    A verdict on another domain than the sender's is a failure: our server and we read two senders.
    """

    PASS = "pass"  # noqa: S105 - a verdict
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Trust:
    """What our own mail server found. `dkim_aligned`: signed by the sender's own domain."""

    dmarc: Dmarc = Dmarc.UNKNOWN
    dkim_aligned: bool = False

    @property
    def verified(self) -> bool:
        """Whether the sender is who the message says."""
        return self.dmarc is not Dmarc.FAIL and (self.dmarc is Dmarc.PASS or self.dkim_aligned)


def verdict(raw: bytes, authserv_id: str) -> Trust:
    """What the mail server of that name wrote on top of the message. Never raises.

    Only its topmost run of headers counts: what stands below another server's verdict, or below a
    hop that came after it, may have been written by the sender. Without a name nothing is believed.
    """
    with suppress(Exception):
        head = structure.parse_head(raw)
        domain = _sender_domain(head)
        if authserv_id and domain:
            return _judged(list(_own_block(head, authserv_id.lower())), domain)
    return Trust()


def author(raw: bytes) -> str:
    """The name of the mail server whose verdict stands topmost, if any. Never raises."""
    with suppress(Exception):
        for name, value in structure.parse_head(raw).raw_items():
            if name.lower() == HEADER:
                return _results(value).author or ""
    return ""


def _judged(block: Sequence[Results], domain: str) -> Trust:
    found = [result for each in block for result in each.found]
    hidden = any(each.hidden_failure for each in block)
    dmarc = Dmarc.FAIL if hidden else _dmarc(found, domain)
    return Trust(dmarc, any(_is_aligned(each, domain) for each in found))


def _sender_domain(head: Part) -> str:
    senders = structure.addresses(head, "From")
    return senders[0][1].rpartition("@")[2] if len(senders) == 1 else ""


def _own_block(head: Message, authserv_id: str) -> Iterator[Results]:
    """The first run of our server's headers, if no other server's verdict stands above it.

    Microsoft 365 puts no name in front. Such a header is our server's where it stands above every
    hop, as what the sender wrote stands below; and for a server known to write none, below its own.
    """
    begun, nameless = False, True
    for name, value in head.raw_items():
        if name.lower() == HEADER:
            read = _results(value)
            own = read.author == authserv_id or (read.author == "" and nameless)
            if not own:
                return
            begun, nameless = True, nameless and read.author == ""
            yield read
        elif begun and name.lower() == "received":
            return
        elif name.lower() == "received":
            nameless = nameless and _is_hop_of(authserv_id, value)


def _is_hop_of(authserv_id: str, received: object) -> bool:
    """Whether our server is known to write no name, and this hop is of its house."""
    host = _TAKEN_IN_BY.search(structure.one_line(received).lower())
    names = (authserv_id, host[1] if host else "")
    return any(all(_is_within(name, house) for name in names) for house in WRITE_NO_NAME)


def _is_within(domain: str, other: str) -> bool:
    return domain == other or domain.endswith(f".{other}")


def _results(value: object) -> Results:
    return read_results(structure.one_line(value, structure.HEAD_BYTES))


def _dmarc(results: list[Result], domain: str) -> Dmarc:
    """The worst verdict; one that names no domain is on the sender's."""
    said = [each for each in results if each.method == "dmarc"]
    others = [each for each in said if _domain_of(each, "header.from") not in ("", domain)]
    words = {each.result for each in said}
    if others or "fail" in words:
        return Dmarc.FAIL
    return Dmarc.PASS if "pass" in words else Dmarc.UNKNOWN


def _domain_of(result: Result, name: str) -> str:
    """The domain of a property that holds one, or an address there."""
    return normal_domain(result.properties.get(name, "").rpartition("@")[2])


def _is_aligned(result: Result, domain: str) -> bool:
    """Whether a good signature is the sender's domain's, or that of the domain above it."""
    if result.method != "dkim" or result.result != "pass":
        return False
    signer = _domain_of(result, "header.d") or _domain_of(result, "header.i")
    return "." in signer and _is_within(domain, signer)
