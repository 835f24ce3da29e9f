"""Invitations by what a message names: the UID of the calendar entry, or only a sender."""

from workshops.core.db import db
from workshops.invitations.models import Invitation
from workshops.invitations.queries import whole
from workshops.people.queries.addresses import at_address
from workshops.planning.models import Participation


def find_by_uid(uid: str) -> Invitation | None:
    """The invitation of a calendar entry, as it stands in the database at this moment."""
    query = whole().where(Invitation.uid == uid).execution_options(populate_existing=True)
    found: Invitation | None = db.session.scalar(query)
    return found


def find_whole(invitation_id: int) -> Invitation | None:
    """An invitation with everything its pages say, also one taken back."""
    found: Invitation | None = db.session.scalar(whole().where(Invitation.id == invitation_id))
    return found


def find_newest_of_address(address: str) -> Invitation | None:
    """The newest invitation of whoever answers from that address, also one taken back."""
    if not address:
        return None
    query = (
        whole()
        .join(Participation.person)
        .where(at_address(address))
        .order_by(Invitation.id.desc())
        .limit(1)
    )
    found: Invitation | None = db.session.scalar(query)
    return found
