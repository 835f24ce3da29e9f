"""What happens to invitations when two guests of a sitting turn out to be one person."""

from workshops.core import clock
from workshops.core.db import db
from workshops.invitations import queries
from workshops.invitations.models import Invitation
from workshops.invitations.services.addresses import address_of
from workshops.invitations.services.holds import take_back
from workshops.invitations.services.inviting import withdraw
from workshops.invitations.services.moving import take_over
from workshops.planning.events import ParticipationsMerged
from workshops.planning.models import Participation


def follow_merge(fact: ParticipationsMerged) -> None:
    """Leave the person one open invitation to a sitting.

    It is the one whose entry stands at the address that the person reads now, else the kept
    participation's. The other is withdrawn: with a cancellation to the address that has it, or
    silently when it had not left or its day has begun.
    """
    kept = db.session.get_one(Participation, fact.kept_id)
    mine = list(queries.list_open_of_participation(fact.kept_id))
    theirs = list(queries.list_open_of_participation(fact.gone_id))
    stays = _at_home(kept, [*mine, *theirs])
    if stays is None:
        return
    for other in (*mine, *theirs):
        if other is not stays:
            take_over(stays, other, answer=(other in theirs) is fact.gone_counts)
            _end(other)
    stays.participation_id = fact.kept_id
    db.session.flush()
    db.session.expire(stays, ["participation"])


def _at_home(kept: Participation, found: list[Invitation]) -> Invitation | None:
    """The invitation that goes on."""
    there = [each for each in found if address_of(each) == kept.person.email]
    return next(iter([*there, *found]), None)


def _end(invitation: Invitation) -> None:
    sitting = invitation.participation.sitting
    if sitting.is_hold:
        take_back(invitation)
    else:
        withdraw(invitation, tell=sitting.starts_at > clock.now())
