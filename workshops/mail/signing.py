"""DKIM: our own signature on what leaves, by which receivers tell our letters from forged ones."""

import base64
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import dkim
from dkim.crypto import UnparsableKeyError, parse_pem_private_key
from dkim.util import InvalidTagValueList, parse_tag_value

from workshops.core.config import Settings, WrongSettings

LEAST_BITS = 2048
RSA = bytes.fromhex("300d06092a864886f70d0101010500")
SELECTOR = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9-]+)*")
SIGNED = (
    "From",
    "From",  # named once more than it stands there: nobody can add a second one
    "To",
    "Date",
    "Subject",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "In-Reply-To",
    "References",
    "Auto-Submitted",
)


@dataclass(frozen=True)
class PublicKey:
    """The public half of an RSA key: what DNS publishes and receivers check with."""

    modulus: int
    exponent: int

    @property
    def bits(self) -> int:
        """How long the key is."""
        return self.modulus.bit_length()

    @property
    def record(self) -> str:
        """The text of the DNS record that publishes it."""
        numbers = _der(0x30, _whole(self.modulus) + _whole(self.exponent))
        content = _der(0x30, RSA + _der(0x03, b"\0" + numbers))
        return f"v=DKIM1; k=rsa; p={base64.b64encode(content).decode('ascii')}"


@dataclass(frozen=True)
class Signer:
    """Who signs: the domain that answers for the letters, and which of its keys."""

    selector: str
    domain: str
    pem: bytes

    def sign(self, message: bytes, at: datetime) -> bytes:
        """The message under our signature, made `at` that moment: every try gives the same."""
        signature = _Signature(message, int(at.timestamp())).sign(
            self.selector.encode("ascii"),
            self.domain.encode("ascii"),
            self.pem,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[name.encode("ascii") for name in SIGNED],
        )
        return bytes(signature) + message


class _Signature(dkim.DKIM):  # type: ignore[misc]
    """A signature that says when the letter was written, not when this try began."""

    def __init__(self, message: bytes, moment: int) -> None:
        super().__init__(message)
        self.moment = str(moment).encode("ascii")

    def gen_header(self, fields: list[tuple[bytes, bytes]], *rest: Any, **named: Any) -> bytes:
        """The header's value."""
        fixed = [(tag, self.moment if tag == b"t" else value) for tag, value in fields]
        return bytes(super().gen_header(fixed, *rest, **named))


def signer(settings: Settings) -> Signer | None:
    """Who signs in this installation; None where no key is set. Raises WrongSettings."""
    if settings.dkim_selector and not SELECTOR.fullmatch(settings.dkim_selector):
        raise WrongSettings("WORKSHOPS_DKIM_SELECTOR must be a name such as samskab1.")
    if settings.dkim_key_file is None:
        return None
    if not settings.dkim_selector:
        raise WrongSettings(
            "WORKSHOPS_DKIM_KEY_FILE needs WORKSHOPS_DKIM_SELECTOR, the key's name."
        )
    pem = _read(settings)
    key = public_key(pem)
    if key is None or key.bits < LEAST_BITS:
        raise WrongSettings(
            f"WORKSHOPS_DKIM_KEY_FILE {settings.dkim_key_file} must hold a private RSA key "
            f"of {LEAST_BITS} bits or more in PEM."
        )
    return Signer(settings.dkim_selector, settings.rsvp_address.rpartition("@")[2], pem)


def public_key(pem: bytes) -> PublicKey | None:
    """The public half of a private key; None when it is no RSA key in PEM."""
    try:
        key = parse_pem_private_key(pem.replace(b"\r\n", b"\n"))
    except (UnparsableKeyError, ValueError, IndexError):
        return None
    return PublicKey(key["modulus"], key["publicExponent"])


def published_key(record: str) -> PublicKey | None:
    """The key that a DNS record publishes; None when it publishes no RSA key, or took one back."""
    try:
        key, _bits, kind, _reports = dkim.evaluate_pk("", record)
    except (dkim.KeyFormatError, dkim.DKIMException, ValueError, IndexError, NameError):
        return None
    return PublicKey(key["modulus"], key["publicExponent"]) if kind == b"rsa" else None


def tags(record: str) -> dict[str, str]:
    """The tags of a record such as `v=DMARC1; p=reject`; empty when it cannot be read."""
    try:
        found = parse_tag_value(record.encode("ascii", "replace"))
    except InvalidTagValueList:
        return {}
    return {name.decode(): value.decode() for name, value in found.items()}


def _read(settings: Settings) -> bytes:
    try:
        return settings.dkim_key_file.read_bytes() if settings.dkim_key_file else b""
    except OSError as wrong:
        raise WrongSettings(
            f"WORKSHOPS_DKIM_KEY_FILE {settings.dkim_key_file} cannot be read: {wrong.strerror}."
        ) from wrong


def _der(tag: int, content: bytes) -> bytes:
    """One value as DER writes it."""
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(octets))) + octets + content


def _whole(number: int) -> bytes:
    return _der(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))
