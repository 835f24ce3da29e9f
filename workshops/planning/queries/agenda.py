"""Reads of agendas."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.planning import permissions
from workshops.planning.models import AgendaBlock, BlockKind, Method, MethodText, Sitting, Workshop
from workshops.planning.queries import visible
from workshops.planning.rules import timing

_OF_DAYS = (
    AgendaBlock.sitting_id.in_(bindparam("sittings", expanding=True)),
    AgendaBlock.deleted_at.is_(None),
)
_IN_ORDER = (AgendaBlock.sitting_id, AgendaBlock.position, AgendaBlock.id)
_BLOCKS = (
    select(AgendaBlock)
    .where(*_OF_DAYS)
    .options(
        joinedload(AgendaBlock.lead),
        joinedload(AgendaBlock.method).joinedload(Method.texts).load_only(MethodText.name),
    )
    .order_by(*_IN_ORDER)
)
Preview = Row[int, str, BlockKind, int, int | None]
_PREVIEWS = (
    select(
        AgendaBlock.sitting_id,
        AgendaBlock.title,
        AgendaBlock.kind,
        AgendaBlock.minutes,
        AgendaBlock.pinned_minute,
    )
    .where(*_OF_DAYS)
    .order_by(*_IN_ORDER)
)


def list_with_blocks(workshop: Workshop) -> Sequence[Sitting]:
    """The days of a workshop with their blocks, methods' words and leads, by start.

    The days are those that were read with the workshop; one query for the blocks of all.
    """
    days = {sitting.id: sitting for sitting in workshop.sittings}
    found = db.session.scalars(_BLOCKS, {"sittings": list(days)}).unique()
    blocks: dict[int, list[AgendaBlock]] = {number: [] for number in days}
    for block in found:
        blocks[block.sitting_id].append(block)
    for number, sitting in days.items():
        set_committed_value(sitting, "blocks", blocks[number])
    return list(days.values())


def list_previews(workshop: Workshop) -> list[tuple[Sitting, list[Preview], timing.Plan]]:
    """The days of a workshop by start, each with what its blocks are and when they run.

    Of a block only title, kind, minutes and pin are read; one query for those of all days.
    """
    blocks: dict[int, list[Preview]] = {sitting.id: [] for sitting in workshop.sittings}
    for row in db.session.execute(_PREVIEWS, {"sittings": list(blocks)}):
        blocks[row.sitting_id].append(row)
    days = [(sitting, blocks[sitting.id]) for sitting in workshop.sittings]
    return [(sitting, rows, _plan(sitting, rows)) for sitting, rows in days]


def get_sitting(actor: Actor, public_id: str) -> Sitting:
    """One day of a workshop that the actor may read. Raises NotFound."""
    found = db.session.scalar(
        select(Sitting)
        .where(
            Sitting.public_id == public_id,
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
            Sitting.workshop_id.in_(visible(actor).with_only_columns(Workshop.id)),
        )
        .options(*_whose())
    )
    if found is None:
        raise NotFound(N_("There is no such day."))
    return found


def find_sitting(number: int) -> Sitting | None:
    """One day with its workshop, for work that is done later; also one that was taken out."""
    whole = joinedload(Sitting.workshop).joinedload(Workshop.engagement)
    return db.session.get(Sitting, number, options=[whole])


def get_block(actor: Actor, public_id: str, *, deleted: bool = False) -> AgendaBlock:
    """One block of an agenda the actor may read, or with `deleted` a deleted one.

    Raises NotFound.
    """
    gone = AgendaBlock.deleted_at.is_not(None) if deleted else AgendaBlock.deleted_at.is_(None)
    found = db.session.scalar(
        select(AgendaBlock)
        .join(AgendaBlock.sitting)
        .where(
            AgendaBlock.public_id == public_id,
            gone,
            Sitting.removed_at.is_(None),
            Sitting.workshop_id.in_(visible(actor).with_only_columns(Workshop.id)),
        )
        .options(joinedload(AgendaBlock.sitting).options(*_whose()))
    )
    if found is None or not permissions.can_see_agenda(actor, found.sitting.workshop):
        raise NotFound(N_("There is no such block."))
    return found


def plan_of(sitting: Sitting) -> timing.Plan:
    """When each block of a day runs."""
    return _plan(sitting, sitting.blocks)


def _plan(sitting: Sitting, blocks: Iterable[Any]) -> timing.Plan:
    spans = [timing.Span(block.minutes, block.pinned_minute) for block in blocks]
    return timing.plan(spans, sitting.starts_at, sitting.length_minutes, sitting.timezone)


def _whose() -> tuple[Any, ...]:
    workshop = joinedload(Sitting.workshop)
    return (
        workshop.joinedload(Workshop.engagement).selectinload(Engagement.members),
        workshop.selectinload(Workshop.facilitators),
    )
