"""Reads of packs: lists, one with its documents, what can go into one, what must be known of it."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.deliverables import permissions
from workshops.deliverables.models import Deliverable
from workshops.deliverables.models.issued import DeliverableVersion, VersionFile, VersionFlag
from workshops.deliverables.models.kinds import DeliverableKind, RenderState
from workshops.deliverables.models.packs import Pack, PackPart
from workshops.engagements.models import Engagement
from workshops.jobs.models import Job, JobState

BUILD = "deliverables.pack"
_PARTS = (
    selectinload(Pack.parts)
    .joinedload(PackPart.issued)
    .options(
        joinedload(DeliverableVersion.deliverable),
        selectinload(DeliverableVersion.files).joinedload(VersionFile.file),
    )
)


def packs_of(actor: Actor, engagement: Engagement) -> Select[Pack]:
    """The packs of an engagement, the newest first. Raises NotFound for those who may not see."""
    if not permissions.can_see_packs(actor, engagement):
        raise NotFound(N_("There is no such engagement."))
    return (
        select(Pack)
        .where(Pack.engagement_id == engagement.id, Pack.deleted_at.is_(None))
        .options(selectinload(Pack.parts), joinedload(Pack.made_by), joinedload(Pack.file))
        .order_by(Pack.id.desc())
    )


def get_pack(actor: Actor, public_id: str, *, deleted: bool = False) -> Pack:
    """One pack with its documents. Raises NotFound, also for those who may not see it."""
    gone = Pack.deleted_at.is_not(None) if deleted else Pack.deleted_at.is_(None)
    found = db.session.scalar(
        select(Pack)
        .join(Pack.engagement)
        .where(Pack.public_id == public_id, gone, Engagement.deleted_at.is_(None))
        .options(
            _PARTS,
            joinedload(Pack.engagement).options(
                selectinload(Engagement.members), joinedload(Engagement.organisation)
            ),
            joinedload(Pack.made_by),
            joinedload(Pack.file),
        )
    )
    if found is None or not permissions.can_see_packs(actor, found.engagement):
        raise NotFound(N_("There is no such pack."))
    return found


def list_current_versions(engagement: Engagement) -> Sequence[DeliverableVersion]:
    """The newest issued version of each deliverable of an engagement, by kind."""
    query = (
        select(DeliverableVersion)
        .join(DeliverableVersion.deliverable)
        .where(
            Deliverable.engagement_id == engagement.id,
            Deliverable.deleted_at.is_(None),
            DeliverableVersion.superseded_at.is_(None),
        )
        .options(
            joinedload(DeliverableVersion.deliverable),
            joinedload(DeliverableVersion.rendering),
            selectinload(DeliverableVersion.files).joinedload(VersionFile.file),
        )
        .order_by(Deliverable.kind, DeliverableVersion.id)
    )
    order = list(DeliverableKind)
    return sorted(
        db.session.scalars(query), key=lambda version: order.index(version.deliverable.kind)
    )


def flagged_titles(pack: Pack) -> list[str]:
    """The titles of documents in a pack of which something was withdrawn since, in their order."""
    ids = [part.version_id for part in pack.parts]
    query = select(VersionFlag.version_id).where(VersionFlag.version_id.in_(ids)).distinct()
    flagged = set(db.session.scalars(query.order_by(VersionFlag.version_id)))
    return [part.issued.title for part in pack.parts if part.version_id in flagged]


def has_stalled(pack: Pack) -> bool:
    """Whether every worker that took the building of a pack has died."""
    if pack.state not in (RenderState.QUEUED, RenderState.RUNNING):
        return False
    failed = select(Job.id).where(Job.key == f"{BUILD}:{pack.id}", Job.state == JobState.FAILED)
    return db.session.scalar(failed.limit(1)) is not None
