"""The kinds of seat a day has decide: nobody goes on waiting for a chair that is no more."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import make_room
from tests.invitations.makers import THREE, letters_of, list_invitations, make_invited
from tests.marks import both_databases
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.planning.models import Answer, Participation, Place, Room, Seat, Workshop
from workshops.planning.models.seats import SeatTaken
from workshops.planning.services import participation
from workshops.planning.services.sittings import SittingPlan, change_sitting

LINK = "https://moede.example/1"
NINE = datetime.fromisoformat("2026-12-07 09:00")


def _one_sits_two_wait(seat: Seat) -> tuple[User, Workshop]:
    """Three guests who said yes to one seat of that kind."""
    manager, workshop, invitations = make_invited(THREE)
    workshop.capacity_on_site, workshop.capacity_online = 1, 1
    workshop.sittings[0].online_url = LINK if seat is Seat.ONLINE else ""
    for one in invitations:
        one.participation.seat = seat
    db.session.commit()
    _say(manager, [one.participation for one in invitations])
    return manager, workshop


def _say(manager: User, placed: Sequence[Participation]) -> None:
    for one in placed:
        with transaction():
            participation.answer(
                manager.actor(), participation=one, answer=Answer.YES, now=clock.now()
            )


def _held(manager: User, workshop: Workshop, room: Room | None, link: str) -> None:
    """Change where the day is held."""
    day = workshop.sittings[0]
    with transaction():
        plan = SittingPlan(NINE, 360, room=room, online_url=link)
        change_sitting(manager.actor(), sitting=day, plan=plan, version=day.version)
    db.session.expire_all()


def _places() -> list[tuple[Seat, Place]]:
    return [(i.participation.seat, i.participation.place) for i in list_invitations()]


@both_databases
@pytest.mark.parametrize("limit", [None, 2, 1, 0])
def test_made_online_nobody_waits_for_a_chair(app: Flask, limit: int | None) -> None:
    manager, workshop = _one_sits_two_wait(Seat.ON_SITE)
    workshop.capacity_online = limit
    db.session.commit()
    _held(manager, workshop, None, LINK)
    sit = 3 if limit is None else max(1, limit)
    assert _places() == [(Seat.ONLINE, Place.SEAT if n < sit else Place.WAITING) for n in range(3)]
    kept = db.session.execute(select(SeatTaken.seat, SeatTaken.number).order_by(SeatTaken.number))
    assert [tuple(row) for row in kept] == [(Seat.ONLINE, n + 1) for n in range(sit)]
    told = [letters_of(one)[-1][0] for one in list_invitations()]
    assert told == ["invite", *("seated" if n < sit else "waitlisted" for n in (1, 2))]


@both_databases
def test_and_the_other_way_round(app: Flask) -> None:
    manager, workshop = _one_sits_two_wait(Seat.ONLINE)
    workshop.capacity_on_site = 20
    _held(manager, workshop, make_room(capacity=2), "")
    assert _places() == [
        (Seat.ON_SITE, Place.SEAT),
        (Seat.ON_SITE, Place.SEAT),
        (Seat.ON_SITE, Place.WAITING),
    ]


def test_who_has_not_answered_will_sit_where_the_day_is_held(app: Flask) -> None:
    manager, workshop, invitations = make_invited(THREE)
    _held(manager, workshop, None, LINK)
    assert {one.participation.seat for one in invitations} == {Seat.ONLINE}
    _held(manager, workshop, make_room(), "")
    assert {one.participation.seat for one in invitations} == {Seat.ON_SITE}


def test_a_yes_to_a_day_that_is_only_online_takes_no_chair(app: Flask) -> None:
    manager, workshop, invitations = make_invited(THREE)
    workshop.capacity_on_site = 1
    workshop.sittings[0].room, workshop.sittings[0].online_url = None, LINK
    db.session.commit()
    _say(manager, [one.participation for one in invitations])
    assert _places() == [(Seat.ONLINE, Place.SEAT)] * 3


def test_with_both_kinds_everybody_stays_where_they_are(app: Flask) -> None:
    manager, workshop = _one_sits_two_wait(Seat.ON_SITE)
    _held(manager, workshop, workshop.sittings[0].room, LINK)
    assert _places() == [
        (Seat.ON_SITE, Place.SEAT),
        (Seat.ON_SITE, Place.WAITING),
        (Seat.ON_SITE, Place.WAITING),
    ]
