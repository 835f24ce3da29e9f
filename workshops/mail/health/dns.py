"""Questions to DNS, with three kinds of answer: records, none, or silence."""

from collections.abc import Callable
from dataclasses import dataclass

import dns.exception
import dns.resolver
from dns.rdata import Rdata
from dns.rdatatype import RdataType

WAIT_SECONDS = 3


@dataclass(frozen=True)
class Records:
    """What DNS has under a name: texts as one line each, `10 host` for MX. Silent: no answer."""

    values: tuple[str, ...] = ()
    silent: bool = False


Ask = Callable[[str, str], Records]


def asking(nameserver: str = "") -> Ask:
    """A function that asks DNS; `nameserver` (`address` or `address:port`) instead of the usual."""
    resolver = dns.resolver.Resolver(configure=not nameserver)
    if nameserver:
        address, _, port = nameserver.partition(":")
        resolver.nameservers, resolver.port = [address], int(port or 53)
    known: dict[tuple[str, str], Records] = {}

    def ask(name: str, kind: str) -> Records:
        key = (name.rstrip(".").lower(), kind)
        if key not in known:
            known[key] = _answer(resolver, *key)
        return known[key]

    return ask


def addresses(ask: Ask, host: str) -> Records:
    """The addresses of a host, of both kinds."""
    four, six = ask(host, "A"), ask(host, "AAAA")
    return Records(four.values + six.values, four.silent or six.silent)


def txt(name: str, text: str) -> str:
    """A TXT record as zone files want it: in pieces of at most 255 characters."""
    pieces = " ".join(f'"{text[at : at + 255]}"' for at in range(0, len(text), 255))
    return f"{name}. TXT {pieces}"


def _answer(resolver: dns.resolver.Resolver, name: str, kind: str) -> Records:
    try:
        found = resolver.resolve(name, kind, lifetime=WAIT_SECONDS, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.name.LabelTooLong):
        return Records()
    except (dns.exception.DNSException, OSError, UnicodeError):
        return Records(silent=True)
    return Records(tuple(sorted(_said(each) for each in found)))


def _said(record: Rdata) -> str:
    if record.rdtype == RdataType.TXT:
        return b"".join(getattr(record, "strings", ())).decode("utf-8", "replace")
    return record.to_text().removesuffix(".")
