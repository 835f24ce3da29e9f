"""Nobody and nothing is booked twice, however many try at the same moment, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import (
    make_engagement,
    make_facilitator,
    make_participation,
    make_person,
    make_room,
    make_user,
    make_workshop,
)
from tests.marks import both_databases
from workshops.core.actor import Actor
from workshops.core.db import db, transaction
from workshops.planning.models import Booking, ParticipantRole, Sitting, WorkshopState
from workshops.planning.services import bookings, participation, workshops

ATTEMPTS = 50


def _attempt(app: Flask, barrier: Barrier, actor: Actor, sitting_id: int) -> object:
    """One try in a thread and a session of its own."""
    with app.app_context():
        barrier.wait()
        try:
            with transaction():
                sitting = db.session.get_one(Sitting, sitting_id)
                bookings.rebook(actor, sitting=sitting)
        except bookings.Taken as taken:
            return [
                (clash.name, clash.workshop.name if clash.workshop else None, len(taken.free))
                for clash in taken.clashes
            ]
        finally:
            db.session.remove()
    return "won"


def _race(app: Flask, actor: Actor, numbers: list[int]) -> list[object]:
    db.session.rollback()
    barrier = Barrier(len(numbers))
    with ThreadPoolExecutor(len(numbers)) as pool:
        tries = [pool.submit(_attempt, app, barrier, actor, number) for number in numbers]
        return [one.result() for one in tries]


@both_databases
def test_of_fifty_who_want_the_room_one_wins_and_the_others_see_why(app: Flask) -> None:
    engagement, room = make_engagement(), make_room(name="Kuplen")
    numbers = []
    for _ in range(ATTEMPTS):
        workshop = make_workshop(engagement, name="Kampen om Kuplen")
        workshop.sittings[0].room = room
        numbers.append(workshop.sittings[0].id)
    db.session.commit()
    actor = engagement.manager.actor()

    results = _race(app, actor, numbers)

    assert results.count("won") == 1
    others = [result for result in results if result != "won"]
    assert others == [[("Kuplen", "Kampen om Kuplen", 3)]] * (ATTEMPTS - 1)
    held = db.session.execute(
        select(Booking.sitting_id, func.count()).group_by(Booking.sitting_id)
    ).all()
    assert [count for _, count in held] == [360 // 5]


@both_databases
def test_of_fifty_who_want_the_facilitator_one_wins(app: Flask) -> None:
    user, numbers = make_user(name="Mette"), []
    for _ in range(ATTEMPTS):
        workshop = make_workshop()
        make_facilitator(workshop, user)
        numbers.append(workshop.sittings[0].id)

    results = _race(app, make_user().actor(), numbers)

    assert results.count("won") == 1
    others = [result for result in results if result != "won"]
    assert all(result[0][0] == "Mette" for result in others if isinstance(result, list))
    assert len(others) == ATTEMPTS - 1


@both_databases
def test_swapping_rooms_at_the_same_moment_never_books_one_twice(app: Flask) -> None:
    engagement, first, second = make_engagement(), make_room(), make_room()
    one, two = make_workshop(engagement), make_workshop(engagement)
    actor = engagement.manager.actor()
    for workshop, room in ((one, first), (two, second)):
        with transaction():
            workshop.sittings[0].room = room
            bookings.rebook(actor, sitting=workshop.sittings[0])
    one.sittings[0].room, two.sittings[0].room = second, first
    db.session.commit()

    _race(app, actor, [one.sittings[0].id, two.sittings[0].id])

    rows = db.session.execute(
        select(Booking.resource, func.count(Booking.sitting_id.distinct())).group_by(
            Booking.resource
        )
    ).all()
    assert all(count == 1 for _, count in rows)


def test_who_may_not_see_the_other_workshop_is_told_only_that_it_is_taken(app: Flask) -> None:
    room, mine, other = make_room(), make_workshop(), make_workshop()
    other.sittings[0].room = mine.sittings[0].room = room
    db.session.commit()
    facilitator = make_facilitator(mine).actor()
    with transaction():
        bookings.rebook(facilitator, sitting=other.sittings[0])
    with pytest.raises(bookings.Taken) as taken, transaction():
        bookings.rebook(facilitator, sitting=mine.sittings[0])
    [clash] = taken.value.clashes
    assert (clash.name, clash.workshop) == (room.name, None)
    assert (clash.starts_at, clash.ends_at) == (
        other.sittings[0].starts_at,
        other.sittings[0].ends_at,
    )


def test_the_way_to_the_room_is_booked_for_people_but_not_for_the_room(app: Flask) -> None:
    room = make_room(travel_minutes=30)
    early, late = make_workshop(), make_workshop()
    user = make_facilitator(early)
    make_facilitator(late, user)
    late.sittings[0].starts_at = early.sittings[0].ends_at
    early.sittings[0].room = late.sittings[0].room = room
    db.session.commit()
    actor = early.engagement.manager.actor()
    with transaction():
        bookings.rebook(actor, sitting=early.sittings[0])
    with pytest.raises(bookings.Taken) as taken, transaction():
        bookings.rebook(actor, sitting=late.sittings[0])
    assert [clash.name for clash in taken.value.clashes] == [user.name]
    assert taken.value.free[0] >= early.sittings[0].ends_at + timedelta(minutes=60)


def test_a_key_person_with_an_account_is_booked_as_that_account(app: Flask) -> None:
    user = make_user()
    person, first, second = make_person(user_id=user.id), make_workshop(), make_workshop()
    make_facilitator(first, user)
    with transaction():
        bookings.rebook_all(first.engagement.manager.actor(), workshop=first)
    with pytest.raises(bookings.Taken), transaction():
        participation.add_guests(
            second.engagement.manager.actor(),
            workshop=second,
            people=[person],
            role=ParticipantRole.KEY_PERSON,
        )


def test_a_key_person_taken_off_is_free_again(app: Flask) -> None:
    workshop, person = make_workshop(), make_person()
    make_participation(workshop.sittings[0], person, role=ParticipantRole.KEY_PERSON)
    actor = workshop.engagement.manager.actor()
    with transaction():
        bookings.rebook_all(actor, workshop=workshop)
    assert db.session.scalar(select(func.count()).select_from(Booking)) == 72
    with transaction():
        participation.remove(actor, workshop=workshop, person=person)
    assert db.session.scalar(select(func.count()).select_from(Booking)) == 0


def test_a_cancelled_workshop_gives_back_what_it_held(app: Flask) -> None:
    workshop, room = make_workshop(), make_room()
    workshop.sittings[0].room = room
    db.session.commit()
    actor = workshop.engagement.manager.actor()
    with transaction():
        bookings.rebook_all(actor, workshop=workshop)
        workshops.change_state(
            actor,
            workshop=workshop,
            to=WorkshopState.CANCELLED,
            now=workshop.created_at,
            reason="Budget",
        )
    assert db.session.scalar(select(func.count()).select_from(Booking)) == 0
