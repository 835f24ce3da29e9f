"""From a record forward: the drafts and the issued versions that rest on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.deliverables import permissions
from workshops.deliverables.models import Deliverable, DeliverableSource
from workshops.deliverables.models.issued import DeliverableVersion, VersionFlag, VersionSource
from workshops.engagements.models import Engagement

_OWNED = joinedload(Deliverable.engagement).selectinload(Engagement.members)


@dataclass(frozen=True)
class Resting:
    """A draft, or with `version` an issued one, that rests on a record.

    `flagged_at` says since when the record is withdrawn from what was issued.
    """

    deliverable: Deliverable
    version: DeliverableVersion | None = None
    flagged_at: datetime | None = None


def list_resting_on(actor: Actor, key: str) -> list[Resting]:
    """What rests on the record "<kind>:<public id>" and may be seen: drafts, then what was issued.

    Drafts stand in the order of their making, issued versions with the newest first.
    """
    drafts = [
        Resting(made) for made in _drafts(key) if permissions.can_see_drafts(actor, made.engagement)
    ]
    issued, flags = _issued(key), _flags(key)
    return drafts + [
        Resting(version.deliverable, version, flags.get(version.id))
        for version in issued
        if permissions.can_see_issued(
            actor,
            version.deliverable.engagement,
            listed=version.deliverable.library_listed,
        )
    ]


def _drafts(key: str) -> Sequence[Deliverable]:
    query = (
        select(Deliverable)
        .join(DeliverableSource, DeliverableSource.deliverable_id == Deliverable.id)
        .join(Deliverable.engagement)
        .where(
            DeliverableSource.key == key,
            DeliverableSource.gone_at.is_(None),
            Deliverable.deleted_at.is_(None),
            Engagement.deleted_at.is_(None),
        )
        .options(_OWNED)
        .order_by(Deliverable.id)
    )
    return db.session.scalars(query).all()


def _issued(key: str) -> Sequence[DeliverableVersion]:
    query = (
        select(DeliverableVersion)
        .join(VersionSource, VersionSource.version_id == DeliverableVersion.id)
        .join(DeliverableVersion.deliverable)
        .where(VersionSource.key == key)
        .options(contains_eager(DeliverableVersion.deliverable).options(_OWNED))
        .order_by(DeliverableVersion.issued_at.desc(), DeliverableVersion.id.desc())
    )
    return db.session.scalars(query).all()


def _flags(key: str) -> dict[int, datetime]:
    """When each version that names the record was flagged because of it."""
    query = select(VersionFlag.version_id, VersionFlag.raised_at).where(
        VersionFlag.source_key == key
    )
    return {row.version_id: row.raised_at for row in db.session.execute(query)}
