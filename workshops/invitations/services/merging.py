"""What happens to invitations when two guests of a sitting turn out to be one person."""

from workshops.core.db import db
from workshops.invitations import queries
from workshops.invitations.models import Invitation
from workshops.invitations.services.holds import take_back
from workshops.invitations.services.inviting import withdraw


def follow_merge(*, kept_id: int, gone_id: int) -> None:
    """Leave the person one open invitation; both ids are of participations.

    The kept participation's stays, and the other is withdrawn: with a cancellation to the address
    it was sent to, or silently when it had not left. Where only the gone one was invited, its
    entry goes on as the kept one's.
    """
    theirs = queries.list_open_of_participation(kept_id)
    for invitation in queries.list_open_of_participation(gone_id):
        if theirs:
            _take_over_answer(theirs[0], invitation)
            end = take_back if invitation.participation.sitting.is_hold else withdraw
            end(invitation)
        else:
            invitation.participation_id = kept_id
    db.session.flush()


def _take_over_answer(kept: Invitation, gone: Invitation) -> None:
    """An answer that moved with the merge was given to the version that stands now."""
    if kept.answered_sequence is None and gone.answered_sequence is not None:
        kept.answered_sequence, kept.answer_way = kept.sequence, gone.answer_way
        kept.older_answer = None
