"""Asking somebody anew: an answer to another time or place no longer counts."""

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.planning import permissions
from workshops.planning.models import Answer, Participation
from workshops.planning.services.seats import hands_out, seating


def ask_again(actor: Actor, *, participation: Participation) -> None:
    """Take an answer back to none, also a no that nobody has verified; a place stays.

    Raises NotAllowed. Who keeps the old answer is the caller.
    """
    if not permissions.can_add_participants(actor, participation.sitting.workshop):
        raise NotAllowed(N_("Only those who run the workshop can change who takes part."))
    if participation.kept_until is not None and hands_out(participation.sitting):
        with seating(participation.sitting, clock.now(), [participation]) as places:
            places.take_back(participation.id, Answer.NONE)
    participation.answer = Answer.NONE
    participation.answered_at = None
    db.session.flush()
