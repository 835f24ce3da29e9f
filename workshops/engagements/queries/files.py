"""Reads of an engagement's files; each asks whose file it is."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements import permissions
from workshops.engagements.models import Engagement, EngagementFile
from workshops.files.models import StoredFile


def list_files(actor: Actor, engagement: Engagement) -> Sequence[EngagementFile]:
    """The files of an engagement, the newest first; none for those who may not see them."""
    if not permissions.can_see_files(actor, engagement):
        return []
    query = (
        select(EngagementFile)
        .join(EngagementFile.file)
        .where(EngagementFile.engagement_id == engagement.id, StoredFile.deleted_at.is_(None))
        .options(contains_eager(EngagementFile.file))
        .order_by(StoredFile.created_at.desc(), StoredFile.id.desc())
    )
    return db.session.scalars(query).all()


def get_file(
    actor: Actor, engagement: Engagement, public_id: str, *, deleted: bool = False
) -> StoredFile:
    """One file of an engagement. Raises NotFound, also for those who may not see its files."""
    gone = StoredFile.deleted_at.is_not(None) if deleted else StoredFile.deleted_at.is_(None)
    query = (
        select(StoredFile)
        .join(EngagementFile, EngagementFile.file_id == StoredFile.id)
        .where(
            EngagementFile.engagement_id == engagement.id,
            StoredFile.public_id == public_id,
            gone,
        )
    )
    found = db.session.scalar(query) if permissions.can_see_files(actor, engagement) else None
    if found is None:
        raise NotFound(N_("There is no such file."))
    return found
