"""From a letter's row to the bytes that leave: the same bytes however often it is tried."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, quote
from typing import Any

from workshops.core.config import Settings
from workshops.mail.links import LinkSpec
from workshops.mail.models import Letter
from workshops.mail.outbox import UNSUBSCRIBE, placeholder
from workshops.mail.rules import check_line

FILE_NAME = "invite.ics"
IDENTIFIERS = ("Message-ID", "In-Reply-To", "References", "List-Unsubscribe")
WORD_OCTETS = 36
_FOLD = re.compile(rb"\r?\n[ \t]")
_PLACEHOLDER = re.compile(r"(\{link:[^{}]{1,100}\})")
_PLAIN = re.compile(r"(?!.*=\?)[ -~]{0,60}")


class _Policy(EmailPolicy):
    """SMTP's policy, but a content type leaves as written: `method=REQUEST` without quotes."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """A header as the message keeps it."""
        if name.lower() == "content-type":
            return name, check_line(str(value))
        return super().header_store_parse(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """One header as bytes."""
        if name.lower() == "content-type":
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return bytes(super().fold_binary(name, value))


POLICY = _Policy(linesep="\r\n", max_line_length=78)


@dataclass(frozen=True)
class Header:
    """One header of a letter: a text, and for From and To the address that it is the name of."""

    name: str
    text: str
    address: str = ""

    @property
    def readable(self) -> str:
        """What a mail program shows."""
        return f"{self.text} <{self.address}>".strip() if self.address else self.text

    @property
    def written(self) -> bytes:
        """The header's lines as they leave.

        The standard library's folding loses spaces between long encoded words, so the words are
        made here.
        """
        text, address = self.text, f" <{self.address}>" if self.address else ""
        if self.name not in IDENTIFIERS and not _PLAIN.fullmatch(text):
            text = "\r\n ".join(_encoded_words(text))
            address = f"\r\n{address}" if address else ""
        elif self.address and text:
            text = f'"{quote(text)}"'
        return f"{self.name}: {text}{address}\r\n".encode("ascii")


def compose(letter: Letter, settings: Settings) -> bytes:
    """The whole message as calendar clients know it, with the personal addresses filled in."""
    whole = _alternatives(letter)
    if letter.calendar is not None:
        whole = _multipart("mixed", letter, [whole, _attachment(filled_calendar(letter))])
    top = b"".join(header.written for header in headers(letter, settings))
    return top + b"MIME-Version: 1.0\r\n" + whole.as_bytes()


def envelope_sender(letter: Letter, settings: Settings) -> str:
    """Where the mail system sends what it has to say about this one letter."""
    return f"b.{letter.public_id}@{settings.rsvp_address.rpartition('@')[2]}"


def headers(letter: Letter, settings: Settings) -> list[Header]:
    """The message's own headers, in order. From is the installation; there is no Sender."""
    names = ", ".join(filter(None, [settings.lab_name, letter.from_name]))
    found = [
        Header("From", names, settings.rsvp_address),
        Header("To", letter.to_name, letter.to_address),
        Header("Date", format_datetime(letter.created_at)),
        Header("Subject", letter.subject),
        Header("Message-ID", letter.message_id),
    ]
    if letter.in_reply_to:
        found += [Header(n, letter.in_reply_to) for n in ("In-Reply-To", "References")]
    return [
        *found,
        Header("Content-Language", letter.language),
        Header("Auto-Submitted", "auto-generated"),
        Header("X-Auto-Response-Suppress", "OOF, AutoReply"),
        *_unsubscribe(letter),
    ]


def _unsubscribe(letter: Letter) -> list[Header]:
    """How a mail program ends letters of this kind with one click (RFC 2369, RFC 8058)."""
    if UNSUBSCRIBE not in letter.links:
        return []
    url = LinkSpec.restored(letter.links[UNSUBSCRIBE]).url()
    return [
        Header("List-Unsubscribe", f"<{url}>"),
        Header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]


def filled(text: str, letter: Letter, show: Callable[[LinkSpec], str] = LinkSpec.url) -> str:
    """`text` with each placeholder replaced by its personal address."""
    for name, values in letter.links.items():
        if placeholder(name) in text:
            text = text.replace(placeholder(name), show(LinkSpec.restored(values)))
    return text


def pieces(text: str, letter: Letter) -> list[tuple[str, LinkSpec | None]]:
    """`text` cut at its placeholders, each piece with the personal link it stands for, if any."""
    names = {placeholder(name): LinkSpec.restored(spec) for name, spec in letter.links.items()}
    if not names:
        return [(text, None)]
    return [(piece, names.get(piece)) for piece in _PLACEHOLDER.split(text) if piece]


def filled_calendar(letter: Letter) -> bytes:
    """The calendar object with personal addresses; folded anew at 75 octets if one was put in."""
    content = letter.calendar or b""
    unfolded = _FOLD.sub(b"", content).decode()
    if not any(placeholder(name) in unfolded for name in letter.links):
        return content
    lines = filled(unfolded, letter).splitlines()
    return b"".join(_folded(line) for line in lines)


def parts(letter: Letter) -> list[tuple[str, int]]:
    """Content type and size in bytes of each part, for the page that shows a letter."""
    found = [("text/plain", len(letter.text.encode())), ("text/html", len(letter.html.encode()))]
    if letter.calendar is not None:
        size = len(letter.calendar)
        found += [(f"text/calendar; method={letter.calendar_method}", size)]
        found += [(f"application/ics; name={FILE_NAME}", size)]
    return found


def _alternatives(letter: Letter) -> EmailMessage:
    choices = [
        _text("plain", filled(letter.text, letter)),
        _text("html", filled(letter.html, letter)),
    ]
    if letter.calendar is not None:
        kind = f"text/calendar; charset=UTF-8; method={letter.calendar_method}"
        choices.append(_encoded(kind, filled_calendar(letter)))
    return _multipart("alternative", letter, choices)


def _text(subtype: str, content: str) -> EmailMessage:
    part = EmailMessage(policy=POLICY)
    part.set_content(content, subtype=subtype, charset="utf-8", cte="quoted-printable")
    part.replace_header("Content-Type", f"text/{subtype}; charset=UTF-8")
    del part["MIME-Version"]
    return part


def _encoded(kind: str, content: bytes) -> EmailMessage:
    part = EmailMessage(policy=POLICY)
    part["Content-Type"] = kind
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(content).decode("ascii"))
    return part


def _attachment(content: bytes) -> EmailMessage:
    part = _encoded(f'application/ics; name="{FILE_NAME}"', content)
    part["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return part


def _multipart(subtype: str, letter: Letter, content: list[EmailMessage]) -> EmailMessage:
    """A multipart whose boundary follows from the letter, so that every try is the same."""
    whole = EmailMessage(policy=POLICY)
    whole["Content-Type"] = f'multipart/{subtype}; boundary="=_{subtype}_{letter.public_id}"'
    for part in content:
        whole.attach(part)
    return whole


def _folded(line: str) -> bytes:
    """A content line in pieces of at most 75 octets, never inside a character."""
    pieces, piece = [], b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > 75:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def _encoded_words(text: str) -> list[str]:
    """`text` as encoded words, each short enough for a line and whole in itself."""
    pieces = [""]
    for char in text:
        if len((pieces[-1] + char).encode()) > WORD_OCTETS:
            pieces.append("")
        pieces[-1] += char
    return [f"=?UTF-8?B?{base64.b64encode(p.encode()).decode('ascii')}?=" for p in pieces]
