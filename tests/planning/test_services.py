"""What is done to workshops, their days, agendas and teams, to rooms and needs of the day."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import (
    make_block,
    make_engagement,
    make_facilitator,
    make_participation,
    make_room,
    make_user,
    make_workshop,
)
from tests.marks import both_databases
from workshops.core import events
from workshops.core.actor import Actor, Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from workshops.planning import queries
from workshops.planning.events import SittingChanged, WorkshopCancelled
from workshops.planning.models import (
    Answer,
    Workshop,
    WorkshopState,
)
from workshops.planning.queries import agenda as agendas
from workshops.planning.services import (
    bookings,
    sittings,
    workshops,
)
from workshops.planning.services.sittings import SittingPlan
from workshops.planning.services.workshops import WorkshopFacts, WorkshopPlan

FRIDAY = datetime(2026, 12, 11, 9, 0)  # noqa: DTZ001 - wall time, its zone stands beside it


def _manager(workshop: Workshop) -> Actor:
    return workshop.engagement.manager.actor()


def _planned(recipe: str = "", local: datetime = FRIDAY, **changes: Any) -> Workshop:
    engagement = make_engagement()
    facts = WorkshopFacts(**{"name": "Breve, der kan læses", "language": "da", **changes})
    plan = WorkshopPlan(facts, SittingPlan(local, 180), recipe)
    with transaction():
        return workshops.plan_workshop(engagement.manager.actor(), engagement=engagement, plan=plan)


def test_a_recipe_brings_days_lengths_and_an_agenda_in_the_workshops_language(app: Flask) -> None:
    danish, english = _planned("three-days"), _planned("half-day", language="en")
    days = [(s.starts_at.date().isoformat(), s.length_minutes) for s in danish.sittings]
    assert days == [("2026-12-11", 360), ("2026-12-14", 360), ("2026-12-15", 360)]
    assert danish.sittings[0].blocks[0].title == "Velkommen og check-in"
    assert english.sittings[0].blocks[0].title == "Welcome and check-in"
    assert [b.position for b in english.sittings[0].blocks] == list(range(1, 9))
    for sitting in (*danish.sittings, *english.sittings):
        assert agendas.plan_of(sitting).over_minutes == 0


def test_a_recipe_of_three_days_waits_out_easter_and_its_copy_christmas(app: Flask) -> None:
    workshop = _planned("three-days", datetime(2027, 3, 24, 9, 0))  # noqa: DTZ001 - wall time
    with transaction():
        copy = workshops.copy_workshop(
            _manager(workshop), workshop=workshop, name="Igen", first_day=date(2026, 12, 23)
        )
    days = [[s.starts_at.date().isoformat() for s in one.sittings] for one in (workshop, copy)]
    assert days == [
        ["2027-03-24", "2027-03-30", "2027-03-31"],
        ["2026-12-23", "2026-12-29", "2026-12-30"],
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"language": "fo"}, "language"),
        ({"capacity_on_site": -1}, "capacity_on_site"),
    ],
)
def test_a_workshop_needs_title_language_and_seats(
    app: Flask, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as problem:
        _planned(**changes)
    assert problem.value.field == field


def test_only_members_plan_in_an_engagement(app: Flask) -> None:
    engagement = make_engagement()
    plan = WorkshopPlan(WorkshopFacts("Breve"), SittingPlan(FRIDAY, 180))
    for actor in (make_user().actor(), make_user(Role.ADMINISTRATOR).actor()):
        with pytest.raises(NotAllowed), transaction():
            workshops.plan_workshop(actor, engagement=engagement, plan=plan)


def test_the_second_of_two_editors_is_told(app: Flask) -> None:
    workshop = make_workshop()
    first = workshop.version
    with transaction():
        workshops.edit_workshop(
            _manager(workshop), workshop=workshop, facts=WorkshopFacts("Ny titel"), version=first
        )
    with pytest.raises(Stale), transaction():
        workshops.edit_workshop(
            _manager(workshop), workshop=workshop, facts=WorkshopFacts("Anden"), version=first
        )
    assert workshop.name == "Ny titel"


def test_a_copy_has_agenda_needs_and_facilitators_but_no_guests(app: Flask) -> None:
    workshop = make_workshop(sittings=2)
    user = make_facilitator(workshop)
    make_block(workshop.sittings[0], 1, title="Velkomst", notes="Stå op")
    make_participation(workshop.sittings[0])
    db.session.expire_all()
    with transaction():
        copy = workshops.copy_workshop(
            _manager(workshop), workshop=workshop, name="Anden gang", first_day=date(2027, 6, 7)
        )
    assert [one.user for one in copy.facilitators] == [user]
    assert [b.notes for b in copy.sittings[0].blocks] == ["Stå op"]
    assert queries.list_participations(copy) == []
    assert [s.starts_at.isoformat() for s in copy.sittings] == [
        "2027-06-07T07:00:00+00:00",
        "2027-06-08T07:00:00+00:00",
    ]


@both_databases
def test_a_day_in_the_second_of_two_equal_hours_stays_there(app: Flask) -> None:
    workshop = make_workshop()
    sitting = workshop.sittings[0]
    sitting.starts_at = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    db.session.commit()
    local = datetime(2027, 10, 31, 2, 30)  # noqa: DTZ001 - wall time, its zone stands beside it
    with transaction():
        sittings.change_sitting(
            _manager(workshop),
            sitting=sitting,
            plan=SittingPlan(local, 120),
            version=sitting.version,
        )
    assert sitting.starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_a_workshop_walks_from_draft_to_closed(app: Flask) -> None:
    workshop = make_workshop()
    workshop.sittings[0].online_url = "https://video.example/1"
    db.session.commit()
    after = workshop.sittings[0].ends_at
    for to in (WorkshopState.INVITING, WorkshopState.CONFIRMED, WorkshopState.HELD):
        with transaction():
            workshops.change_state(_manager(workshop), workshop=workshop, to=to, now=after)
    with pytest.raises(Conflict), transaction():
        workshops.change_state(
            _manager(workshop), workshop=workshop, to=WorkshopState.DRAFT, now=after
        )
    assert workshop.state is WorkshopState.HELD


def test_cancelling_takes_a_reason_and_tells_it(app: Flask) -> None:
    workshop, told = make_workshop(), list[WorkshopCancelled]()
    events.subscribe(WorkshopCancelled, told.append)
    why = "Ministeriet har brug for dagen"
    actor, to = _manager(workshop), WorkshopState.CANCELLED
    with pytest.raises(Invalid) as problem, transaction():
        workshops.change_state(actor, workshop=workshop, to=to, now=NOW, reason="  ")
    assert problem.value.field == "reason"
    with transaction():
        workshops.change_state(actor, workshop=workshop, to=to, now=NOW, reason=why)
    assert told == [WorkshopCancelled(workshop.id, why)]


def test_deleting_can_be_undone_unless_the_room_was_taken_meanwhile(app: Flask) -> None:
    room, first, second = make_room(), make_workshop(), make_workshop()
    first.sittings[0].room = second.sittings[0].room = room
    db.session.commit()
    with transaction():
        bookings.rebook_all(_manager(first), workshop=first)
        workshops.delete_workshop(_manager(first), workshop=first)
        bookings.rebook_all(_manager(second), workshop=second)
    with pytest.raises(NotFound):
        queries.get_workshop(_manager(first), first.public_id)
    with pytest.raises(bookings.Taken), transaction():
        workshops.restore_workshop(_manager(first), workshop=first)
    with transaction():
        workshops.delete_workshop(_manager(second), workshop=second)
        workshops.restore_workshop(_manager(first), workshop=first)
    assert queries.get_workshop(_manager(first), first.public_id) == first


def test_a_workshop_that_people_know_of_is_cancelled_not_deleted(app: Flask) -> None:
    workshop = make_workshop(state=WorkshopState.INVITING)
    with pytest.raises(Conflict), transaction():
        workshops.delete_workshop(_manager(workshop), workshop=workshop)


def test_moving_a_day_says_what_changed(app: Flask) -> None:
    workshop, told = make_workshop(), list[SittingChanged]()
    events.subscribe(SittingChanged, told.append)
    sitting = workshop.sittings[0]
    with transaction():
        sittings.change_sitting(
            _manager(workshop),
            sitting=sitting,
            plan=SittingPlan(FRIDAY, 360),
            version=sitting.version,
        )
    assert told == [SittingChanged(sitting.id, frozenset({"starts_at"}))]
    with pytest.raises(Stale), transaction():
        sittings.change_sitting(
            _manager(workshop), sitting=sitting, plan=SittingPlan(FRIDAY, 60), version=1
        )


def test_a_new_day_has_the_same_guests_and_a_day_taken_out_has_none(app: Flask) -> None:
    workshop = make_workshop()
    make_participation(workshop.sittings[0], answer=Answer.YES)
    actor = _manager(workshop)
    with transaction():
        added = sittings.add_sitting(actor, workshop=workshop, plan=SittingPlan(FRIDAY, 360))
    rows = queries.list_participations(workshop)
    assert [row.answer for row in rows] == [Answer.YES, Answer.NONE]
    with transaction():
        sittings.remove_sitting(actor, sitting=added)
    assert [row.answer for row in queries.list_participations(workshop)] == [Answer.YES]
    with pytest.raises(Conflict), transaction():
        sittings.remove_sitting(actor, sitting=workshop.sittings[0])


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (SittingPlan(FRIDAY, 0), "length_minutes"),
        (SittingPlan(FRIDAY, 60, online_url="javascript:alert(1)"), "online_url"),
    ],
)
def test_a_day_that_cannot_be_is_refused(app: Flask, plan: SittingPlan, field: str) -> None:
    workshop = make_workshop()
    with pytest.raises(Invalid) as problem, transaction():
        sittings.add_sitting(_manager(workshop), workshop=workshop, plan=plan)
    assert problem.value.field == field
