"""Reads of the log. Who may read it is asked of the record's own slice: `can_see_activity`."""

from collections.abc import Sequence

from sqlalchemy import select

from workshops.activity.models import Activity
from workshops.core.db import db

SHOWN = 50


def list_for_record(record: object, limit: int = SHOWN) -> Sequence[Activity]:
    """What was done to one record, the newest first."""
    query = (
        select(Activity)
        .where(
            Activity.record_kind == record.__tablename__,  # type: ignore[attr-defined]
            Activity.record_id == record.id,  # type: ignore[attr-defined]
        )
        .order_by(Activity.id.desc())
        .limit(limit)
    )
    return db.session.scalars(query).all()


def list_for_engagement(engagement_id: int, limit: int = SHOWN) -> Sequence[Activity]:
    """What was done in one engagement, to whichever of its records, the newest first."""
    query = (
        select(Activity)
        .where(Activity.engagement_id == engagement_id)
        .order_by(Activity.id.desc())
        .limit(limit)
    )
    return db.session.scalars(query).all()
