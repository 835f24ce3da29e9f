"""A person writes in a draft: text, order, paragraphs of their own, and what to do with offers."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict
from workshops.core.text import N_, clean_line, public_id
from workshops.deliverables.models import Deliverable, DeliverableBlock, DeliverableSection
from workshops.deliverables.rules import drafts
from workshops.deliverables.rules.drafts import Standing
from workshops.deliverables.services import note, require_edit, withdraw_approval
from workshops.deliverables.services.composing import put_state, state_of
from workshops.documents.blocks import Content
from workshops.documents.stored import content_to_json
from workshops.engagements.services.versions import check_version


class Choice(StrEnum):
    """What to do where the evidence has changed under an edit."""

    TAKE = "take"
    KEEP = "keep"
    REVERT = "revert"


_CHOICES: dict[Choice, Callable[[Standing], Standing]] = {
    Choice.TAKE: drafts.taken,
    Choice.KEEP: drafts.kept,
    Choice.REVERT: drafts.reverted,
}


def write_block(
    actor: Actor,
    *,
    deliverable: Deliverable,
    block: DeliverableBlock,
    version: int,
    content: Content,
) -> DeliverableBlock:
    """Put a person's text in place of the composed one; the same text again is no edit.

    Raises Stale, Conflict.
    """
    require_edit(actor, deliverable)
    check_version(block, version)
    state = drafts.written(state_of(block), content_to_json(content))
    if state == state_of(block) and block.cleaned_at is None:
        return block
    put_state(block, state)
    block.edited_by = actor.name if state.edited is not None else ""
    block.cleaned_at = None
    _changed(actor, deliverable, block.section)
    return block


def add_paragraph(
    actor: Actor, *, deliverable: Deliverable, section: DeliverableSection, content: Content
) -> DeliverableBlock:
    """Add a paragraph at the end of a section; composing anew leaves it where it is."""
    require_edit(actor, deliverable)
    last = max((block.position for block in section.blocks), default=0)
    block = DeliverableBlock(
        key=f"own:{public_id()}",
        position=last + 1,
        own=True,
        edited=content_to_json(content),
        edited_by=actor.name,
    )
    section.blocks.append(block)
    _changed(actor, deliverable, section)
    return block


def remove_block(actor: Actor, *, deliverable: Deliverable, block: DeliverableBlock) -> None:
    """Take a block out of the document; composing anew does not bring it back."""
    require_edit(actor, deliverable)
    block.removed = True
    _changed(actor, deliverable, block.section)


def restore_block(actor: Actor, *, deliverable: Deliverable, block: DeliverableBlock) -> None:
    """Put a removed block back where it stood."""
    require_edit(actor, deliverable)
    block.removed = False
    _changed(actor, deliverable, block.section)


def choose(
    actor: Actor, *, deliverable: Deliverable, block: DeliverableBlock, choice: Choice
) -> None:
    """Take the new text, keep the edit, or go back to what was composed. Raises Conflict."""
    require_edit(actor, deliverable)
    put_state(block, _CHOICES[choice](state_of(block)))
    block.cleaned_at = None
    if block.edited is None:
        block.edited_by = ""
    _changed(actor, deliverable, block.section)


def rename_section(
    actor: Actor, *, deliverable: Deliverable, section: DeliverableSection, title: str
) -> None:
    """Give a section another heading; an empty one brings the composed heading back."""
    require_edit(actor, deliverable)
    title = clean_line(title)[:300]
    section.edited_title = "" if title == section.title else title
    _changed(actor, deliverable, section)


def move_section(
    actor: Actor, *, deliverable: Deliverable, section: DeliverableSection, steps: int
) -> None:
    """Move a section up (-1) or down (1). Raises Conflict at the end of the document."""
    require_edit(actor, deliverable)
    _swap(deliverable.sections, section, steps)
    deliverable.ordered = True
    _changed(actor, deliverable, section)


def move_block(
    actor: Actor, *, deliverable: Deliverable, block: DeliverableBlock, steps: int
) -> None:
    """Move a block up (-1) or down (1) within its section. Raises Conflict at its end."""
    require_edit(actor, deliverable)
    _swap(block.section.blocks, block, steps)
    block.section.ordered = True
    _changed(actor, deliverable, block.section)


def leave_out(actor: Actor, *, deliverable: Deliverable, key: str, left_out: bool) -> None:
    """Leave a recommendation out of what the agency will be asked to answer, or take it in."""
    require_edit(actor, deliverable)
    rows = [
        {**row, "left_out": left_out} if row["key"] == key else row
        for row in deliverable.recommendations
    ]
    deliverable.recommendations = rows
    withdraw_approval(deliverable)
    db.session.flush()
    note(actor, "changed", deliverable, fields=["recommendations"])


def _swap(
    rows: Sequence[DeliverableSection] | Sequence[DeliverableBlock],
    row: DeliverableSection | DeliverableBlock,
    steps: int,
) -> None:
    """Let a row and its neighbour change places."""
    keys = [each.key for each in rows]
    index = keys.index(row.key)
    other = index + (1 if steps > 0 else -1)
    if not 0 <= other < len(keys):
        raise Conflict(N_("It cannot be moved further."))
    keys[index], keys[other] = keys[other], keys[index]
    for each in rows:
        each.position = keys.index(each.key) + 1


def _changed(actor: Actor, deliverable: Deliverable, section: DeliverableSection) -> None:
    withdraw_approval(deliverable)
    db.session.flush()
    note(actor, "changed", deliverable, fields=[section.heading])
