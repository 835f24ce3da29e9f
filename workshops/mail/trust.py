"""Whether our own mail server vouches for a sender, by the Authentication-Results it wrote."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum
from typing import Any

import authres
import authres.dmarc

from workshops.mail import structure
from workshops.mail.structure import Part

_FEATURES = authres.FeatureContext(authres.dmarc)
_OWN_NAME = re.compile(r"\s*([^\s;]+)\s*(?:\d+\s*)?;")


class Dmarc(StrEnum):
    """The verdict on the sender's domain. Unknown: it publishes no rule, or nobody looked."""

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
            block = _own_block(head, authserv_id)
            return _judged([result for text in block for result in _results(text)], domain)
    return Trust()


def author(raw: bytes) -> str:
    """The name of the mail server whose verdict stands topmost, if any. Never raises."""
    with suppress(Exception):
        head = structure.parse_head(raw)
        own = _OWN_NAME.match(structure.one_line(head["Authentication-Results"] or ""))
        return own[1].lower() if own else ""
    return ""


def _judged(results: list[Any], domain: str) -> Trust:
    return Trust(_dmarc(results, domain), any(_is_aligned(each, domain) for each in results))


def _sender_domain(head: Part) -> str:
    senders = structure.addresses(head, "From")
    return senders[0][1].rpartition("@")[2] if len(senders) == 1 else ""


def _own_block(head: Message, authserv_id: str) -> Iterator[str]:
    """The first run of our server's headers, if no other server's verdict stands above it."""
    begun = False
    for name, value in head.raw_items():
        if name.lower() == "authentication-results":
            text = structure.one_line(value)
            own = _OWN_NAME.match(text)
            if own is None or own[1].casefold() != authserv_id.casefold():
                return
            begun = True
            yield text
        elif begun and name.lower() == "received":
            return


def _results(text: str) -> list[Any]:
    """The results of one header; one that breaks the grammar says nothing."""
    with suppress(Exception):
        read = _FEATURES.parse_value(text)
        return list(read.results or [])
    return []


def _dmarc(results: list[Any], domain: str) -> Dmarc:
    """The worst verdict on this domain."""
    said = {
        str(each.result).lower()
        for each in results
        if each.method == "dmarc" and (each.header_from or domain).lower() == domain
    }
    if "fail" in said:
        return Dmarc.FAIL
    return Dmarc.PASS if "pass" in said else Dmarc.UNKNOWN


def _is_aligned(result: Any, domain: str) -> bool:
    """Whether a good signature is the sender's domain's, or that of the domain above it."""
    if result.method != "dkim" or str(result.result).lower() != "pass":
        return False
    signer = str(result.header_d or (result.header_i or "").rpartition("@")[2]).lower()
    return "." in signer and (domain == signer or domain.endswith(f".{signer}"))
