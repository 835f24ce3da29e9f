"""What planning does by the clock."""

from workshops.core import clock
from workshops.core.actor import WORKER
from workshops.planning.queries import polls
from workshops.planning.services import codes, coming, needs, seats, voting

PURGE_NEEDS = "planning.purge_needs"


def purge_needs() -> None:
    """Forget what guests needed, and showed at the door, on days that are over for a week."""
    needs.purge_needs(now=clock.now())
    codes.purge_codes(now=clock.now())
    coming.purge_proposals(now=clock.now())


def remind_voters(poll_id: int) -> None:
    """Have everybody reminded who has not voted two days before the last day."""
    poll = polls.get_whole(poll_id)
    if polls.voting_obstacle(poll, clock.now()) is None:
        voting.nudge_all(WORKER, poll=poll)


def nudge_voter(guest_id: int) -> None:
    """Remind one guest who has not voted by now."""
    voting.nudge(guest=polls.get_guest(guest_id), now=clock.now())


def settle_seats(sitting_id: int) -> None:
    """End the offers and kept seats of a day that have run out, and hand on what is free."""
    seats.settle_by_id(sitting_id=sitting_id)
