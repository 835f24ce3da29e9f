"""A day that was held is a record: no letter about it, and who came stays noted."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import make_person
from tests.invitations.makers import list_letters, make_invited
from tests.marks import both_databases
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid
from workshops.invitations.queries import list_open
from workshops.invitations.queries.pending import updates_of
from workshops.invitations.services import answers, inviting, updates
from workshops.planning.models import Answer, Booking, Participation, Sitting, Workshop
from workshops.planning.models import WorkshopState as State
from workshops.planning.queries.standing import was_held
from workshops.planning.services import bookings, participation
from workshops.planning.services.sittings import (
    SittingPlan,
    add_sitting,
    change_sitting,
    remove_sitting,
)
from workshops.planning.services.workshops import WorkshopFacts, change_state, edit_workshop

EVENING = datetime(2026, 12, 7, 18, 0, tzinfo=UTC)
GUEST = "Birgit Ravn <birgit@kommune.example>"
World = tuple[User, Workshop, Sitting, Participation]


@pytest.fixture
def world(app: Flask) -> World:
    """A workshop of two days whose guest came to the first."""
    manager, workshop, invitations = make_invited(GUEST, sittings=2)
    for one in invitations:
        with transaction():
            participation.answer(
                manager.actor(),
                participation=one.participation,
                answer=Answer.YES,
                now=clock.now(),
            )
    bookings.rebook_all(manager.actor(), workshop=workshop)
    first = workshop.sittings[0]
    placed = _placed(first)
    placed.attended = True
    db.session.commit()
    return manager, workshop, first, placed


def _placed(day: Sitting) -> Participation:
    query = select(Participation).where(Participation.sitting_id == day.id)
    return db.session.scalars(query.order_by(Participation.id)).first()  # type: ignore[return-value]


def _rename(manager: User, workshop: Workshop) -> None:
    facts = {key: getattr(workshop, key) for key in WorkshopFacts.__dataclass_fields__}
    renamed = WorkshopFacts(**{**facts, "name": "Nyt navn"})
    edit_workshop(manager.actor(), workshop=workshop, facts=renamed, version=workshop.version)


def _update(manager: User, workshop: Workshop) -> None:
    seen = updates_of(workshop, clock.now()).fingerprint
    updates.send_updates(manager.actor(), workshop=workshop, seen=seen)


def _cancel(manager: User, workshop: Workshop) -> None:
    change_state(
        manager.actor(), workshop=workshop, to=State.CANCELLED, now=clock.now(), reason="Sygdom"
    )


def _take_off(manager: User, workshop: Workshop) -> None:
    guest = _placed(workshop.sittings[0]).person
    inviting.remove_guest(manager.actor(), workshop=workshop, person=guest, reason="Nyt job")


def _move(manager: User, workshop: Workshop) -> None:
    day = workshop.sittings[1]
    plan = SittingPlan(datetime.fromisoformat("2026-12-14 19:00"), 120, room=day.room)
    change_sitting(manager.actor(), sitting=day, plan=plan, version=day.version)
    _update(manager, workshop)


def _rename_and_tell(manager: User, workshop: Workshop) -> None:
    _rename(manager, workshop)
    _update(manager, workshop)


@both_databases
@pytest.mark.parametrize("act", [_rename_and_tell, _cancel, _take_off, _move])
def test_what_is_done_to_the_rest_leaves_the_day_alone(
    world: World, act: Callable[[User, Workshop], None]
) -> None:
    manager, workshop, first, placed = world
    before = len(list_letters())
    with clock.frozen_at(EVENING):
        with transaction():
            act(manager, workshop)
        assert was_held(first, clock.now())
    db.session.expire_all()
    written = list_letters()[before:]
    assert len(written) == 1
    assert [letter for letter in written if "7. december" in letter.subject] == []
    assert placed.attended is True
    assert placed.removed_at is None
    assert first.id in [each.participation.sitting_id for each in list_open(workshop.id)]
    booked = select(Booking.slot).where(Booking.sitting_id == first.id)
    assert db.session.scalars(booked).first() is not None


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        (lambda actor, day, _plan: remove_sitting(actor, sitting=day), Conflict),
        (
            lambda actor, day, plan: change_sitting(actor, sitting=day, plan=plan, version=1),
            Conflict,
        ),
        (lambda actor, day, plan: add_sitting(actor, workshop=day.workshop, plan=plan), Invalid),
        (
            lambda actor, day, plan: change_sitting(
                actor,
                sitting=day.workshop.sittings[1],
                plan=plan,
                version=day.workshop.sittings[1].version,
            ),
            Invalid,
        ),
    ],
)
def test_it_can_be_neither_moved_nor_taken_out_and_no_day_is_moved_into_the_past(
    world: World, act: Callable[..., Any], wrong: type[Exception]
) -> None:
    manager, _workshop, first, _placed_there = world
    plan = SittingPlan(datetime.fromisoformat("2026-12-01 09:00"), 360, room=first.room)
    with clock.frozen_at(EVENING), pytest.raises(wrong), transaction():
        act(manager.actor(), first, plan)
    assert (first.removed_at, first.starts_at.day) == (None, 7)


def test_nothing_is_sent_or_answered_any_more(world: World) -> None:
    manager, workshop, _first, placed = world
    invitation = list_open(workshop.id)[0]
    with clock.frozen_at(EVENING):
        with pytest.raises(Conflict):
            inviting.resend(manager.actor(), invitation=invitation)
        with pytest.raises(Conflict):
            answers.note_answer(manager.actor(), invitation=invitation, answer=Answer.NO)
        with clock.frozen_at(EVENING.replace(day=8)), pytest.raises(Conflict):
            inviting.remove_guest(manager.actor(), workshop=workshop, person=placed.person)
    assert placed.answer is Answer.YES


def test_who_comes_later_is_not_put_on_it_and_who_was_taken_off_not_on_a_new_day(
    world: World,
) -> None:
    manager, workshop, _first, placed = world
    newcomer = make_person()
    with clock.frozen_at(EVENING), transaction():
        participation.add_guests(manager.actor(), workshop=workshop, people=[newcomer])
        _take_off(manager, workshop)
        plan = SittingPlan(datetime.fromisoformat("2026-12-14 09:00"), 360)
        third = add_sitting(manager.actor(), workshop=workshop, plan=plan)
    query = select(Participation).where(Participation.removed_at.is_(None))
    there = {(one.person_id, one.sitting_id) for one in db.session.scalars(query)}
    first, second = workshop.sittings[:2]
    assert there == {
        (placed.person_id, first.id),
        (newcomer.id, second.id),
        (newcomer.id, third.id),
    }


def test_pages_say_it_before_the_act_and_the_list_keeps_who_came(
    client: Client, world: World
) -> None:
    manager, workshop, first, placed = world
    client.sign_in(manager)
    base = f"/workshops/{workshop.public_id}"
    with clock.frozen_at(EVENING):
        for page in ("/cancel", f"/guests/{placed.public_id}/remove", "/update"):
            assert "Held already" in client.fetch(base + page, queries=40).text
        assert "it stays as it was" in client.fetch(f"/days/{first.public_id}/edit").text
        with transaction():
            _cancel(manager, workshop)
        assert "Attendance list" in client.fetch(base, queries=40).text
        listed = client.fetch(f"{base}/days/{first.public_id}/attendance", queries=40)
        assert "Birgit Ravn" in listed.text
        exported = client.web.get(f"{base}/days/{first.public_id}/attendance.csv")
        assert "Birgit Ravn" in exported.text
