"""Composing a draft from evidence, again and again, without losing what somebody wrote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import select

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.deliverables.models import (
    AgencyQuestion,
    Deliverable,
    DeliverableBlock,
    DeliverableSection,
    DeliverableSource,
)
from workshops.deliverables.rules import drafts
from workshops.deliverables.rules.drafts import Standing
from workshops.deliverables.services import note, require_edit, withdraw_approval
from workshops.documents.blocks import Block, Section, Source
from workshops.documents.stored import content_to_json


class AskedQuestion(Protocol):
    """A question as composing puts it."""

    @property
    def key(self) -> str:
        """The same in every deliverable."""

    @property
    def text(self) -> str:
        """The question."""

    @property
    def purpose(self) -> str:
        """What the answer is for."""


class Recommended(Protocol):
    """A row that the agency will answer."""

    @property
    def key(self) -> str:
        """The same each time it is composed."""

    @property
    def kind(self) -> str:
        """What it is: a module, a set-up, a step, an option."""

    @property
    def text(self) -> str:
        """What is recommended."""

    @property
    def sources(self) -> tuple[str, ...]:
        """What it rests on."""


class Composed(Protocol):
    """A deliverable as the evidence has it."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in order; block keys are unique in all of them."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """What the sentences rest on, in order."""

    @property
    def questions(self) -> Sequence[AskedQuestion]:
        """What is unknown, in the order of its numbers."""

    @property
    def recommendations(self) -> Sequence[Recommended]:
        """The numbered rows, in order."""


@dataclass(frozen=True)
class Outcome:
    """What composing anew did."""

    changed: int
    offered: int
    gone: int


def compose_draft(actor: Actor, *, deliverable: Deliverable, composed: Composed) -> Outcome:
    """Compose anew: what nobody wrote is replaced, what somebody wrote stays beside an offer.

    Raises NotAllowed, or Conflict when the deliverable is issued.
    """
    require_edit(actor, deliverable)
    outcome = renew(deliverable, composed)
    note(actor, "composed", deliverable)
    return outcome


def renew(deliverable: Deliverable, composed: Composed) -> Outcome:
    """Bring a draft in line with the evidence; whoever calls has checked that it may be."""
    blocks = {b.key: b for section in deliverable.sections for b in section.blocks if not b.own}
    before = {key: _state(block) for key, block in blocks.items()}
    sections = drafts.distinct(composed.sections)
    kept = [_section(deliverable, section, blocks) for section in sections]
    named = {block.key for section in sections for block in section.blocks}
    for key, block in blocks.items():
        if key not in named:
            _bereave(block)
    _drop_empty(deliverable, kept)
    _place_sections(deliverable, sections)
    _keep_sources(deliverable, composed.sources)
    _ask(deliverable, composed.questions)
    _recommend(deliverable, composed.recommendations)
    after = {b.key: _state(b) for s in deliverable.sections for b in s.blocks if not b.own}
    if before != after:
        withdraw_approval(deliverable)
    deliverable.composed_at = clock.now()
    db.session.flush()
    return Outcome(
        changed=sum(before.get(key) != state for key, state in after.items()),
        offered=sum(state.offered is not None for state in after.values()),
        gone=sum(state.gone for state in after.values()) + len(before.keys() - after.keys()),
    )


def put_state(block: DeliverableBlock, state: Standing) -> None:
    """Write a block's standing to its row."""
    if _state(block) == state:
        return
    block.composed, block.composed_hash = state.composed, drafts.hash_of(state.composed)
    block.edited, block.removed, block.gone = state.edited, state.removed, state.gone
    block.offered, block.offered_hash = state.offered, drafts.hash_of(state.offered)


def state_of(block: DeliverableBlock) -> Standing:
    """A block's standing as the rules take it."""
    return _state(block)


def _state(block: DeliverableBlock) -> Standing:
    return Standing(block.composed, block.edited, block.offered, block.removed, block.gone)


def _section(
    deliverable: Deliverable, section: Section, blocks: dict[str, DeliverableBlock]
) -> DeliverableSection:
    """The row of a composed section, with its blocks renewed and in order."""
    row = next((row for row in deliverable.sections if row.key == section.key), None)
    if row is None:
        row = DeliverableSection(key=section.key, title=section.title, position=0)
        deliverable.sections.append(row)
    row.title = section.title
    for block in section.blocks:
        _block(row, block, blocks.get(block.key))
    _place_blocks(row, section.blocks)
    return row


def _block(row: DeliverableSection, block: Block, known: DeliverableBlock | None) -> None:
    if known is None:
        known = DeliverableBlock(key=block.key, position=0, composed=None)
        known.edited = known.offered = None
        known.removed = known.gone = known.own = False
        row.blocks.append(known)
    elif known not in row.blocks:
        known.section.blocks.remove(known)
        row.blocks.append(known)
    put_state(known, drafts.renewed(_state(known), content_to_json(block.content)))


def _bereave(block: DeliverableBlock) -> None:
    state = drafts.bereft(_state(block))
    if state is None:
        block.section.blocks.remove(block)
    else:
        put_state(block, state)


def _drop_empty(deliverable: Deliverable, kept: list[DeliverableSection]) -> None:
    for row in list(deliverable.sections):
        if row not in kept and not row.own and not row.blocks:
            deliverable.sections.remove(row)


def _place_blocks(row: DeliverableSection, composed: Iterable[Block]) -> None:
    _place(row.blocks, [block.key for block in composed], row.ordered)


def _place_sections(deliverable: Deliverable, composed: Iterable[Section]) -> None:
    _place(deliverable.sections, [section.key for section in composed], deliverable.ordered)


def _place(rows: list[Any], composed: list[str], ordered: bool) -> None:
    """Number rows as composed, or where somebody has moved them, new ones behind a neighbour."""
    there = [row.key for row in sorted(rows, key=lambda row: row.position) if row.position]
    order = drafts.in_order(there, composed) if ordered else drafts.in_order(composed, there)
    for row in rows:
        row.position = order.index(row.key) + 1
    rows.sort(key=lambda row: int(row.position))


def _keep_sources(deliverable: Deliverable, sources: Iterable[Source]) -> None:
    """Number new sources behind the known ones; those no longer there become tombstones."""
    known = {row.key: row for row in deliverable.sources}
    last = max((row.position for row in deliverable.sources), default=0)
    given = {source.key: source for source in sources}
    for key, source in given.items():
        row = known.get(key)
        if row is None:
            last += 1
            row = DeliverableSource(key=key, position=last)
            deliverable.sources.append(row)
        row.kind, row.gone_at = str(source.kind), None
        row.label, row.detail = source.label[:500], source.detail[:500]
    for key, row in known.items():
        if key not in given and row.gone_at is None:
            bury(row)


def bury(row: DeliverableSource) -> None:
    """Make a source a tombstone: its number stays, what it was called goes."""
    row.gone_at, row.label, row.detail = clock.now(), "", ""


def _ask(deliverable: Deliverable, questions: Sequence[AskedQuestion]) -> None:
    """Keep the questions for the whole engagement; an answer that was given stays."""
    rows = {
        row.key: row
        for row in db.session.scalars(
            select(AgencyQuestion).where(
                AgencyQuestion.engagement_id == deliverable.engagement_id,
                AgencyQuestion.key.in_([question.key for question in questions]),
            )
        )
    }
    for question in questions:
        row = rows.get(question.key)
        if row is None:
            row = AgencyQuestion(
                engagement_id=deliverable.engagement_id,
                key=question.key,
                asked_by_id=deliverable.id,
            )
            db.session.add(row)
        row.text, row.purpose = question.text[:1000], question.purpose[:500]
    now = [question.key for question in questions]
    deliverable.questions = now + [key for key in deliverable.questions or [] if key not in now]


def _recommend(deliverable: Deliverable, recommended: Sequence[Recommended]) -> None:
    left_out = {row["key"] for row in deliverable.recommendations or [] if row["left_out"]}
    deliverable.recommendations = [
        {
            "key": row.key,
            "kind": str(row.kind),
            "text": row.text,
            "sources": list(row.sources),
            "left_out": row.key in left_out,
        }
        for row in recommended
    ]
