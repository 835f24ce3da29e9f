"""From the bytes of a calendar file to an answer, or to a reason why there is none."""

from datetime import UTC, datetime
from email import message_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.invitations.asked import FOLDER, UID, reply
from tests.timing import is_slow
from workshops.invitations.calendar.replies import Fault, read_reply
from workshops.invitations.rules.replied import Reply, ReplyMethod

NINE, THREE = datetime(2026, 12, 7, 8, tzinfo=UTC), datetime(2026, 12, 7, 14, tzinfo=UTC)
EXCHANGE_ZONE = """BEGIN:VTIMEZONE
TZID:Bordtid
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def calendar_of(name: str) -> bytes:
    """The calendar object of a stored reply."""
    for part in message_from_bytes(reply(name)).walk():
        if part.get_content_type() in ("text/calendar", "application/ics"):
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            return content
    raise AssertionError(name)


def event(*lines: str, method: str = "REPLY", zone: str = "", uid: str = UID) -> bytes:
    """A small reply with other lines than usual."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//X//X//EN", f"METHOD:{method}"]
    head += [*zone.splitlines(), "BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261123T120500Z"]
    return "\r\n".join([*head, *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def read(content: bytes) -> Reply:
    """What the bytes say; they say something."""
    found = read_reply(content)
    assert isinstance(found, Reply), found
    return found


STORED = sorted(path.stem for path in FOLDER.glob("*.eml"))


@pytest.mark.parametrize("name", [name for name in STORED if name.endswith("-accepted")])
def test_every_program_says_yes_to_the_same_entry_at_the_same_time(name: str) -> None:
    found = read(calendar_of(name))
    assert (found.method, found.uid, found.sequence) == (ReplyMethod.REPLY, UID, 0)
    assert (found.starts_at, found.ends_at) == (NINE, THREE)
    assert [(each.address, each.partstat) for each in found.attendees] == [
        ("aase@kommune.example", "ACCEPTED")
    ]


def test_a_counter_proposal_carries_the_proposed_time_and_the_words() -> None:
    found = read(calendar_of("exchange-counter"))
    assert (found.method, found.organiser) == (ReplyMethod.COUNTER, "")
    assert found.starts_at == datetime(2026, 12, 9, 9, tzinfo=UTC)
    assert found.comment == "Kan vi flytte det til om onsdagen?"


@pytest.mark.parametrize(
    ("tzid", "zone", "start", "instant"),
    [
        ("Bordtid", EXCHANGE_ZONE, "20270607T090000", datetime(2027, 6, 7, 7, tzinfo=UTC)),
        ("Bordtid", EXCHANGE_ZONE, "20261207T090000", NINE),
        ("Bordtid", EXCHANGE_ZONE, "20270328T015900", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        ("Bordtid", EXCHANGE_ZONE, "20270328T030000", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("Romance Standard Time", "", "20261207T090000", NINE),
        ("/mozilla.org/20050126_1/Europe/Copenhagen", "", "20261207T090000", NINE),
        ("America/Argentina/Ushuaia", "", "20261207T050000", NINE),
        ("Bordtid", "", "20261207T090000", None),
        ("../../etc/passwd", "", "20261207T090000", None),
        ("", "", "20261207T090000", None),
    ],
)
def test_a_zone_is_the_files_own_or_a_known_name_and_never_silently_local(
    tzid: str, zone: str, start: str, instant: datetime | None
) -> None:
    line = f"DTSTART;TZID={tzid}:{start}" if tzid else f"DTSTART:{start}"
    assert read(event(line, zone=zone)).starts_at == instant


def test_the_files_own_rules_go_before_a_name_that_is_known() -> None:
    odd = EXCHANGE_ZONE.replace("Bordtid", "Europe/Copenhagen").replace("+0100", "-0500")
    found = read(event("DTSTART;TZID=Europe/Copenhagen:20261207T090000", zone=odd))
    assert found.starts_at == datetime(2026, 12, 7, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"\r\n", b"\n"),
        lambda raw: raw.replace(b"\r\n", b"\r"),
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"mailto:", b"MAILTO:").replace(b"ATTENDEE", b"attendee"),
        lambda raw: raw.replace(b"PARTSTAT=ACCEPTED", b"PARTSTAT=\r\n ACCEPTED"),
        lambda raw: raw.replace(b"CN=Bo", b'CN="Bo; Dahl: x"'),
        lambda raw: raw.replace(b"METHOD:REPLY", b"METHOD:reply"),
    ],
)
def test_what_programs_write_differently_reads_the_same(change: object) -> None:
    raw = event("ATTENDEE;CN=Bo;PARTSTAT=ACCEPTED:mailto:Bo@X.example", "SEQUENCE:2")
    found = read(change(raw))  # type: ignore[operator]
    assert [(each.address, each.partstat) for each in found.attendees] == [
        ("bo@x.example", "ACCEPTED")
    ]
    assert found.sequence == 2


def test_a_substitute_and_a_secretary_are_named() -> None:
    found = read(
        event(
            'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:Eva@x.example";'
            'SENT-BY="mailto:sek@x.example":mailto:bo@x.example'
        )
    )
    (line,) = found.attendees
    assert (line.delegated_to, line.sent_by) == (("eva@x.example",), "sek@x.example")


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "ADD", "PUBLISH", "DECLINECOUNTER"])
def test_what_only_one_who_invites_may_send_is_dropped(method: str) -> None:
    found = read_reply(event(method=method))
    assert isinstance(found, Fault)
    assert found.dropped


_EVENT = b"BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe" * 50,
        b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n",
        event(method="").replace(b"METHOD:\r\n", b""),
        event(method="JUGGLE"),
        event().replace(b"END:VEVENT\r\n", b"END:VEVENT\r\n" + _EVENT),
        event() + event(),
        event()[:-40],
        event("UID:another"),
        event("METHOD:REPLY", "UID:"),
        event("RECURRENCE-ID:20261207T080000Z"),
        event("SEQUENCE:-1"),
        event("SEQUENCE:many"),
        event("SEQUENCE:99999999999999999999"),
        event("DTSTART:20269999T080000Z"),
        event("DTSTART:20261207T080000Z", "DURATION:P9999999999W"),
        event(*["ATTENDEE:mailto:a@x.example"] * 101),
        event("DESCRIPTION:" + "x" * 300_000),
        event(*["X-A:1"] * 11_000),
        b"BEGIN:VCALENDAR\r\n" * 5000,
        event("DTSTART;TZID=Bordtid:00000101T000000", zone=EXCHANGE_ZONE),
        event().replace(UID.encode(), b"x" * 300),
    ],
)
def test_what_cannot_be_an_answer_is_a_fault_and_no_error(content: bytes) -> None:
    assert isinstance(read_reply(content), Fault)
    assert not is_slow(lambda: read_reply(content), 0.2)


def test_a_rule_that_would_take_for_ever_is_not_followed() -> None:
    evil = EXCHANGE_ZONE.replace("FREQ=YEARLY", "FREQ=SECONDLY")
    asked = event("DTSTART;TZID=Bordtid:20261207T090000", zone=evil)
    assert read(asked).starts_at is None
    assert not is_slow(lambda: read(asked), 0.2)


@given(st.binary(max_size=400), st.integers(0, 400))
@settings(max_examples=150, deadline=None)
def test_no_bytes_whatever_raise(noise: bytes, at: int) -> None:
    whole = event("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.example", zone=EXCHANGE_ZONE)
    read_reply(noise)
    read_reply(whole[:at] + noise + whole[at + len(noise) :])
