"""Who comes without having been on the list: walk-ins, and people who come instead of others."""

from datetime import datetime

from sqlalchemy import select, update

from workshops.activity import services as activity
from workshops.core import clock, events
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db, lock
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_, clean_line
from workshops.people.models import Person
from workshops.planning import permissions
from workshops.planning.events import ParticipationRemoved
from workshops.planning.models import (
    Answer,
    ParticipantRole,
    Participation,
    Place,
    Seat,
    Sitting,
    Workshop,
)
from workshops.planning.models.attendance import CheckInWay, Substitution, SubstitutionState
from workshops.planning.queries import coming as queries
from workshops.planning.queries.needs import workshops_over
from workshops.planning.services import attendance, bookings, seats
from workshops.planning.services.needs import KEPT
from workshops.planning.services.participation import OVER


def take_in(
    actor: Actor,
    *,
    sitting: Sitting,
    person: Person,
    seat: Seat,
    anyway: bool = False,
    at: datetime | None = None,
    client_id: str = "",
) -> Participation:
    """Let somebody in who was not expected, and check them in; who is on the list already is.

    A device that sends it later says when they came, and its id of it.

    Raises NotAllowed, and Conflict when the door is not open, or when all seats are taken and
    nobody has said `anyway`.
    """
    require_there(person)
    require_door(actor, sitting)
    db.session.execute(select(Sitting.id).where(Sitting.id == sitting.id).with_for_update())
    placed = queries.find_placed(sitting, person)
    if placed is None or placed.removed_at is not None:
        if queries.is_full(sitting, seat) and not anyway:
            raise Conflict(N_("All seats are taken. Tick the box below to let them in anyway."))
        placed = _let_in(placed, sitting, person, seat)
        _note(actor, "walked_in", sitting.workshop)
    attendance.check_in(
        actor,
        participation=placed,
        at=at or clock.now(),
        way=CheckInWay.WALK_IN,
        client_id=client_id,
    )
    return placed


def _let_in(
    placed: Participation | None, sitting: Sitting, person: Person, seat: Seat
) -> Participation:
    placed = placed or Participation(sitting=sitting, person=person)
    placed.seat, placed.removed_at, placed.walked_in = seat, None, True
    placed.answer, placed.answered_at = Answer.YES, clock.now()
    db.session.add(placed)
    seats.admit(participation=placed, now=clock.now())
    return placed


def propose_substitute(
    actor: Actor, *, participation: Participation, name: str, email: str
) -> Substitution:
    """Keep whom a guest wants to send instead, until it is settled; the newest proposal counts.

    Raises Invalid without a name, and Conflict when there is no place to pass on.
    """
    if not permissions.can_answer(actor, participation.sitting.workshop):
        raise NotAllowed(N_("Only the guest and those who run the workshop can answer."))
    name = clean_line(name)[:200]
    if not name:
        raise Invalid(N_("Enter the name."), "name")
    _require_place(participation)
    if participation.sitting.starts_at <= clock.now():
        raise Conflict(N_("It has begun already. Tell those at the door who came instead."))
    for older in queries.list_proposals(participation.sitting.workshop_id):
        if older.given_up.person_id == participation.person_id:
            _settle(actor, older, SubstitutionState.DECLINED)
    wanted = Substitution(
        given_up=participation,
        name=name,
        email=clean_line(email)[:254],
        state=SubstitutionState.PROPOSED,
    )
    db.session.add(wanted)
    db.session.flush()
    _note(actor, "substitute_proposed", participation.sitting.workshop)
    return wanted


def decline_substitute(actor: Actor, *, substitution: Substitution) -> None:
    """Leave the place with the guest who has it. Raises NotAllowed, and Conflict when settled."""
    workshop = substitution.given_up.sitting.workshop
    if not permissions.can_add_participants(actor, workshop):
        raise NotAllowed(N_("Only those who run the workshop can change who takes part."))
    require_open(substitution)
    _settle(actor, substitution, SubstitutionState.DECLINED)
    _note(actor, "substitute_declined", workshop)


def pass_place(
    actor: Actor,
    *,
    given_up: Participation,
    person: Person,
    proposal: Substitution | None = None,
) -> Participation:
    """Give somebody's place on a day to somebody else; nobody on the waiting list is passed over.

    The one whose place it was is taken off. Raises NotAllowed, Invalid for the same person, and
    Conflict when there is no place to pass on or the other one is on the day already.
    """
    sitting = given_up.sitting
    if not permissions.can_add_participants(actor, sitting.workshop):
        require_door(actor, sitting)
    require_there(person)
    if person.id == given_up.person_id:
        raise Invalid(N_("That is the same person."), "name")
    lock(given_up)
    _require_place(given_up)
    taken = _row_for(given_up, person)
    _move_place(given_up, taken)
    _keep_link(actor, given_up, taken, proposal)
    if given_up.role is ParticipantRole.KEY_PERSON:
        bookings.rebook(actor, sitting=sitting)
    _note(actor, "substituted", sitting.workshop)
    events.publish(ParticipationRemoved(given_up.id))
    return taken


def _row_for(given_up: Participation, person: Person) -> Participation:
    """The row of the one who takes over, asked anew."""
    sitting = given_up.sitting
    taken = queries.find_placed(sitting, person)
    if taken is not None and taken.removed_at is None and taken.place is Place.SEAT:
        raise Conflict(N_("%(name)s is on this day already."), name=person.name)
    taken = taken or Participation(sitting=sitting, person=person)
    taken.removed_at, taken.role, taken.seat = None, given_up.role, given_up.seat
    taken.answer, taken.answered_at, taken.answer_note = Answer.NONE, None, ""
    db.session.add(taken)
    db.session.flush()
    return taken


def _move_place(given_up: Participation, taken: Participation) -> None:
    given_up.removed_at = clock.now()
    seats.pass_on(given=given_up, taken=taken, now=clock.now())


def _keep_link(
    actor: Actor, given_up: Participation, taken: Participation, proposal: Substitution | None
) -> None:
    link = proposal or Substitution(given_up=given_up)
    db.session.add(link)
    link.taken = taken
    _settle(actor, link, SubstitutionState.DONE)


def _settle(actor: Actor, link: Substitution, state: SubstitutionState) -> None:
    """End a proposal; what was typed about somebody is not kept longer than it is needed."""
    link.state, link.name, link.email = state, "", ""
    link.settled_at, link.settled_by = clock.now(), actor.name
    db.session.flush()


def require_open(substitution: Substitution) -> None:
    """Raise Conflict when a proposal is settled."""
    if substitution.state is not SubstitutionState.PROPOSED:
        raise Conflict(N_("This proposal is settled already."))


def door_is_open(sitting: Sitting) -> bool:
    """Whether people come in: from twelve hours before a day until the workshop is closed."""
    workshop = sitting.workshop
    gone = workshop.state in OVER or workshop.deleted_at is not None or sitting.is_hold
    return not gone and attendance.has_opened(sitting, clock.now())


def require_door(actor: Actor, sitting: Sitting) -> None:
    """Raise NotAllowed or Conflict unless the actor may let somebody in now."""
    if not permissions.can_record_attendance(actor, sitting.workshop):
        raise NotAllowed(N_("Only those who run the workshop can note who came."))
    if not door_is_open(sitting):
        raise Conflict(attendance.CLOSED)


def _require_place(participation: Participation) -> None:
    """Somebody who was taken off, said no or is here has no place to pass on."""
    workshop = participation.sitting.workshop
    if workshop.state in OVER or workshop.deleted_at is not None:
        raise Conflict(N_("The workshop is closed or cancelled."))
    name = participation.person.name
    if participation.attended:
        raise Conflict(N_("%(name)s is here already."), name=name)
    said_no = participation.answer is Answer.NO and participation.place is Place.NONE
    if participation.removed_at is not None or said_no:
        raise Conflict(N_("%(name)s has no place to pass on."), name=name)


def purge_proposals(*, now: datetime) -> None:
    """Forget who was proposed for workshops that are over for a week."""
    theirs = (
        select(Participation.id)
        .join(Participation.sitting)
        .where(Sitting.workshop_id.in_(workshops_over(now - KEPT)))
    )
    db.session.execute(
        update(Substitution)
        .where(
            Substitution.state == SubstitutionState.PROPOSED, Substitution.given_up_id.in_(theirs)
        )
        .values(state=SubstitutionState.DECLINED, name="", email="", settled_at=now)
        .execution_options(synchronize_session=False)
    )


def _note(actor: Actor, act: str, workshop: Workshop) -> None:
    activity.record(actor, act, workshop, title=workshop.name, engagement_id=workshop.engagement_id)
