"""Where somebody sits and who comes first, by their own wish or by a decision of staff."""

from datetime import datetime

from workshops.core.actor import Actor
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_, clean
from workshops.planning import permissions
from workshops.planning.models import Answer, Participation, Place, Seat
from workshops.planning.queries.seats import has_kind
from workshops.planning.rules.seats import Seating
from workshops.planning.services import acts
from workshops.planning.services.seats import hands_out, seating
from workshops.planning.services.steps import Decision

FULL = N_("There is no free seat there.")


def switch(
    actor: Actor, *, participation: Participation, seat: Seat, now: datetime, wait: bool = False
) -> None:
    """Let somebody sit on site instead of online, or the other way round.

    Where no seat is free, with `wait` they give up theirs and come to the end of the waiting list
    there. Raises NotAllowed, and Conflict when it has begun, the day is not held there, or no seat
    is free and they do not want to wait.
    """
    sitting = participation.sitting
    if not permissions.can_answer(actor, sitting.workshop):
        raise NotAllowed(N_("Only the guest and those who run the workshop can answer."))
    if not hands_out(sitting) or participation.removed_at is not None:
        raise Conflict(N_("The workshop is closed or cancelled."))
    if sitting.starts_at <= now:
        raise Conflict(N_("It has begun already; the answer can no longer be changed."))
    if participation.seat is seat:
        return
    if not has_kind(sitting, seat):
        raise Conflict(N_("The day is not held there."))
    with seating(sitting, now, [participation], Decision(actor.name)) as places:
        places.settle()
        if places.may_switch(participation.id, seat):
            places.switch(participation.id, seat)
        elif wait:
            places.wait_for(participation.id, seat)
        else:
            raise Conflict(FULL)
    acts.record(actor, "seat_switched", sitting.workshop)


def give_seat(actor: Actor, *, participation: Participation, reason: str, now: datetime) -> None:
    """Give somebody who waits a seat at once, also above the number of seats; with a reason.

    Raises NotAllowed, Invalid without a reason, and Conflict when they do not wait.
    """
    reason = _check_decision(actor, participation, reason)
    decided = Decision(actor.name, reason)
    with seating(participation.sitting, now, [participation], decided) as places:
        _require_waiting(places, participation)
        places.give(participation.id)
    acts.record(actor, "seat_given", participation.sitting.workshop, reason=reason)


def put_ahead(actor: Actor, *, participation: Participation, reason: str, now: datetime) -> None:
    """Put somebody at the head of the waiting list; with a reason. Raises as `give_seat`."""
    reason = _check_decision(actor, participation, reason)
    decided = Decision(actor.name, reason)
    with seating(participation.sitting, now, [participation], decided) as places:
        _require_waiting(places, participation)
        places.put_ahead(participation.id)
    acts.record(actor, "put_ahead", participation.sitting.workshop, reason=reason)


def _check_decision(actor: Actor, participation: Participation, reason: str) -> str:
    workshop = participation.sitting.workshop
    if not permissions.can_record_attendance(actor, workshop):
        raise NotAllowed(N_("Only those who run the workshop can change who takes part."))
    if not hands_out(participation.sitting):
        raise Conflict(N_("The workshop is closed or cancelled."))
    reason = clean(reason)[:2000]
    if not reason:
        raise Invalid(N_("Enter a reason."), "reason")
    return reason


def _require_waiting(places: Seating, participation: Participation) -> None:
    places.settle()
    guest = places.guests[participation.id]
    waits = guest.place in (Place.WAITING, Place.OFFERED) and guest.answer is Answer.YES
    if not waits or participation.removed_at is not None:
        raise Conflict(N_("This person does not wait for a seat."))
