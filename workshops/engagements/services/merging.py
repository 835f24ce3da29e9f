"""What happens to an engagement's people when two persons turn out to be one."""

from sqlalchemy import select, update

from workshops.core.db import db
from workshops.engagements.models import Engagement, EngagementContact


def follow_merge(*, kept_id: int, gone_id: int) -> None:
    """Put the kept person where the gone one was a contact or the HR partner.

    Where both were contacts one stays, and is the first when either was.
    """
    theirs = {contact.engagement_id: contact for contact in _contacts(kept_id)}
    for contact in _contacts(gone_id):
        kept = theirs.get(contact.engagement_id)
        if kept is None:
            contact.person_id = kept_id
        else:
            kept.first = kept.first or contact.first
            db.session.delete(contact)
    db.session.flush()
    db.session.execute(
        update(Engagement).where(Engagement.hr_partner_id == gone_id).values(hr_partner_id=kept_id)
    )


def _contacts(person_id: int) -> list[EngagementContact]:
    query = select(EngagementContact).where(EngagementContact.person_id == person_id)
    return list(db.session.scalars(query.order_by(EngagementContact.id)))
