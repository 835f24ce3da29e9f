"""The agenda of a day: blocks that are added, changed, moved, deleted and brought back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db, lock
from workshops.core.errors import Invalid, NotAllowed, Stale
from workshops.core.text import N_, clean, clean_line
from workshops.planning import permissions
from workshops.planning.models import (
    AgendaBlock,
    BlockKind,
    Sitting,
    Workshop,
)
from workshops.planning.queries import recipes
from workshops.planning.rules import typed
from workshops.planning.rules.recipes import Recipe, RecipeBlock
from workshops.planning.services import acts

MOST_BLOCKS = 100


@dataclass(frozen=True)
class BlockFacts:
    """What a block is. `pinned_minute` is wall time in minutes after midnight."""

    title: str
    minutes: int
    kind: BlockKind
    pinned_minute: int | None = None
    method_id: int | None = None
    lead_id: int | None = None
    materials: Sequence[dict[str, Any]] = field(default_factory=tuple)
    text: str = ""
    notes: str = ""


def add_block(actor: Actor, *, sitting: Sitting, line: str) -> AgendaBlock:
    """Add a block at the end, typed as "Check-in 15". Raises Invalid on the field `line`."""
    _check(actor, sitting)
    line = clean_line(line)
    if not line:
        raise Invalid(N_("Enter a title, and minutes if you like: Check-in 15."), "line")
    title, minutes = typed.block(line)
    facts = BlockFacts(title, minutes, typed.kind(title))
    return _append(actor, sitting, _values(facts))


def edit_block(actor: Actor, *, block: AgendaBlock, facts: BlockFacts, version: int) -> AgendaBlock:
    """Change a block. Raises Invalid, and Stale when somebody else changed it first."""
    _check(actor, block.sitting)
    require_there(block)
    if block.version != version:
        raise Stale(N_("Somebody else changed this block while you were writing."))
    values = _values(facts)
    changed = {name for name, new in values.items() if getattr(block, name) != new}
    for name in changed:
        setattr(block, name, values[name])
    db.session.flush()
    if changed:
        acts.record(actor, "block_changed", block.sitting.workshop)
    return block


def move_block(actor: Actor, *, block: AgendaBlock, to: int, version: int) -> int:
    """Move a block to a place counted from 1 and give the place it got.

    `version` is the sitting's: who moves in an order that has changed meanwhile gets Stale.
    """
    sitting = block.sitting
    _check(actor, sitting)
    require_there(block)
    _lock(sitting)
    if sitting.version != version:
        raise Stale(
            N_("Somebody else changed the order. Look at it as it is now, then move again.")
        )
    order = [other for other in sitting.blocks if other is not block]
    place = min(max(to, 1), len(order) + 1)
    order.insert(place - 1, block)
    _number(sitting, order)
    acts.record(actor, "agenda_reordered", sitting.workshop)
    return place


def delete_block(actor: Actor, *, block: AgendaBlock) -> None:
    """Take a block out of the agenda; it can be brought back."""
    sitting = block.sitting
    _check(actor, sitting)
    _lock(sitting)
    block.deleted_at = clock.now()
    _number(sitting, [other for other in sitting.blocks if other is not block])
    acts.record(actor, "block_deleted", sitting.workshop)


def restore_block(actor: Actor, *, block: AgendaBlock) -> AgendaBlock:
    """Bring a deleted block back to where it stood."""
    sitting = block.sitting
    _check(actor, sitting)
    _lock(sitting)
    order = [other for other in sitting.blocks if other is not block]
    order.insert(min(block.position, len(order) + 1) - 1, block)
    block.deleted_at = None
    _number(sitting, order)
    acts.record(actor, "block_restored", sitting.workshop)
    return block


def fill(workshop: Workshop, recipe: Recipe) -> None:
    """Fill the empty agendas of a new workshop from a recipe, in the workshop's language."""
    methods = recipes.method_ids(recipe)
    for sitting, blocks in zip(workshop.sittings, recipe.blocks(workshop.language), strict=True):
        sitting.blocks = [
            _from_recipe(block, position, methods) for position, block in enumerate(blocks, 1)
        ]
    db.session.flush()


def copy_blocks(actor: Actor, workshop: Workshop, old: Sitting, new: Sitting) -> None:
    """Give a day the agenda of another one; notes only when the one who copies may read them."""
    kept = ["title", "minutes", "kind", "pinned_minute", "method_id", "lead_id", "text"]
    if permissions.can_see_notes(actor, workshop):
        kept.append("notes")
    new.blocks = [
        AgendaBlock(
            position=position,
            materials=[dict(item) for item in block.materials],
            **{name: getattr(block, name) for name in kept},
        )
        for position, block in enumerate(old.blocks, 1)
    ]
    db.session.flush()


def _lock(sitting: Sitting) -> None:
    """Read the day anew and hold its row: one at a time changes an order."""
    lock(sitting)


def _append(actor: Actor, sitting: Sitting, values: dict[str, Any]) -> AgendaBlock:
    _lock(sitting)
    if len(sitting.blocks) >= MOST_BLOCKS:
        raise Invalid(N_("An agenda has at most 100 blocks."), "line")
    block = AgendaBlock(sitting=sitting, position=len(sitting.blocks) + 1, **values)
    db.session.add(block)
    db.session.flush()
    _number(sitting, [*(other for other in sitting.blocks if other is not block), block])
    acts.record(actor, "block_added", sitting.workshop)
    return block


def _number(sitting: Sitting, order: Sequence[AgendaBlock]) -> None:
    """Number the blocks and raise the sitting's version, which guards the order."""
    for position, block in enumerate(order, 1):
        block.position = position
    flag_modified(sitting, "updated_at")
    db.session.flush()
    db.session.expire(sitting, ["blocks"])


def _values(facts: BlockFacts) -> dict[str, Any]:
    title = clean_line(facts.title)[:200]
    if not title:
        raise Invalid(N_("Enter a title."), "title")
    if not 1 <= facts.minutes <= typed.LONGEST_MINUTES:
        raise Invalid(N_("A block lasts from 1 minute to 12 hours."), "minutes")
    if facts.pinned_minute is not None and not 0 <= facts.pinned_minute < 24 * 60:
        raise Invalid(N_("Enter a time of day."), "pinned")
    return {
        "title": title,
        "minutes": facts.minutes,
        "kind": facts.kind,
        "pinned_minute": facts.pinned_minute,
        "method_id": facts.method_id,
        "lead_id": facts.lead_id,
        "materials": [dict(item) for item in facts.materials],
        "text": clean(facts.text),
        "notes": clean(facts.notes),
    }


def _from_recipe(block: RecipeBlock, position: int, methods: dict[str, int]) -> AgendaBlock:
    return AgendaBlock(
        position=position,
        title=block.title,
        minutes=block.minutes,
        kind=block.kind,
        text=block.text,
        notes=block.notes,
        method_id=methods.get(block.method or ""),
        materials=[{"name": name, "quantity": quantity} for name, quantity in block.materials],
    )


def _check(actor: Actor, sitting: Sitting) -> None:
    if not permissions.can_edit_agenda(actor, sitting.workshop):
        raise NotAllowed(N_("Only those who run the workshop can change its agenda."))
