"""Reads of tasks."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements.models import Engagement, EngagementTask

_STANDING = (
    select(EngagementTask)
    .where(
        EngagementTask.engagement_id == bindparam("engagement"),
        EngagementTask.deleted_at.is_(None),
    )
    .options(joinedload(EngagementTask.owner))
    .order_by(EngagementTask.due_on, EngagementTask.id)
)


def list_tasks(engagement: Engagement) -> Sequence[EngagementTask]:
    """The tasks of an engagement with their owners, by day."""
    return db.session.scalars(_STANDING, {"engagement": engagement.id}).all()


def get_task(engagement: Engagement, public_id: str, *, deleted: bool = False) -> EngagementTask:
    """One task of an engagement that was read before. Raises NotFound."""
    task = db.session.scalar(
        select(EngagementTask).where(
            EngagementTask.engagement_id == engagement.id,
            EngagementTask.public_id == public_id,
            EngagementTask.deleted_at.is_not(None)
            if deleted
            else EngagementTask.deleted_at.is_(None),
        )
    )
    if task is None:
        raise NotFound(N_("There is no such task."))
    return task
