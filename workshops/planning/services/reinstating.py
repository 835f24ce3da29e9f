"""Taking a cancelled workshop up again, and putting its guests on a copy."""

from datetime import datetime

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict, NotAllowed
from workshops.core.text import N_
from workshops.planning import permissions
from workshops.planning.models import Workshop, WorkshopState
from workshops.planning.queries import standing
from workshops.planning.services import acts, bookings
from workshops.planning.services.sittings import take_out


def reinstate_workshop(actor: Actor, *, workshop: Workshop, now: datetime) -> Workshop:
    """Take a cancelled workshop up again: it is inviting, its room and people are booked.

    Nobody is written to: that is a step of its own, and invites everybody anew. Seats, needs and
    the order of the waiting list are as they were. Days that passed while it was cancelled are
    taken out. Raises NotAllowed, Conflict, and Taken when the room or somebody is booked by now.
    """
    if not permissions.can_decide_workshop(actor, workshop):
        raise NotAllowed(N_("Only those who run the engagement can decide this."))
    obstacle = standing.reinstating_obstacle(workshop, now)
    if obstacle:
        raise Conflict(obstacle)
    for day in standing.list_missed(workshop, now):
        take_out(day)
    workshop.state = WorkshopState.INVITING
    workshop.cancel_reason, workshop.cancelled_at = "", None
    db.session.flush()
    bookings.rebook_all(actor, workshop=workshop)
    acts.record(actor, "reinstated", workshop)
    return workshop
