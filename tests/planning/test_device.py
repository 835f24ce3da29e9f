"""Walk-ins that a device kept without network: each is let in once, whatever is sent twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import NOW
from tests.factories import make_facilitator, make_participation, make_person, make_workshop, save
from tests.marks import both_databases
from tests.pages import Client
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db, transaction
from workshops.people.models import Person
from workshops.planning.models import Answer, Participation, Place, Seat, Sitting
from workshops.planning.models.attendance import CheckIn, CheckInWay
from workshops.planning.queries.attendance import find_standing
from workshops.planning.services import attendance, device
from workshops.planning.services.device import Outcome, Tap, WalkIn

PER = WalkIn("Per Dam", "", Seat.ON_SITE)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def door(app: Flask) -> tuple[Actor, Sitting]:
    """A facilitator at an open door of a day with two seats, one of them promised."""
    workshop = make_workshop()
    (day,) = workshop.sittings
    workshop.capacity_on_site, day.starts_at = 2, NOW + timedelta(hours=1)
    make_participation(day, make_person(name="Bo Dahl"), answer=Answer.YES)
    db.session.commit()
    return make_facilitator(workshop).actor(), save(day)


def _take(door: tuple[Actor, Sitting], *taps: Tap) -> list[Outcome]:
    actor, day = door
    with transaction():
        return list(device.take_taps(actor, sitting=day, taps=list(taps)).values())


def _per(number: int, walk_in: WalkIn = PER, at: datetime = NOW - MINUTE) -> Tap:
    return Tap(f"device-walk-{number}", "", at, walk_in=walk_in)


def _here() -> list[tuple[str, Place, datetime]]:
    rows = db.session.scalars(select(Participation).where(Participation.walked_in.is_(True)))
    found = [(row, find_standing(row)) for row in rows]
    return [(row.person.name, row.place, tap.at) for row, tap in found if tap]


@both_databases
def test_a_walk_in_sent_twice_is_let_in_once_at_the_moment_it_was_typed(
    app: Flask, door: tuple[Actor, Sitting]
) -> None:
    assert _take(door, _per(1)) == _take(door, _per(1)) == [Outcome.HERE]
    assert _here() == [("Per Dam", Place.SEAT, NOW - MINUTE)]
    way = select(CheckIn.way)
    assert list(db.session.scalars(way)) == [CheckInWay.WALK_IN]


@both_databases
def test_a_batch_sent_eight_times_at_once_makes_one_person(
    app: Flask, door: tuple[Actor, Sitting]
) -> None:
    number = door[1].id
    db.session.rollback()

    def send(_: int) -> list[Outcome]:
        with app.app_context():
            day = db.session.get_one(Sitting, number)
            outcomes = _take((door[0], day), _per(1), _per(2, WalkIn("Ida Holm", "", Seat.ONLINE)))
            db.session.remove()
            return outcomes

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(send, range(8)))
    assert found == [[Outcome.HERE, Outcome.HERE]] * 8
    names = db.session.scalars(select(Person.name).where(Person.name.in_(["Per Dam", "Ida Holm"])))
    assert sorted(names) == ["Ida Holm", "Per Dam"]


def test_who_came_when_all_seats_were_taken_is_inside_and_told(
    door: tuple[Actor, Sitting],
) -> None:
    assert _take(door, _per(1), _per(2, at=NOW)) == [Outcome.HERE, Outcome.OVER]
    assert len(_here()) == 2


def test_an_undone_walk_in_is_not_let_in_again_by_a_repeat(door: tuple[Actor, Sitting]) -> None:
    _take(door, _per(1))
    (placed,) = db.session.scalars(select(Participation).where(Participation.walked_in.is_(True)))
    with transaction():
        attendance.undo_check_in(door[0], participation=placed, at=NOW)
    assert _take(door, _per(1)) == [Outcome.AWAY]


def test_an_address_that_is_none_keeps_nobody_out(door: tuple[Actor, Sitting]) -> None:
    assert _take(door, _per(1, WalkIn("Per Dam", "per at dam", Seat.ON_SITE))) == [Outcome.HERE]
    (per,) = db.session.scalars(select(Person).where(Person.name == "Per Dam"))
    assert per.email is None


def test_who_is_on_the_list_is_checked_in_and_not_added(door: tuple[Actor, Sitting]) -> None:
    bo = db.session.scalars(select(Person).where(Person.name == "Bo Dahl")).one()
    before = db.session.scalar(select(func.count(Participation.id)))
    walk_in = WalkIn("B. Dahl", bo.email or "", Seat.ON_SITE)
    assert _take(door, _per(1, walk_in)) == [Outcome.HERE]
    assert db.session.scalar(select(func.count(Participation.id))) == before
    assert _here() == []


def test_before_the_door_opens_nobody_is_let_in(door: tuple[Actor, Sitting]) -> None:
    with clock.frozen_at(NOW - timedelta(days=2)):
        assert _take(door, _per(1)) == [Outcome.CLOSED]
    assert _here() == []


@pytest.mark.parametrize(
    ("walk_in", "status"),
    [
        ({"name": "Per Dam", "email": "", "seat": "on_site"}, 200),
        ({"name": " ", "email": "", "seat": "on_site"}, 422),
        ({"name": "Per Dam", "email": "", "seat": "outside"}, 422),
        ({"name": "Per Dam"}, 422),
        ("Per Dam", 422),
    ],
)
def test_the_page_takes_walk_ins_with_the_taps(client: Client, walk_in: Any, status: int) -> None:
    workshop = make_workshop()
    (day,) = workshop.sittings
    day.starts_at = NOW + timedelta(hours=1)
    save(day)
    client.sign_in(make_facilitator(workshop))
    url = f"/workshops/{workshop.public_id}/days/{day.public_id}/check-in"
    token = client.web.get(f"{url}/state").json["token"]  # type: ignore[index]
    tap = {"id": "device-walk-1", "at": "2026-11-23T13:50:00Z", "walk_in": walk_in}
    sent = {"now": "2026-11-23T14:00:00Z", "taps": [tap]}
    answer = client.web.post(f"{url}/taps", json=sent, headers={"X-CSRFToken": token})
    assert answer.status_code == status
    assert ("Per Dam" in client.fetch(url).text) is (status == 200)
