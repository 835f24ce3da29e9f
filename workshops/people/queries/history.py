"""What was done to persons and organisations."""

from sqlalchemy import select

from workshops.activity.models import Activity
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.people import permissions
from workshops.people.models import Organisation, Person

LATEST = 20


def list_activity(actor: Actor, record: Person | Organisation) -> list[Activity]:
    """The latest acts on a record, newest first, for those who keep the directory."""
    if not permissions.can_see_contacts(actor):
        return []
    query = (
        select(Activity)
        .where(Activity.record_kind == record.__tablename__, Activity.record_id == record.id)
        .order_by(Activity.id.desc())
        .limit(LATEST)
    )
    return list(db.session.scalars(query))
