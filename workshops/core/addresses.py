"""The one form in which an address of e-mail is kept and compared, and the one that is read.

Inside, the domain is in ASCII (A-labels, RFC 5890 2.3.2.1) and everything in lower case. Programs
write either form of a domain with æ, ø or å, so two that mean the same are alike only in this one.
"""

from contextlib import suppress
from urllib.parse import quote, unquote

import idna

from workshops.core.text import clean_line

LONGEST_ADDRESS = 254
LONGEST_DOMAIN = 253
LONGEST_LABEL = 63
_IN_URI = "@!$&'*+=^`{|}~"
_ROOT = ".。．｡"


def normal_address(text: str) -> str:
    """An address in the form it is kept in, without `mailto:` and angle brackets.

    What a `mailto:` writes as %40 is read (RFC 6068 2). What is no address comes back tidy and in
    lower case, so that it can be refused in words.
    """
    bare = clean_line(text).strip("<>\"' ").lower()
    if bare.startswith("mailto:"):
        written = bare.removeprefix("mailto:").partition("?")[0]
        bare = clean_line(unquote(written)).strip("<>\"' ").lower()
    local, at, domain = bare.rpartition("@")
    return f"{local}@{normal_domain(domain)}" if at else bare


def normal_domain(domain: str) -> str:
    """A domain in A-labels and lower case; one that cannot be written so comes back as it is."""
    tidy = domain.strip().rstrip(_ROOT).lower()
    if tidy.isascii() or len(tidy) > LONGEST_DOMAIN:
        return tidy
    with suppress(idna.IDNAError, UnicodeError):
        return idna.encode(tidy, uts46=True).decode("ascii")
    return tidy


def mailto(address: str) -> str:
    """The URI of an address (RFC 6068), whose domain is in A-labels."""
    return f"mailto:{quote(normal_address(address), safe=_IN_URI)}"


def readable_address(address: str) -> str:
    """An address as people read it: æ, ø and å in its domain instead of A-labels."""
    local, at, domain = address.rpartition("@")
    return f"{local}@{'.'.join(_readable(label) for label in domain.split('.'))}" if at else address


def _readable(label: str) -> str:
    """One label; an A-label that stands for nothing stays as it is."""
    if label.startswith("xn--"):
        with suppress(idna.IDNAError, UnicodeError):
            return idna.decode(label)
    return label
