"""Exchange's own wrapping, winmail.dat: the calendar file in it, or the meeting response it is.

Only the outer objects are read with tnefparse. Its reading of the properties inside them believes
every count that stands there, so what is wanted of those is looked for in their bytes.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from tnefparse.tnef import TNEF, TNEFObject

from workshops.mail.structure import LIMIT_PARTS

LIMIT_BYTES = 128 * 1024
HEADER_BYTES = 6
ANSWERS = {"pos": "ACCEPTED", "p": "ACCEPTED", "tent": "TENTATIVE", "a": "TENTATIVE"}
DECLINED = "DECLINED"
_SIGNATURE = TNEF.TNEF_SIGNATURE.to_bytes(4, "little")
_CLASS = re.compile(
    rb"IPM\.(?:Schedule\.Meeting\.Resp\.(Pos|Tent|Neg)|Microsoft Schedule\.MtgResp([PAN]))", re.I
)
_FOREIGN_UID = re.compile(rb"vCal-Uid\x01\0\0\0([\x21-\x7e]{1,255})\0")
_APPOINTMENT = bytes.fromhex("0220060000000000c000000000000046")
_SEQUENCE = re.compile(
    rb"\x03\0.[\x80-\xff]" + re.escape(_APPOINTMENT) + rb"\0{4}\x01\x82\0\0(....)", re.S
)


def calendars(wrapped: bytes, sender: str, sent_at: datetime | None) -> list[bytes]:
    """The calendar objects in a winmail.dat; a bare meeting response is written as the reply it is.

    What cannot be read gives nothing.
    """
    if len(wrapped) > LIMIT_BYTES or not wrapped.startswith(_SIGNATURE):
        return []
    objects: list[Any] = []
    with suppress(Exception):
        objects.extend(_objects(wrapped))
    attached = [each.data for each in objects if _is_calendar(each)][:LIMIT_PARTS]
    return attached or _response(objects, sender, sent_at)


def _objects(wrapped: bytes) -> Iterator[Any]:
    """The outer objects, as far as they can be read."""
    at = HEADER_BYTES
    while at + TNEF.MIN_OBJ_SIZE < len(wrapped):
        each = TNEFObject(wrapped[at:])
        at += each.length
        yield each


def _is_calendar(each: Any) -> bool:
    begins = each.data[:200].lstrip().upper().startswith(b"BEGIN:VCALENDAR")
    return bool(each.name == TNEF.ATTATTACHDATA and begins)


def _response(objects: list[Any], sender: str, sent_at: datetime | None) -> list[bytes]:
    """A REPLY with what the meeting response says, if it names the entry that it answers."""
    properties = b"".join(each.data for each in objects if each.name == TNEF.ATTMAPIPROPS)
    uid = _FOREIGN_UID.search(properties)
    answer = _answer(objects, properties)
    if uid is None or not answer or not re.fullmatch(r"[^\s\";:]{3,254}", sender):
        return []
    sequence = _SEQUENCE.search(properties)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Microsoft Corporation//TNEF//EN",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        f"UID:{uid[1].decode('ascii')}",
        f"SEQUENCE:{int.from_bytes(sequence[1], 'little') if sequence else 0}",
        *([f"DTSTAMP:{sent_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"] if sent_at else []),
        f"ATTENDEE;PARTSTAT={answer}:mailto:{sender}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return ["".join(f"{line}\r\n" for line in lines).encode()]


def _answer(objects: list[Any], properties: bytes) -> str:
    """The answer by the kind of item: an attribute, or a property in one or two bytes a letter."""
    attributes = [each.data for each in objects if each.name == TNEF.ATTMESSAGECLASS]
    found = _CLASS.search(b"\0".join([*attributes, properties, properties.replace(b"\0", b"")]))
    if found is None:
        return ""
    return ANSWERS.get((found[1] or found[2]).decode("ascii").lower(), DECLINED)
