"""Who takes part: putting people on a workshop, their answers, taking them off, who came."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from workshops.core import clock, events
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, NotFound
from workshops.core.text import N_, clean
from workshops.people.models import Person
from workshops.planning import permissions, queries
from workshops.planning.events import ParticipationAnswered, ParticipationRemoved
from workshops.planning.models import (
    Answer,
    ParticipantRole,
    Participation,
    Seat,
    Sitting,
    Workshop,
    WorkshopState,
)
from workshops.planning.queries.standing import was_held
from workshops.planning.services import acts, bookings, seats

OVER = (WorkshopState.CLOSED, WorkshopState.CANCELLED)


def add_guests(
    actor: Actor,
    *,
    workshop: Workshop,
    people: Sequence[Person],
    role: ParticipantRole = ParticipantRole.PARTICIPANT,
    seat: Seat = Seat.ON_SITE,
) -> list[Participation]:
    """Put people on every sitting of a workshop that was not held yet, and give what they have.

    Who is on it already is left as they are; who was taken off comes back without an answer.
    Raises NotAllowed, Conflict when the workshop is closed or cancelled, and Taken when a key
    person is booked elsewhere at that time.
    """
    if not permissions.can_add_participants(actor, workshop):
        raise NotAllowed(N_("Only those who run the workshop can change who takes part."))
    if workshop.state in OVER:
        raise Conflict(N_("The workshop is closed or cancelled."))
    days = [day for day in workshop.sittings if not was_held(day, clock.now())]
    known = _known(days, people)
    added, kept = [], []
    for sitting in days:
        for person in {person.id: person for person in people}.values():
            there = known.get((sitting.id, person.id))
            if there is None or there.removed_at is not None:
                there = _seat(there, sitting, person, role, seat)
                added.append(there)
            kept.append(there)
    db.session.add_all(added)
    db.session.flush()
    if added and role is ParticipantRole.KEY_PERSON:
        bookings.rebook_all(actor, workshop=workshop)
    if added:
        acts.record(actor, "guests_added", workshop)
    return kept


def _known(
    sittings: Sequence[Sitting], people: Sequence[Person]
) -> dict[tuple[int, int], Participation]:
    rows = db.session.scalars(
        select(Participation).where(
            Participation.sitting_id.in_([sitting.id for sitting in sittings]),
            Participation.person_id.in_([person.id for person in people]),
        )
    )
    return {(row.sitting_id, row.person_id): row for row in rows}


def _seat(
    there: Participation | None, sitting: Sitting, person: Person, role: ParticipantRole, seat: Seat
) -> Participation:
    there = there or Participation(sitting=sitting, person=person)
    there.role, there.seat, there.removed_at = role, seat, None
    there.answer, there.answered_at, there.answer_note = Answer.NONE, None, ""
    return there


def answer(
    actor: Actor,
    *,
    participation: Participation,
    answer: Answer,
    now: datetime,
    note: str = "",
    unverified: bool = False,
) -> Participation:
    """Write one person's answer for one sitting; `now` is when it was given.

    A yes takes a seat or a place on the waiting list, anything else gives it back; where nobody
    has verified the answer, ten minutes later. Raises Invalid for no answer, NotAllowed, NotFound
    when they were taken off, and Conflict when the workshop is closed or cancelled.
    """
    workshop = participation.sitting.workshop
    if answer is Answer.NONE:
        raise Invalid(N_("Choose yes, maybe or no."), "answer")
    _check_open(actor, workshop, participation)
    if seats.hands_out(participation.sitting):
        with seats.seating(participation.sitting, now, [participation]) as places:
            _require_on(participation)
            places.say(participation.id, answer, unverified=unverified)
    participation.answer = answer
    participation.answered_at = now
    participation.answer_note = clean(note)[:2000]
    db.session.flush()
    acts.record(actor, "answered", workshop)
    events.publish(ParticipationAnswered(participation.id))
    return participation


def take_back(
    actor: Actor, *, participation: Participation, before: Answer, now: datetime
) -> Participation:
    """An answer was not the guest's: what stood `before` stands again, with the place they had.

    Raises NotAllowed, NotFound when they were taken off, and Conflict when the workshop is over.
    """
    workshop = participation.sitting.workshop
    _check_open(actor, workshop, participation)
    if seats.hands_out(participation.sitting):
        with seats.seating(participation.sitting, now, [participation]) as places:
            _require_on(participation)
            places.take_back(participation.id, before)
    participation.answer = before
    participation.answered_at = None if before is Answer.NONE else now
    participation.answer_note = ""
    db.session.flush()
    acts.record(actor, "taken_back", workshop)
    events.publish(ParticipationAnswered(participation.id))
    return participation


def _check_open(actor: Actor, workshop: Workshop, participation: Participation) -> None:
    if not permissions.can_answer(actor, workshop):
        raise NotAllowed(N_("Only the guest and those who run the workshop can answer."))
    _require_on(participation)
    if workshop.state in OVER or workshop.deleted_at is not None:
        raise Conflict(N_("The workshop is closed or cancelled."))


def _require_on(participation: Participation) -> None:
    """Also asked under the lock of the day, as somebody may be taken off at the same moment."""
    if participation.removed_at is not None:
        raise NotFound(N_("This person is not on the workshop."))


def may_be_taken_off(placed: Participation, now: datetime) -> bool:
    """Whether somebody can still be taken off a day: not of one that was held, nor who came."""
    return placed.attended is not True and not was_held(placed.sitting, now)


def remove(actor: Actor, *, workshop: Workshop, person: Person) -> Sequence[Participation]:
    """Take somebody off every sitting to come; the rows stay as a record and are given back.

    Days that were held, or to which they came, stay as they were. Raises NotAllowed, NotFound, and
    Conflict where there are only such days.
    """
    if not permissions.can_remove_participants(actor, workshop):
        raise NotAllowed(N_("Only those who run the workshop can change who takes part."))
    rows = queries.list_of_person(workshop, person)
    if not rows:
        raise NotFound(N_("This person is not on the workshop."))
    rows = [row for row in rows if may_be_taken_off(row, clock.now())]
    if not rows:
        raise Conflict(N_("Every day that this person is on was held; that stays as it was."))
    for row in sorted(rows, key=lambda one: one.sitting_id):
        seats.leave(participation=row, now=clock.now())
        row.removed_at = clock.now()
    db.session.flush()
    if any(row.role is ParticipantRole.KEY_PERSON for row in rows):
        bookings.rebook_all(actor, workshop=workshop)
    acts.record(actor, "guest_removed", workshop)
    for row in rows:
        events.publish(ParticipationRemoved(row.id))
    return rows
