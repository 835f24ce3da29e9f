"""Putting people on a workshop, their answers, and what others may see of it."""

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import make_facilitator, make_participation, make_person, make_user
from tests.factories import make_workshop as workshop_of
from tests.marks import both_databases
from workshops.core import events
from workshops.core.actor import ANONYMOUS, Actor, ActorKind, Role
from workshops.core.db import transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, NotFound
from workshops.planning import permissions, queries
from workshops.planning.events import ParticipationRemoved
from workshops.planning.models import Answer, ParticipantRole, Seat, Workshop, WorkshopState
from workshops.planning.services import attendance, participation


def _manager(workshop: Workshop) -> Actor:
    return workshop.engagement.manager.actor()


@both_databases
def test_guests_get_one_row_per_sitting_and_twice_is_once(app: Flask) -> None:
    workshop, ida = workshop_of(sittings=2), make_person()
    for _ in range(2):
        with transaction():
            participation.add_guests(
                _manager(workshop),
                workshop=workshop,
                people=[ida, ida],
                role=ParticipantRole.OBSERVER,
                seat=Seat.ONLINE,
            )
    rows = queries.list_participations(workshop)
    assert [(row.person, row.sitting, row.seat) for row in rows] == [
        (ida, sitting, Seat.ONLINE) for sitting in workshop.sittings
    ]


def test_an_answer_is_kept_with_its_moment_and_its_note(app: Flask) -> None:
    workshop, ida = workshop_of(sittings=3), make_person()
    guest = Actor(ActorKind.LINK, 1, ida.name)
    with transaction():
        participation.add_guests(_manager(workshop), workshop=workshop, people=[ida])
        for placed in queries.list_participations(workshop):
            participation.answer(
                guest, participation=placed, answer=Answer.YES, now=NOW, note=" Glæder mig "
            )
    rows = queries.list_participations(workshop)
    assert {(row.answer, row.answered_at, row.answer_note) for row in rows} == {
        (Answer.YES, NOW, "Glæder mig")
    }


@both_databases
def test_answers_are_counted_by_person_and_differing_days_are_a_maybe(app: Flask) -> None:
    workshop = workshop_of(sittings=2)
    first, second = workshop.sittings
    for answers in ((Answer.YES, Answer.YES), (Answer.YES, Answer.NO), (Answer.NONE, Answer.NONE)):
        person = make_person()
        for sitting, given in zip((first, second), answers, strict=True):
            make_participation(sitting, person, answer=given)
    make_participation(first, answer=Answer.NO, removed_at=NOW)
    counts = queries.answer_counts(workshop)
    assert counts == queries.AnswerCounts(yes=1, maybe=1, no=0, none=1)
    assert counts.total == 3


def test_a_guest_taken_off_and_added_again_has_not_answered(app: Flask) -> None:
    workshop, ida = workshop_of(), make_person()
    told: list[ParticipationRemoved] = []
    events.subscribe(ParticipationRemoved, told.append)
    manager = _manager(workshop)
    with transaction():
        [row] = participation.add_guests(manager, workshop=workshop, people=[ida])
        participation.answer(manager, participation=row, answer=Answer.NO, now=NOW)
        participation.remove(manager, workshop=workshop, person=ida)
    assert queries.list_participations(workshop) == []
    assert told == [ParticipationRemoved(row.id)]
    with transaction():
        [again] = participation.add_guests(manager, workshop=workshop, people=[ida])
    assert (again, again.answer, again.removed_at) == (row, Answer.NONE, None)


def test_nobody_answers_with_nothing_or_when_it_is_cancelled(app: Flask) -> None:
    workshop = workshop_of()
    row, guest = make_participation(workshop.sittings[0]), Actor(ActorKind.LINK, 1, "Ida")
    with pytest.raises(Invalid), transaction():
        participation.answer(guest, participation=row, answer=Answer.NONE, now=NOW)
    with transaction():
        workshop.state = WorkshopState.CANCELLED
    with pytest.raises(Conflict), transaction():
        participation.answer(guest, participation=row, answer=Answer.YES, now=NOW)


def test_only_those_who_run_it_change_who_takes_part(app: Flask) -> None:
    workshop, ida = workshop_of(), make_person()
    stranger, facilitator = make_user(), make_facilitator(workshop)
    for user in (stranger, facilitator):
        with pytest.raises(NotAllowed), transaction():
            participation.add_guests(user.actor(), workshop=workshop, people=[ida])
    (day,) = workshop.sittings
    day.starts_at = NOW
    row = make_participation(day, ida)
    with transaction():
        attendance.record_attendance(facilitator.actor(), participation=row, attended=True)
    assert row.attended is True
    with pytest.raises(NotAllowed), transaction():
        attendance.record_attendance(stranger.actor(), participation=row, attended=False)


def test_a_facilitator_sees_only_workshops_they_are_assigned_to(app: Flask) -> None:
    mine, other = workshop_of(), workshop_of()
    facilitator = make_facilitator(mine).actor()
    assert queries.get_workshop(facilitator, mine.public_id) == mine
    with pytest.raises(NotFound):
        queries.get_workshop(facilitator, other.public_id)
    with pytest.raises(NotFound):
        queries.get_workshop(ANONYMOUS, mine.public_id)
    assert permissions.can_see_notes(facilitator, mine)


def test_a_reader_sees_the_workshop_but_neither_names_nor_notes(app: Flask) -> None:
    workshop, reader = workshop_of(), make_user(Role.READER).actor()
    assert queries.get_workshop(reader, workshop.public_id) == workshop
    assert permissions.can_see_counts(reader, workshop)
    assert not permissions.can_see_participants(reader, workshop)
    assert not permissions.can_see_notes(reader, workshop)


def test_a_workshop_of_a_deleted_engagement_is_gone(app: Flask) -> None:
    workshop = workshop_of()
    with transaction():
        workshop.engagement.deleted_at = NOW
    with pytest.raises(NotFound):
        queries.get_workshop(_manager(workshop), workshop.public_id)
