"""What a message from outside says, whatever its bytes are."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from workshops.core.text import N_
from workshops.mail import structure, winmail
from workshops.mail.automatic import is_automatic
from workshops.mail.human import human_text
from workshops.mail.reports import DeliveryReport, read_report
from workshops.mail.structure import Part, TooMuch

log = logging.getLogger(__name__)
UNREADABLE = N_("The message cannot be read.")
LIMIT_ADDRESSES = 50
RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
TNEF_TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
CALENDAR_FILES = ("application/ics", "text/x-vcalendar", "application/x-ics")


class Way(StrEnum):
    """How a calendar object stood in a message."""

    INLINE = "inline"
    ATTACHED = "attached"
    OCTET = "octet"
    TNEF = "tnef"


@dataclass(frozen=True)
class CalendarPart:
    """The bytes of one calendar object. `method` is what the MIME type says, in upper case."""

    content: bytes
    method: str
    way: Way


@dataclass(frozen=True)
class Mail:
    """A message as far as it could be read.

    Addresses are in lower case. `automatic`: no person wrote it. `fault` is a message id that says
    why it could not be read; then only its head was looked at.
    """

    from_address: str = ""
    from_name: str = ""
    to_addresses: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: str = ""
    calendars: tuple[CalendarPart, ...] = field(default=())
    report: DeliveryReport | None = None
    automatic: bool = False
    fault: str = ""


def read(raw: bytes) -> Mail:
    """Read a message. Never raises: what is wrong with it stands in `fault`."""
    try:
        return _read(structure.parse(raw))
    except TooMuch as limit:
        return replace(_read_head(raw), fault=str(limit))
    except Exception as wrong:  # noqa: BLE001 - whatever it is, the message waits in the tray
        log.warning("a message cannot be read: %s", type(wrong).__name__)
        return replace(_read_head(raw), fault=UNREADABLE)


def _read(whole: Part) -> Mail:
    head, parts = _head(whole), list(structure.leaves(whole))
    return replace(
        head,
        text=human_text(parts),
        calendars=tuple(_calendars(parts, head)),
        report=read_report(whole, parts, head.from_address),
        automatic=is_automatic(whole),
    )


def _read_head(raw: bytes) -> Mail:
    """The headers of a message that breaks a limit, as far as they can be read."""
    with suppress(Exception):
        return _head(structure.parse_head(raw))
    return Mail()


def _head(whole: Part) -> Mail:
    """What the headers say; several senders are none."""
    senders = structure.addresses(whole, "From")
    name, address = senders[0] if len(senders) == 1 else ("", "")
    recipients = structure.addresses(whole, *RECIPIENTS)[:LIMIT_ADDRESSES]
    return Mail(
        from_address=address,
        from_name=name[:200],
        to_addresses=tuple(dict.fromkeys(found for _name, found in recipients)),
        subject=structure.header(whole, "Subject")[:300],
        date=_date(structure.header(whole, "Date")),
        message_id=structure.header(whole, "Message-ID")[:998],
        in_reply_to=structure.header(whole, "In-Reply-To")[:998],
    )


def _date(written: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(written)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _calendars(parts: list[Part], head: Mail) -> list[CalendarPart]:
    found: list[CalendarPart] = []
    for part in parts:
        way = _way(part)
        if way is Way.TNEF:
            opened = winmail.calendars(structure.content(part), head.from_address, head.date)
            found += [CalendarPart(each, "", way) for each in opened]
        elif way is not None:
            method = structure.parameter(part, "method").upper()[:20]
            found.append(CalendarPart(structure.in_utf8(part), method, way))
    return [each for each in found if each.content.strip()]


def _way(part: Part) -> Way | None:
    """Whether and how a part carries a calendar object."""
    kind, name = part.get_content_type(), structure.file_name(part)
    rules: tuple[tuple[Way, Callable[[], bool]], ...] = (
        (Way.TNEF, lambda: kind in TNEF_TYPES or name == "winmail.dat"),
        (
            Way.ATTACHED,
            lambda: kind == "text/calendar" and part.get_content_disposition() == "attachment",
        ),
        (Way.INLINE, lambda: kind == "text/calendar"),
        (Way.ATTACHED, lambda: kind in CALENDAR_FILES),
        (Way.OCTET, lambda: name.endswith((".ics", ".vcs"))),
    )
    return next((way for way, holds in rules if holds()), None)
