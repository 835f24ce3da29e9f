"""Calendars: which days are shown, and whose sittings."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from tests.factories import make_engagement, make_room, make_user, make_workshop
from tests.pages import Client
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.overview import rules
from workshops.overview.rules import DayCell, Entry


def entry(start: int, minutes: int) -> Entry:
    return Entry("W", "/", "", datetime(2026, 11, 23, tzinfo=UTC), "", "", start, minutes)


def test_month_shows_whole_weeks_from_monday() -> None:
    shown = rules.stretch(rules.MONTH, date(2026, 11, 23))

    assert (shown.first, shown.after) == (date(2026, 10, 26), date(2026, 12, 7))
    assert (shown.earlier, shown.later) == (date(2026, 10, 1), date(2026, 12, 1))


def test_week_with_the_clock_change_is_an_hour_shorter() -> None:
    since, until = rules.bounds(rules.stretch(rules.WEEK, date(2027, 3, 28)), "Europe/Copenhagen")

    assert (until - since).total_seconds() == (7 * 24 * 60 - 0) * 60
    assert (until.astimezone(UTC) - since.astimezone(UTC)).total_seconds() == (7 * 24 - 1) * 3600


def test_overlapping_entries_stand_side_by_side() -> None:
    placed = rules.side_by_side([entry(600, 60), entry(540, 90), entry(660, 30)])

    assert [(e.start_minute, e.lane) for e in placed] == [(540, 1), (600, 2), (660, 1)]


def test_entry_that_stands_alone_takes_the_whole_width() -> None:
    placed = rules.side_by_side([entry(600, 60), entry(540, 90), entry(900, 60)])

    assert [(e.start_minute, e.lane, e.span) for e in placed] == [
        (540, 1, 1),
        (600, 2, 1),
        (900, 1, 2),
    ]


def test_short_entries_are_drawn_long_enough_to_be_read() -> None:
    placed = rules.side_by_side([entry(390, 15), entry(420, 10), entry(1435, 5)])

    assert [(e.start_minute, e.minutes, e.lane) for e in placed] == [
        (390, 40, 1),
        (420, 40, 2),
        (1400, 40, 1),
    ]


@pytest.mark.parametrize(
    ("entries", "hours"),
    [
        ([], (8, 18)),
        ([entry(390, 60)], (6, 18)),
        ([entry(1140, 120)], (8, 21)),
        ([entry(1080, 61)], (8, 20)),
        ([entry(0, 360), entry(1320, 120)], (0, 24)),
    ],
)
def test_grid_reaches_from_the_earliest_to_the_latest(
    entries: list[Entry], hours: tuple[int, int]
) -> None:
    assert rules.hours([DayCell(date(2027, 1, 12), "", entries=entries)]) == hours


@pytest.mark.parametrize(
    ("starts", "minutes", "expected"),
    [
        (datetime(2027, 1, 12, 18, 0, tzinfo=UTC), 120, [("2027-01-12", 1140, 120)]),
        (datetime(2027, 1, 12, 20, 0, tzinfo=UTC), 180, [("2027-01-12", 1260, 180)]),
        (
            datetime(2026, 12, 31, 21, 0, tzinfo=UTC),
            480,
            [("2026-12-31", 1320, 120), ("2027-01-01", 0, 360)],
        ),
        (
            datetime(2027, 3, 27, 21, 0, tzinfo=UTC),
            480,
            [("2027-03-27", 1320, 120), ("2027-03-28", 0, 420)],
        ),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 50, [("2026-10-25", 150, 1)]),
    ],
)
def test_entry_stands_on_each_day_it_touches(
    starts: datetime, minutes: int, expected: list[tuple[str, int, int]]
) -> None:
    found = rules.parts(starts, starts + timedelta(minutes=minutes), "Europe/Copenhagen")

    assert [(p.date.isoformat(), p.start_minute, p.minutes) for p in found] == expected


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2029-12-31", "1, 2030"),
        ("2025-12-29", "1, 2026"),
        ("2027-01-01", "53, 2026"),
        ("2026-11-23", "48, 2026"),
    ],
)
def test_week_is_named_with_its_own_year(app: Flask, client: Client, day: str, week: str) -> None:
    client.sign_in(make_user())
    page = client.fetch(f"/calendar?view=week&day={day}", queries=100)

    assert " ".join("".join(page.all("h1")[0].itertext()).split()).endswith(week)


@pytest.mark.parametrize("view", ["month", "week", "list"])
def test_calendar_names_holidays(app: Flask, client: Client, view: str) -> None:
    day = make_workshop(name="Juletræf").sittings[0]
    day.starts_at = datetime(2026, 12, 24, 9, 0, tzinfo=UTC)
    db.session.commit()

    client.sign_in(make_user())
    page = client.fetch(f"/calendar?view={view}&day=2026-12-24")

    assert "Christmas Eve" in page.text


@pytest.mark.parametrize("view", ["month", "week", "list"])
def test_night_over_new_year_stands_on_both_days(app: Flask, client: Client, view: str) -> None:
    night = make_workshop(name="Nattevagten").sittings[0]
    night.starts_at, night.length_minutes = datetime(2026, 12, 31, 21, 0, tzinfo=UTC), 480
    db.session.commit()

    client.sign_in(make_user())
    page = client.fetch(f"/calendar?view={view}&day=2027-01-01")

    assert "until 06:00" in page.text


def test_calendar_shows_only_the_chosen_room(app: Flask, client: Client) -> None:
    room = make_room(name="Loftet")
    engagement = make_engagement()
    inside = make_workshop(engagement, name="Inde")
    make_workshop(engagement, name="Ude")
    inside.sittings[0].room_id = room.id
    db.session.commit()

    url = f"/calendar?view=list&day=2026-12-01&room={room.public_id}"
    page = client.sign_in(make_user(Role.READER)).fetch(url)

    assert "Inde" in page.text
    assert "Ude" not in page.text


def test_facilitator_sees_no_workshop_of_others(app: Flask, client: Client) -> None:
    make_workshop(name="Hemmelig")

    client.sign_in(make_user(Role.FACILITATOR))
    page = client.fetch("/calendar?view=list&day=2026-12-01")

    assert "Hemmelig" not in page.text


def test_calendar_takes_the_same_queries_however_full(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    client.sign_in(make_user(Role.READER))
    client.fetch("/calendar?day=2026-12-01", queries=4)
    for _ in range(30):
        make_workshop(engagement, sittings=3)

    for view in ("month", "week", "list"):
        client.fetch(f"/calendar?day=2026-12-07&view={view}", queries=4)
