"""Exchange's own wrapping, winmail.dat: the calendar file in it, or the meeting response it is."""

import logging
import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from tnefparse import TNEF

from workshops.core.text import clean_line

LIMIT_BYTES = 128 * 1024
RESPONSES = {
    "ipm.schedule.meeting.resp.pos": "ACCEPTED",
    "ipm.schedule.meeting.resp.tent": "TENTATIVE",
    "ipm.schedule.meeting.resp.neg": "DECLINED",
    "ipm.microsoft schedule.mtgrespp": "ACCEPTED",
    "ipm.microsoft schedule.mtgrespa": "TENTATIVE",
    "ipm.microsoft schedule.mtgrespn": "DECLINED",
}
_MESSAGE_CLASS = 0x001A
_FOREIGN_UID = re.compile(rb"vCal-Uid\x01\0\0\0([\x21-\x7e]{1,255})(?:\0|\Z)")
_SEQUENCE = 0x8201

logging.getLogger("tnefparse").setLevel(logging.CRITICAL)


def calendars(wrapped: bytes, sender: str, sent_at: datetime | None) -> list[bytes]:
    """The calendar objects in a winmail.dat; a bare meeting response is written as the reply it is.

    What cannot be read gives nothing.
    """
    if len(wrapped) > LIMIT_BYTES:
        return []
    with suppress(Exception):
        opened = TNEF(wrapped, do_checksum=False)
        attached = [bytes(each.data) for each in opened.attachments if _is_calendar(each)]
        return attached or _response(opened, sender, sent_at)
    return []


def _is_calendar(attachment: Any) -> bool:
    name = ""
    with suppress(Exception):
        name = str(attachment.long_filename())
    found = attachment.data
    return isinstance(found, bytes) and (
        name.lower().endswith(".ics") or found.lstrip().upper().startswith(b"BEGIN:VCALENDAR")
    )


def _response(opened: Any, sender: str, sent_at: datetime | None) -> list[bytes]:
    """A REPLY with what the meeting response says, if it names the entry that it answers."""
    answer = next((RESPONSES[name] for name in _classes(opened) if name in RESPONSES), None)
    uid = _uid(opened)
    if answer is None or uid is None or not re.fullmatch(r"[^\s\";:]{3,254}", sender):
        return []
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Microsoft Corporation//TNEF//EN",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{_sequence(opened)}",
        *([f"DTSTAMP:{sent_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"] if sent_at else []),
        f"ATTENDEE;PARTSTAT={answer}:mailto:{sender}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return ["".join(f"{line}\r\n" for line in lines).encode()]


def _classes(opened: Any) -> list[str]:
    """The message class, by its attribute and by its property."""
    found = [each.data for each in opened.msgprops if each.name == TNEF.ATTMESSAGECLASS]
    found += [each.data for each in opened.mapiprops if each.name == _MESSAGE_CLASS]
    return [clean_line(str(each)).lower() for each in found]


def _uid(opened: Any) -> str | None:
    """The UID of an entry that Exchange did not make, which stands inside its own identifier."""
    for each in opened.mapiprops:
        raw = each.raw_data
        joined = b"".join(piece for piece in raw if isinstance(piece, bytes)) if raw else b""
        found = _FOREIGN_UID.search(joined)
        if found:
            return found[1].decode("ascii")
    return None


def _sequence(opened: Any) -> int:
    for each in opened.mapiprops:
        if each.guid_prop == _SEQUENCE and isinstance(each.data, int):
            return max(0, each.data)
    return 0
