"""Where a note can have been taken."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.planning.models import AgendaBlock, BlockKind, Sitting, Workshop
from workshops.planning.queries import visible


@dataclass(frozen=True)
class Place:
    """A workshop, or one of its blocks, in which a note can have been taken."""

    key: str
    label: str
    workshop: Workshop
    block: AgendaBlock | None = None


def list_places(actor: Actor, engagement: Engagement) -> list[Place]:
    """The workshops of an engagement that the actor may read, each followed by its blocks."""
    workshops = db.session.scalars(
        visible(actor).where(Workshop.engagement_id == engagement.id).order_by(Workshop.id)
    ).all()
    blocks = db.session.scalars(
        select(AgendaBlock)
        .join(AgendaBlock.sitting)
        .where(
            Sitting.workshop_id.in_([workshop.id for workshop in workshops]),
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
            AgendaBlock.deleted_at.is_(None),
            AgendaBlock.kind != BlockKind.BREAK,
        )
        .options(contains_eager(AgendaBlock.sitting))
        .order_by(Sitting.starts_at, AgendaBlock.position, AgendaBlock.id)
    ).all()
    found: list[Place] = []
    for workshop in workshops:
        found.append(Place(workshop.public_id, workshop.name, workshop))
        found += [
            Place(block.public_id, f"{workshop.name} › {block.title}", workshop, block)
            for block in blocks
            if block.sitting.workshop_id == workshop.id
        ]
    return found
