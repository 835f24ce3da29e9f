"""What planning does about facts of lower slices and its own."""

from workshops.core.db import db
from workshops.people.events import PersonsMerged
from workshops.planning.events import ParticipationAnswered
from workshops.planning.models import Participation
from workshops.planning.services import codes, merging, voting


def on_persons_merged(fact: PersonsMerged) -> None:
    """Move participations, needs and bookings to the kept person."""
    merging.follow_merge(fact)


def on_participation_answered(fact: ParticipationAnswered) -> None:
    """An answer to a hold is a vote in its poll; who comes to a day gets a code for its door."""
    placed = db.session.get(Participation, fact.participation_id)
    if placed is None:
        return
    if placed.sitting.is_hold:
        voting.vote_by_calendar(placed)
    else:
        codes.give_code(placed)
