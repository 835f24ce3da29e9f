"""The calendar objects of letters: form, contents, and nothing smuggled in."""

import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.invitations.entries import make_entry
from workshops.core.text import clean, clean_line
from workshops.invitations.calendar.entries import PartStat, Party, cancel, request, uid
from workshops.invitations.calendar.zones import rules_around, vtimezone

CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
CHANGING = {"America/Vancouver"}  # gives up its clock changes, says newer zone data
WITHOUT_RULES = {
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "America/Santiago",
    "Asia/Gaza",
    "Asia/Hebron",
}
ORDER = {
    "REQUEST": "UID SEQUENCE DTSTAMP CREATED LAST-MODIFIED DTSTART DTEND SUMMARY DESCRIPTION"
    " LOCATION URL CONFERENCE STATUS TRANSP ORGANIZER ATTENDEE X-MICROSOFT-CDO-BUSYSTATUS"
    " X-MICROSOFT-DISALLOW-COUNTER",
    "CANCEL": "UID SEQUENCE DTSTAMP LAST-MODIFIED DTSTART DTEND SUMMARY DESCRIPTION COMMENT"
    " LOCATION URL STATUS ORGANIZER ATTENDEE",
}


def lines(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def names(data: bytes, component: str) -> list[str]:
    inside = lines(data)
    first, last = inside.index(f"BEGIN:{component}"), inside.index(f"END:{component}")
    return [line.replace(";", ":").partition(":")[0] for line in inside[first + 1 : last]]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_every_property_stands_in_its_place(method: str) -> None:
    data = request(make_entry()) if method == "REQUEST" else cancel(make_entry(), "Sygdom")
    assert lines(data)[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Samskab//Workshops//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
    ]
    assert names(data, "VEVENT") == ORDER[method].split()
    assert data.count(b"BEGIN:VEVENT") == data.count(b"BEGIN:VTIMEZONE") == 1
    assert data.count(b"ATTENDEE") == 1


def test_lines_end_in_crlf_and_fit_75_octets() -> None:
    data = request(make_entry(title="ÆØÅ😀" * 60, description="ø" * 900))
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert all(line.decode() for line in data.split(b"\r\n")[:-1])


def test_a_cancellation_says_so_and_why() -> None:
    data = cancel(make_entry(sequence=4), "Lokalet er lukket.")
    event = Calendar.from_ical(data).events[0]
    assert event["STATUS"] == "CANCELLED"
    assert "SEQUENCE:4" in lines(data)
    assert event["COMMENT"] == event["DESCRIPTION"] == "Lokalet er lukket."


@pytest.mark.parametrize(
    ("answer", "asks", "expected"),
    [
        (PartStat.NEEDS_ACTION, True, "PARTSTAT=NEEDS-ACTION;RSVP=TRUE"),
        (PartStat.ACCEPTED, False, "PARTSTAT=ACCEPTED;RSVP=FALSE"),
    ],
)
def test_the_guest_alone_is_named_with_role_and_answer(
    answer: PartStat, asks: bool, expected: str
) -> None:
    data = request(make_entry(answer=answer, asks=asks, required=False))
    assert (
        'ATTENDEE;CN="Søren Ø. Ærlig";'
        f"CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;{expected}"
        ":mailto:soeren@kommune.example" in lines(data)
    )
    assert 'ORGANIZER;CN="Laboratoriet, Anna Ås":mailto:workshops@rsvp.lab.example' in lines(data)


def test_copenhagen_has_two_yearly_rules_and_no_list_of_dates() -> None:
    zone = vtimezone("Europe/Copenhagen", 2027)
    assert zone is not None
    assert zone.to_ical(sorted=False).decode().split("\r\n")[2:8] == [
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
    ]


def test_460_zones_have_rules_and_never_dates_or_comments() -> None:
    zones = {z for z in zoneinfo.available_timezones() if z.split("/")[0] in CONTINENTS}
    told = {zone for zone in zones if rules_around(zone, 2027) is not None}
    assert zones - told <= WITHOUT_RULES | CHANGING
    assert len(told) >= 460
    for zone in told:
        written = vtimezone(zone, 2027)
        assert written is not None
        assert b"RDATE" not in written.to_ical()
        assert b"COMMENT" not in written.to_ical()


@pytest.mark.parametrize("zone", sorted(WITHOUT_RULES))
def test_a_zone_without_yearly_rules_is_written_in_utc(zone: str) -> None:
    data = request(make_entry(timezone=zone))
    assert b"VTIMEZONE" not in data
    assert "DTSTART:20270607T070000Z" in lines(data)


@pytest.mark.parametrize("hour", [0, 1])
def test_an_hour_that_comes_twice_is_written_in_utc(hour: int) -> None:
    starts = datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
    data = request(make_entry(starts_at=starts, ends_at=starts + timedelta(hours=3)))
    assert f"DTSTART:20271031T0{hour}3000Z" in lines(data)
    data = request(make_entry(starts_at=starts - timedelta(hours=3), ends_at=starts))
    assert f"DTEND:20271031T0{hour}3000Z" in lines(data)


def test_a_uid_is_26_letters_at_the_mailbox_domain_and_new_each_time() -> None:
    made = {uid("Workshops@RSVP.lab.example") for _ in range(100)}
    assert len(made) == 100
    for each in made:
        word, _, domain = each.partition("@")
        assert domain == "rsvp.lab.example"
        assert len(word) == 26
        assert set(word) <= set("abcdefghijklmnopqrstuvwxyz234567")


@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=60))
@example("x\r\nATTENDEE:mailto:evil@x.example", "y\nBEGIN:VALARM", 'a";X=1:mailto:evil@x.example')
@example("\x00\x07", "; , \\ \\n", "b^nc\r\nRRULE:FREQ=DAILY")
def test_no_text_becomes_a_property_and_every_text_comes_back(
    title: str, text: str, name: str
) -> None:
    entry = make_entry(
        title=title, description=text, location=title, attendee=Party(name, "s@k.example")
    )
    data = request(entry)
    wanted = ORDER["REQUEST"].split()
    have = [n for n in wanted if n != "LOCATION" or clean_line(title)]
    assert names(data, "VEVENT") == have
    event = Calendar.from_ical(data).events[0]
    assert event["SUMMARY"] == clean_line(title)[:200]
    assert event["DESCRIPTION"] == clean(text)
    assert event["ATTENDEE"] == "mailto:s@k.example"


@given(st.text(max_size=120))
@example("https://x.example/\r\nATTACH:https://evil.example/x")
@example('https://x.example/"\u2028x')
def test_no_link_or_reason_becomes_a_property(link: str) -> None:
    data = request(make_entry(url=link, join_url="https://m.example/" + link, join_label=link))
    assert names(data, "VEVENT") == ORDER["REQUEST"].split()
    told = cancel(make_entry(), "why " + link)
    assert names(told, "VEVENT") == ORDER["CANCEL"].split()
