"""Reads of issued versions."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.deliverables import permissions
from workshops.deliverables.models import Deliverable
from workshops.deliverables.models.issued import (
    DeliverableVersion,
    Recommendation,
    VersionFile,
    VersionFlag,
)
from workshops.engagements.models import Engagement

_OWNED = (
    joinedload(DeliverableVersion.deliverable)
    .joinedload(Deliverable.engagement)
    .options(selectinload(Engagement.members), joinedload(Engagement.organisation)),
    joinedload(DeliverableVersion.rendering),
    selectinload(DeliverableVersion.files).joinedload(VersionFile.file),
)


def get_version(actor: Actor, public_id: str) -> DeliverableVersion:
    """One issued version with its files. Raises NotFound, also when invisible."""
    found = db.session.scalar(
        select(DeliverableVersion).where(DeliverableVersion.public_id == public_id).options(*_OWNED)
    )
    if found is None or not _visible(actor, found.deliverable):
        raise NotFound(N_("There is no such version."))
    return found


def get_newest(actor: Actor, deliverable_public_id: str) -> DeliverableVersion:
    """The newest issued version of a deliverable. Raises NotFound, also when invisible."""
    found = db.session.scalar(
        select(DeliverableVersion)
        .join(DeliverableVersion.deliverable)
        .where(Deliverable.public_id == deliverable_public_id)
        .options(*_OWNED)
        .order_by(DeliverableVersion.number.desc())
        .limit(1)
    )
    if found is None or not _visible(actor, found.deliverable):
        raise NotFound(N_("There is no such version."))
    return found


def list_versions(deliverable: Deliverable) -> Sequence[DeliverableVersion]:
    """The versions of a deliverable, the newest first."""
    query = (
        select(DeliverableVersion)
        .where(DeliverableVersion.deliverable_id == deliverable.id)
        .order_by(DeliverableVersion.number.desc())
    )
    return db.session.scalars(query).all()


def find_earlier(version: DeliverableVersion) -> DeliverableVersion | None:
    """The version before this one."""
    return db.session.scalar(
        select(DeliverableVersion)
        .where(
            DeliverableVersion.deliverable_id == version.deliverable_id,
            DeliverableVersion.number < version.number,
        )
        .order_by(DeliverableVersion.number.desc())
        .limit(1)
    )


def list_recommendations(version: DeliverableVersion) -> Sequence[Recommendation]:
    """The numbered rows that the agency answers."""
    query = (
        select(Recommendation)
        .where(Recommendation.version_id == version.id)
        .order_by(Recommendation.number)
    )
    return db.session.scalars(query).all()


def list_flags(version: DeliverableVersion) -> Sequence[VersionFlag]:
    """What a reader of the version must know, the oldest first."""
    query = select(VersionFlag).where(VersionFlag.version_id == version.id).order_by(VersionFlag.id)
    return db.session.scalars(query).all()


def list_flagged(engagement: Engagement) -> Sequence[DeliverableVersion]:
    """Issued versions of an engagement that rest on something withdrawn since."""
    query = (
        select(DeliverableVersion)
        .join(DeliverableVersion.deliverable)
        .where(
            Deliverable.engagement_id == engagement.id,
            DeliverableVersion.id.in_(select(VersionFlag.version_id)),
        )
        .order_by(DeliverableVersion.id)
    )
    return db.session.scalars(query).all()


def _visible(actor: Actor, deliverable: Deliverable) -> bool:
    there = deliverable.deleted_at is None and deliverable.engagement.deleted_at is None
    return there and permissions.can_see_issued(
        actor, deliverable.engagement, listed=deliverable.library_listed
    )
