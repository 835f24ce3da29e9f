"""The lines of a calendar to subscribe to, read back by another program."""

from datetime import timedelta

from icalendar import Calendar

from workshops.core import clock
from workshops.invitations.calendar.feeds import FeedEntry, FeedHead, write
from workshops.invitations.rules.feeds import Status


def test_what_is_written_is_read_back_by_another_program() -> None:
    start = clock.now() + timedelta(days=200)
    text = "Æble, pære; \\ og\nlang tekst " + "ø" * 90
    entry = FeedEntry(
        "a@b",
        3,
        clock.now(),
        start,
        start + timedelta(hours=2),
        "Europe/Copenhagen",
        "Titel; med, tegn \\ " + "æ" * 60,
        text,
        "Lokale 1, Vej 2",
        "https://x.example/",
        Status.TENTATIVE,
    )
    content = write(FeedHead("Hold A", 2026, 15), [entry])
    assert max(map(len, content.split(b"\r\n"))) <= 75
    calendar = Calendar.from_ical(content)
    assert calendar.errors == []
    assert str(calendar["NAME"]) == "Hold A"
    (event,) = calendar.walk("VEVENT")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (entry.starts_at, entry.ends_at)
    assert (str(event["DESCRIPTION"]), str(event["SUMMARY"])) == (text, entry.title)
    assert len(calendar.walk("VTIMEZONE")) == len(calendar.walk("VALARM")) == 1
