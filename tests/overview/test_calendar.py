"""Calendars: which days are shown, and whose sittings."""

from datetime import UTC, date, datetime

from flask import Flask

from tests.factories import make_engagement, make_room, make_user, make_workshop
from tests.pages import Client
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.overview import rules
from workshops.overview.rules import Entry


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
