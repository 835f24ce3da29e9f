"""A message from outside as a tree of parts, within limits, and the text of its headers and parts.

Nothing is decoded before the limits hold, and nothing here raises anything but `TooMuch`.
"""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from email import policy
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import getaddresses
from typing import Any, TypeAlias

from workshops.core.addresses import LONGEST_ADDRESS, normal_address
from workshops.core.text import N_, clean_line

LIMIT_BYTES = 1024 * 1024
LIMIT_PARTS = 50
HEAD_BYTES = 64 * 1024
LIMIT_DEPTH = 10
LIMIT_HEADERS = 500
HEADER_CHARS = 4000
TEXT_BYTES = 64 * 1024
TOO_LARGE = N_("The message is larger than 1 MiB.")
NESTED = ("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers")
_LONG_TYPE = re.compile(rb"^content-[a-z-]+[ \t]*:(?:[^\n]|\n[ \t]){8000}", re.I | re.M)
_NOT_FOR_TEXT = {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"}

Part: TypeAlias = "Message[str, str]"


class TooMuch(Exception):
    """The message breaks a limit. The text is a message id."""


def parse(raw: bytes) -> Part:
    """The tree of a message. Raises TooMuch when it breaks a limit."""
    if len(raw) > LIMIT_BYTES:
        raise TooMuch(TOO_LARGE)
    if _LONG_TYPE.search(raw):
        raise TooMuch(N_("A header of the message is too long."))
    count = 0

    def counted(policy: Any = policy.compat32) -> Part:
        nonlocal count
        count += 1
        if count > LIMIT_PARTS + 1:
            raise TooMuch(N_("The message has more than 50 parts."))
        return Message(policy)

    whole: Part = BytesParser(counted, policy=policy.compat32).parsebytes(raw.replace(b"\0", b""))
    if len(whole) > LIMIT_HEADERS:
        raise TooMuch(N_("The message has more than 500 headers."))
    if _depth(whole) > LIMIT_DEPTH:
        raise TooMuch(N_("The message is nested more than ten deep."))
    return whole


def parse_head(raw: bytes) -> Part:
    """The headers alone, as far as they stand in the first 64 KiB; for any bytes."""
    head = raw[:HEAD_BYTES].replace(b"\0", b"")
    return BytesHeaderParser(policy=policy.compat32).parsebytes(head)


def leaves(part: Part) -> Iterator[Part]:
    """The parts that belong to this message itself, in order; not those of a message inside it."""
    if part.get_content_type() in NESTED or part.get_content_type().endswith("delivery-status"):
        yield part
    elif part.is_multipart():
        for inner in children(part):
            yield from leaves(inner)
    else:
        yield part


def header(part: Part, name: str) -> str:
    """The first header of that name as one line, whatever its bytes are; empty if there is none."""
    return next(iter(headers(part, name)), "")


def headers(part: Part, name: str) -> list[str]:
    """All headers of that name, each as one line."""
    found = (value for key, value in part.raw_items() if key.lower() == name.lower())
    return [_decoded(_bytes(value)[:HEADER_CHARS]) for value in found]


def one_line(value: object, limit: int = HEADER_CHARS) -> str:
    """A header as the parser kept it, as text on one line; encoded words stay as they are."""
    return clean_line(_bytes(value)[:limit].decode("utf-8", "replace"))


def head(part: Part) -> str:
    """All headers of a part, each on one line."""
    found = [
        f"{name}: {_decoded(_bytes(value)[:HEADER_CHARS])}" for name, value in part.raw_items()
    ]
    return "\n".join(found[:LIMIT_HEADERS])


def addresses(part: Part, *names: str) -> list[tuple[str, str]]:
    """Name and address, in the form it is kept in, of everybody in these headers."""
    found: list[tuple[str, str]] = []
    for name in names:
        lines = [one_line(value) for key, value in part.raw_items() if key.lower() == name.lower()]
        with suppress(Exception):
            found += [_address(*pair) for line in lines for pair in getaddresses([line])]
    return [pair for pair in found if "@" in pair[1]]


def content(part: Part) -> bytes:
    """What a part carries, without its transfer encoding."""
    with suppress(Exception):
        found = part.get_payload(decode=True)
        if isinstance(found, bytes):
            return found
    return b""


def text(part: Part, limit: int = TEXT_BYTES) -> str:
    """The beginning of a part as text; what cannot be read stands as a question mark in a box."""
    charset = "utf-8"
    with suppress(Exception):
        charset = codecs.lookup(part.get_content_charset() or "utf-8").name
    return _as_text(content(part)[:limit], charset)


def in_utf8(part: Part) -> bytes:
    """What a part carries, written anew in UTF-8 where its charset says how to read it.

    Without a charset, or with one that does not fit, the bytes stay as they are.
    """
    found, charset = content(part), ""
    with suppress(Exception):
        charset = codecs.lookup(part.get_content_charset() or "utf-8").name
        if charset not in (*_NOT_FOR_TEXT, "utf-8", "ascii"):
            return found.decode(charset).encode()
    return found


def parameter(part: Part, name: str) -> str:
    """A parameter of a part's Content-Type."""
    with suppress(Exception):
        found = part.get_param(name)
        return clean_line(found[2] if isinstance(found, tuple) else str(found or ""))
    return ""


def file_name(part: Part) -> str:
    """The name of an attached file, in lower case; some programs write it as encoded words."""
    with suppress(Exception):
        return _decoded((part.get_filename() or "").encode()).lower()
    return ""


def _depth(part: Part) -> int:
    return 1 + max((_depth(inner) for inner in children(part)), default=0)


def children(part: Part) -> list[Part]:
    """The parts right below one."""
    inner = part.get_payload() if part.is_multipart() else []
    return [each for each in inner if isinstance(each, Message)]


def _address(name: str, address: str) -> tuple[str, str]:
    return _decoded(name.encode()), normal_address(address)[:LONGEST_ADDRESS]


def _bytes(value: object) -> bytes:
    return str(value).encode("utf-8", "surrogateescape")


def _decoded(value: bytes) -> str:
    """A header's text with its encoded words read."""
    line = value.decode("utf-8", "replace")
    with suppress(Exception):
        pieces = decode_header(re.sub(r"\r?\n", "", line))
        return clean_line("".join(_word(text, charset) for text, charset in pieces))
    return clean_line(line)


def _word(text: bytes | str, charset: str | None) -> str:
    return text if isinstance(text, str) else _as_text(text, charset or "utf-8")


def _as_text(found: bytes, charset: str) -> str:
    if charset.lower().replace("_", "-") in _NOT_FOR_TEXT:
        charset = "utf-8"
    with suppress(Exception):
        return found.decode(charset, "replace")
    return found.decode("utf-8", "replace")
