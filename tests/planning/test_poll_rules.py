"""How days of a poll are ranked, when people are reminded, which days are holidays."""

from datetime import UTC, date, datetime, timedelta

import pytest

from workshops.core import holidays
from workshops.mail.rules import waking_moment
from workshops.planning.models.polls import Vote
from workshops.planning.rules import polls
from workshops.planning.rules.polls import Ballot

ZONE = "Europe/Copenhagen"
STARTS = datetime(2027, 1, 12, 8, 0, tzinfo=UTC)
LETTERS = {"y": Vote.YES, "m": Vote.MAYBE, "n": Vote.NO}


def _ranked(quorum: int, *rows: str, required: int = 1) -> list[int]:
    """The order of days 0, 1, 2 … when each row is one person's word, the first ones required."""
    said = [
        Ballot(f"p{n}", n < required, {d: LETTERS[c] for d, c in enumerate(row) if c in LETTERS})
        for n, row in enumerate(rows)
    ]
    days = range(len(rows[0]))
    found = [polls.tally(d, STARTS + timedelta(days=d), said, quorum) for d in days]
    return [one.slot for one in polls.ranked(found)]


@pytest.mark.parametrize(
    ("quorum", "rows", "order"),
    [
        (1, ("n-y", "yyn", "yyn"), [2, 1, 0]),
        (3, ("yyy", "nyy", "nym"), [1, 2, 0]),
        (1, ("yyy", "mym", "--m"), [1, 2, 0]),
        (1, ("yy", "mm"), [0, 1]),
        (2, ("ym", "-m"), [1, 0]),
    ],
    ids=["required first", "quorum second", "yes counts twice", "ties by time", "need be counts"],
)
def test_days_are_ranked(quorum: int, rows: tuple[str, ...], order: list[int]) -> None:
    assert _ranked(quorum, *rows) == order


def test_a_day_wants_a_reason_for_a_refusal_or_too_few() -> None:
    said = [Ballot("Åse", True, {1: Vote.NO, 2: Vote.YES}), Ballot("Bo", False, {1: Vote.YES})]
    refused = polls.tally(1, STARTS, said, quorum=1)
    few = polls.tally(2, STARTS, said, quorum=2)
    fine = polls.tally(2, STARTS, said, quorum=1)
    assert (refused.refused, refused.silent, few.able) == (("Åse",), 0, 1)
    assert [polls.needs_reason(one) is None for one in (refused, few, fine)] == [False, False, True]


def test_nothing_is_proposed_before_anybody_can() -> None:
    silent = polls.tally(1, STARTS, [Ballot("Bo", False)], quorum=1)
    assert polls.best([silent], STARTS - timedelta(days=1)) is None
    able = polls.tally(2, STARTS, [Ballot("Bo", False, {2: Vote.MAYBE})], quorum=1)
    assert polls.best([silent, able], STARTS - timedelta(days=1)) == able
    assert polls.best([silent, able], STARTS) is None


@pytest.mark.parametrize(
    ("last_day", "reminded"),
    [
        (date(2026, 12, 10), "2026-12-08T09:00:00+01:00"),
        (date(2026, 12, 15), "2026-12-11T09:00:00+01:00"),
        (date(2027, 3, 27), "2027-03-24T09:00:00+01:00"),
        (date(2027, 3, 30), "2027-03-24T09:00:00+01:00"),
    ],
)
def test_reminders_come_two_days_before_on_a_working_day(last_day: date, reminded: str) -> None:
    closes = polls.closes_at(last_day, ZONE)
    assert polls.last_day(closes, ZONE) == last_day
    assert polls.nudge_at(closes, ZONE).isoformat() == reminded


@pytest.mark.parametrize(
    ("local", "leaves"),
    [
        ("2026-11-26T13:00", "2026-11-26T13:00"),
        ("2026-11-26T07:59", "2026-11-26T08:00"),
        ("2026-11-26T20:00", "2026-11-27T08:00"),
        ("2026-11-27T21:30", "2026-11-30T08:00"),
        ("2026-11-28T13:00", "2026-11-30T08:00"),
        ("2026-11-29T23:00", "2026-11-30T08:00"),
    ],
)
def test_reminders_wait_out_night_and_weekend(local: str, leaves: str) -> None:
    at = datetime.fromisoformat(f"{local}:00+01:00")
    assert waking_moment(at, ZONE) == datetime.fromisoformat(f"{leaves}:00+01:00")


@pytest.mark.parametrize(
    ("year", "day"),
    [(2000, (4, 23)), (2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))],
)
def test_easter_is_where_the_calendar_has_it(year: int, day: tuple[int, int]) -> None:
    assert holidays.easter(year) == date(year, *day)


@pytest.mark.parametrize(
    ("day", "notes"),
    [
        (date(2027, 3, 25), ("Maundy Thursday",)),
        (date(2027, 3, 28), ("Easter Sunday", "weekend")),
        (date(2027, 5, 6), ("Ascension Day",)),
        (date(2027, 5, 17), ("Whit Monday",)),
        (date(2027, 4, 23), ()),
        (date(2027, 6, 5), ("Constitution Day", "weekend")),
        (date(2027, 10, 20), ("autumn holiday",)),
        (date(2027, 7, 14), ("summer holiday weeks",)),
        (date(2027, 2, 17), ("winter holiday in many municipalities",)),
        (date(2023, 5, 5), ("Great Prayer Day",)),
        (date(2024, 4, 26), ()),
        (date(2026, 12, 22), ("the Christmas weeks",)),
        (date(2026, 12, 24), ("Christmas Eve", "the Christmas weeks")),
        (date(2027, 1, 4), ()),
    ],
)
def test_days_that_speak_against_a_workshop_are_named(day: date, notes: tuple[str, ...]) -> None:
    assert holidays.notes(day) == notes
