"""Many act at the same moment and some transactions die: never too full, and in order."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from tests.conftest import NOW
from tests.factories import make_participation, make_workshop
from tests.marks import both_databases
from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db, transaction
from workshops.core.errors import NotFound
from workshops.planning.models import Answer, Participation, Place, Seat, Sitting, Workshop
from workshops.planning.models.seats import PlaceStep, SeatTaken
from workshops.planning.services import participation

CAPACITY, PEOPLE, ACTS = 12, 40, 200


class CrashError(Exception):
    """A transaction that dies."""


@pytest.fixture
def house(app: Flask) -> Workshop:
    """A workshop far enough ahead for seats to be given unasked."""
    workshop = make_workshop()
    workshop.capacity_on_site = CAPACITY
    for _ in range(PEOPLE):
        make_participation(workshop.sittings[0])
    db.session.commit()
    return workshop


def _act(app: Flask, number: int, seed: int) -> int:
    """One of the acts in a thread and a session of its own; gives back how many had a seat."""
    chance = Random(seed)  # noqa: S311
    with app.app_context():
        try:
            with transaction():
                _decide(db.session.get_one(Participation, number), chance)
                if chance.random() < 0.2:
                    raise CrashError
        except (CrashError, NotFound):
            db.session.rollback()
        seated = db.session.scalar(select(func.count()).select_from(SeatTaken))
        db.session.remove()
    return seated or 0


def _decide(placed: Participation, chance: Random) -> None:
    """Somebody accepts, declines, or is taken off; clocks of two workers are never quite equal."""
    wish = chance.choice(["accept", "accept", "accept", "decline", "maybe", "withdraw"])
    workshop, now = placed.sitting.workshop, NOW + timedelta(milliseconds=chance.randrange(5000))
    staff = workshop.engagement.manager.actor()
    if wish == "withdraw":
        participation.remove(staff, workshop=workshop, person=placed.person)
        return
    if wish == "accept" and placed.removed_at is not None:
        participation.add_guests(staff, workshop=workshop, people=[placed.person])
    answer = {"accept": Answer.YES, "decline": Answer.NO, "maybe": Answer.MAYBE}[wish]
    guest = Actor(ActorKind.LINK, 1, "Ida")
    participation.answer(guest, participation=placed, answer=answer, now=now)


@both_databases
def test_two_hundred_acts_at_once_never_fill_more_than_twelve_seats_and_keep_the_order(
    app: Flask, house: Workshop
) -> None:
    numbers = list(db.session.scalars(select(Participation.id).order_by(Participation.id)))
    db.session.rollback()
    chance = Random(46)  # noqa: S311
    wishes = [(chance.choice(numbers), seed) for seed in range(ACTS)]
    with ThreadPoolExecutor(8) as pool:
        tries = [pool.submit(_act, app, number, seed) for number, seed in wishes]
        seated = [one.result() for one in tries]

    assert max(seated) <= CAPACITY
    _keeps_its_promises()
    _keeps_the_order()


def _keeps_its_promises() -> None:
    """Every seat has one guest, numbers are within the capacity, and nobody waits beside one."""
    rows = db.session.scalars(select(Participation)).all()
    seats = dict(db.session.execute(select(SeatTaken.participation_id, SeatTaken.number)).all())
    assert {row.id for row in rows if row.place is Place.SEAT} == set(seats)
    assert set(seats.values()) <= set(range(1, CAPACITY + 1))
    wanting = {row.id for row in rows if row.answer is Answer.YES and row.removed_at is None}
    waiting = {row.id for row in rows if row.place is Place.WAITING}
    assert wanting == set(seats) | waiting
    assert len(seats) == min(CAPACITY, len(wanting))


class Replay:
    """The day again, step by step as they were kept."""

    def __init__(self) -> None:
        self.seated: set[int] = set()
        self.queue: dict[int, datetime] = {}
        self.promoted = 0

    def place(self, who: int) -> Place:
        """Where somebody stands so far."""
        waits = Place.WAITING if who in self.queue else Place.NONE
        return Place.SEAT if who in self.seated else waits

    def take(self, step: PlaceStep) -> None:
        """One more step: who gets a seat is whoever has waited longest, or nobody waits."""
        who = step.participation_id
        assert step.before is self.place(who)
        if step.after is Place.SEAT:
            assert who == min(self.queue, key=lambda one: self.queue[one], default=who)
            self.promoted += who in self.queue
        self.queue.pop(who, None)
        self.seated.discard(who)
        if step.after is Place.SEAT:
            self.seated.add(who)
        elif step.after is Place.WAITING and step.queued_at:
            assert step.queued_at > max(
                self.queue.values(), default=datetime.min.replace(tzinfo=UTC)
            )
            self.queue[who] = step.queued_at
        assert len(self.seated) <= CAPACITY


def _keeps_the_order() -> None:
    """Nobody passed one who had waited longer; what the steps add up to is what stands now."""
    replay = Replay()
    for step in db.session.scalars(select(PlaceStep).order_by(PlaceStep.id)):
        replay.take(step)
    rows = db.session.scalars(select(Participation)).all()
    assert {row.id: row.place for row in rows} == {row.id: replay.place(row.id) for row in rows}
    assert replay.promoted > 0


@both_databases
def test_the_list_is_served_in_the_order_of_the_answers(app: Flask, house: Workshop) -> None:
    numbers = list(db.session.scalars(select(Participation.id).order_by(Participation.id.desc())))
    db.session.rollback()
    for number in numbers[:20]:
        _say(number, Answer.YES)
    for number in numbers[:5]:
        _say(number, Answer.NO)

    seated = set(db.session.scalars(select(SeatTaken.participation_id)))
    assert seated == set(numbers[5:17])


def _say(number: int, answer: Answer) -> None:
    with transaction():
        placed = db.session.get_one(Participation, number)
        participation.answer(
            Actor(ActorKind.LINK, 1, "Ida"), participation=placed, answer=answer, now=NOW
        )


@both_databases
def test_the_database_itself_refuses_one_seat_to_two_people(app: Flask, house: Workshop) -> None:
    sitting = db.session.scalars(select(Sitting)).one()
    first, second = db.session.scalars(select(Participation).order_by(Participation.id)).all()[:2]
    twice = [
        {"sitting_id": sitting.id, "seat": Seat.ON_SITE, "number": 12, "participation_id": one.id}
        for one in (first, second)
    ]
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(insert(SeatTaken), twice)
