"""Polls with days on both sides of a change of clocks, and feeds in the hour that comes twice."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.invitations.test_calendar import lines
from workshops.invitations.calendar import words
from workshops.invitations.calendar.feeds import FeedEntry, FeedHead, write
from workshops.invitations.rules.feeds import Status

ZONE = "Europe/Copenhagen"
AUTUMN = datetime(2026, 10, 22, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("hour", [0, 1])
def test_a_feed_writes_an_hour_that_comes_twice_in_utc(hour: int) -> None:
    starts = datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
    entry = FeedEntry(
        "1@lab.example", 0, AUTUMN, starts, starts + HOUR, ZONE, "Nat", "", "", "", Status.CONFIRMED
    )
    assert f"DTSTART:20271031T0{hour}3000Z" in lines(write(FeedHead("Kalender", 2027), [entry]))


def test_days_on_both_sides_of_a_change_say_each_their_own() -> None:
    days = [(AUTUMN, AUTUMN + HOUR), (AUTUMN + 169 * HOUR, AUTUMN + 170 * HOUR)]

    assert words.day_lines(days, ZONE, "da") == (
        [
            "torsdag den 22. oktober 2026 kl. 09.00–10.00 (Centraleuropæisk sommertid)",
            "torsdag den 29. oktober 2026 kl. 09.00–10.00 (Centraleuropæisk normaltid)",
        ],
        "København",
    )
    assert words.day_lines(days[:1], ZONE, "da") == (
        ["torsdag den 22. oktober 2026 kl. 09.00–10.00"],
        "København (Centraleuropæisk sommertid)",
    )
