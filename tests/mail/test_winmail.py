"""Answers that Exchange wrapped in winmail.dat."""

import struct

import pytest

from tests.mail.messages import REPLY, SENDER, multipart, part
from workshops.mail.reading import Mail, Way, read

UID = "abcdefgh@rsvp.samskab.example"
MEETING = bytes.fromhex("90dad86e0b451b1098da00aa003f1305")
APPOINTMENT = bytes.fromhex("0220060000000000c000000000000046")
GLOBAL_ID = bytes.fromhex("040000008200e00074c5b7101a82e008") + bytes(24)


def attribute(level: int, name: int, kind: int, data: bytes) -> bytes:
    """One attribute of a TNEF stream with its checksum."""
    head = struct.pack("<BHHI", level, name, kind, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def tnef(*attributes: bytes) -> bytes:
    """A TNEF stream."""
    version = attribute(1, 0x9006, 8, struct.pack("<I", 0x10000))
    codepage = attribute(1, 0x9007, 6, struct.pack("<II", 1252, 0))
    return struct.pack("<IH", 0x223E9F78, 1) + version + codepage + b"".join(attributes)


def message_class(name: str) -> bytes:
    """What kind of item it is."""
    return attribute(1, 0x8008, 7, name.encode() + b"\0")


def properties(uid: str, sequence: int) -> bytes:
    """The identifier of a meeting that another program made, and its version."""
    held = b"vCal-Uid\x01\0\0\0" + uid.encode() + b"\0"
    global_id = GLOBAL_ID + struct.pack("<I", len(held)) + held
    padded = global_id + b"\0" * (-len(global_id) % 4)
    named = struct.pack("<HH", 0x0102, 0x8001) + MEETING + struct.pack("<II", 0, 3)
    number = struct.pack("<HH", 3, 0x8002) + APPOINTMENT + struct.pack("<II", 0, 0x8201)
    data = struct.pack("<I", 2) + named + struct.pack("<II", 1, len(global_id)) + padded
    return attribute(1, 0x9003, 6, data + number + struct.pack("<i", sequence))


def attached(name: str, data: bytes) -> bytes:
    """A file in a TNEF stream."""
    title = attribute(2, 0x8010, 1, name.encode() + b"\0")
    return attribute(2, 0x9002, 6, bytes(14)) + title + attribute(2, 0x800F, 6, data)


def opened(wrapped: bytes, sender: str = SENDER) -> Mail:
    """The message that carries a winmail.dat."""
    file = part('application/ms-tnef; name="winmail.dat"', wrapped)
    return read(multipart(part("text/plain", ""), file, From=sender))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("IPM.Microsoft Schedule.MtgRespP", "ACCEPTED"),
        ("IPM.Microsoft Schedule.MtgRespA", "TENTATIVE"),
        ("IPM.Microsoft Schedule.MtgRespN", "DECLINED"),
        ("IPM.Schedule.Meeting.Resp.Pos", "ACCEPTED"),
        ("IPM.Schedule.Meeting.Resp.Tent", "TENTATIVE"),
        ("IPM.Schedule.Meeting.Resp.Neg", "DECLINED"),
    ],
)
def test_a_meeting_response_is_read_as_the_reply_it_is(name: str, answer: str) -> None:
    [calendar] = opened(tnef(message_class(name), properties(UID, 2))).calendars

    assert calendar.way is Way.TNEF
    assert calendar.content.decode().splitlines()[3:-1] == [
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        f"UID:{UID}",
        "SEQUENCE:2",
        "DTSTAMP:20261123T113000Z",
        f"ATTENDEE;PARTSTAT={answer}:mailto:aase@kommune.example",
        "END:VEVENT",
    ]


def test_a_calendar_file_in_winmail_is_taken_as_it_is() -> None:
    mail = opened(tnef(attached("invite.ics", REPLY), attached("logo.png", b"\x89PNG")))

    assert [(each.content, each.way) for each in mail.calendars] == [(REPLY, Way.TNEF)]


def test_the_kind_of_item_is_also_found_as_a_property_in_utf_16() -> None:
    name = "IPM.Schedule.Meeting.Resp.Tent\0".encode("utf-16-le")
    head = struct.pack("<IHHII", 1, 0x1F, 0x1A, 1, len(name))
    kind = attribute(1, 0x9003, 6, head + name)
    [calendar] = opened(tnef(kind, properties(UID, 0))).calendars

    assert b"PARTSTAT=TENTATIVE" in calendar.content


@pytest.mark.parametrize(
    "wrapped",
    [
        tnef(attribute(1, 0x9003, 6, struct.pack("<I", 0xFFFFFFFF))),
        tnef(attribute(1, 0x9004, 6, struct.pack("<II", 0xFFFFFFFF, 0))),
        tnef(attribute(1, 0x9003, 6, struct.pack("<IHHI", 1, 0x1003, 1, 0xFFFFFFFF))),
        tnef(message_class("IPM.Note"), properties(UID, 0)),
        tnef(message_class("IPM.Schedule.Meeting.Resp.Pos")),
        tnef(message_class("IPM.Schedule.Meeting.Resp.Pos"), properties("a\r\nb", 0)),
        tnef(attribute(1, 0x9003, 6, b"\xff" * 2000)),
        tnef(message_class("IPM.Schedule.Meeting.Resp.Pos"), properties(UID, 0)) + bytes(200_000),
        b"no TNEF at all",
    ],
)
def test_what_names_no_entry_of_ours_gives_no_calendar(wrapped: bytes) -> None:
    assert opened(wrapped).calendars == ()


def test_an_address_that_could_break_a_line_is_not_written_into_a_reply() -> None:
    response = tnef(message_class("IPM.Schedule.Meeting.Resp.Pos"), properties(UID, 0))

    assert opened(response, sender='"a;b"@kommune.example').calendars == ()
