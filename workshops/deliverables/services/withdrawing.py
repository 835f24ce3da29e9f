"""A note, or the consent to quote it, is withdrawn: what becomes of drafts and issued versions."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from workshops.core import clock
from workshops.core.actor import WORKER
from workshops.core.db import db
from workshops.deliverables.models import (
    Deliverable,
    DeliverableBlock,
    DeliverableSection,
    DeliverableState,
)
from workshops.deliverables.models.issued import DeliverableVersion, VersionFlag, VersionSource
from workshops.deliverables.models.review import ReviewRound
from workshops.deliverables.rules import cleaning
from workshops.deliverables.rules.cleaning import Withdrawal
from workshops.deliverables.rules.drafts import hash_of
from workshops.deliverables.services import note, withdraw_approval
from workshops.deliverables.services.composing import bury
from workshops.documents.blocks import Block
from workshops.documents.stored import (
    content_from_json,
    content_to_json,
    document_from_json,
    document_to_json,
)
from workshops.expectations.models import Theme
from workshops.experiments.models.learning import Barrier, BarrierNote
from workshops.jobs.queue import enqueue

RENEW = "deliverables.renew"
WITHDRAWN = "note_withdrawn"
CONSENT = "consent_withdrawn"
Stored = dict[str, Any]


def resting_on(note_id: int, themes: Iterable[int]) -> frozenset[str]:
    """The keys of what rests on a note besides its own: themes it bore, barriers it shows."""
    bore = select(Theme.public_id).where(Theme.id.in_(list(themes)))
    shows = select(Barrier.public_id).join(Barrier.links).where(BarrierNote.note_id == note_id)
    found = {f"theme:{each}" for each in db.session.scalars(bore)}
    return frozenset(found | {f"barrier:{each}" for each in db.session.scalars(shows)})


def take_out_note(
    *,
    public_id: str,
    engagement_id: int,
    text: str,
    reason: str,
    resting: frozenset[str] = frozenset(),
) -> None:
    """Take a note's words out of every draft of its engagement and flag what was issued.

    The words go at once; drafts that named the note, or what was `resting` on it, are composed
    anew by the worker. Issued bytes never change.
    """
    key = f"note:{public_id}"
    for deliverable in _drafts(engagement_id):
        named = any(source.key in {key, *resting} for source in deliverable.sources)
        runs = cleaning.runs_of([text, *_quoted(deliverable, key)])
        if _clean(deliverable, Withdrawal(key, runs, stays=reason == CONSENT)) or named:
            withdraw_approval(deliverable)
            note(WORKER, "words_taken_out", deliverable)
            if deliverable.state is not DeliverableState.ISSUED:
                enqueue(RENEW, key=f"{RENEW}:{deliverable.id}", deliverable_id=deliverable.id)
    _flag(key, reason, resting)
    db.session.flush()


def _drafts(engagement_id: int) -> Iterable[Deliverable]:
    """Every draft of the engagement, deleted ones too: they could be brought back."""
    return db.session.scalars(
        select(Deliverable)
        .where(Deliverable.engagement_id == engagement_id)
        .options(
            selectinload(Deliverable.sections).selectinload(DeliverableSection.blocks),
            selectinload(Deliverable.sources),
        )
        .order_by(Deliverable.id)
    ).all()


def _quoted(deliverable: Deliverable, key: str) -> list[str]:
    """The words of the note that stand as quotations in the draft, by which others are found."""
    contents = [
        content_from_json(stored)
        for section in deliverable.sections
        for block in section.blocks
        for stored in (block.composed, block.edited, block.offered)
        if stored is not None
    ]
    return [words for content in contents for words in cleaning.quoted(content, key)]


def _clean(deliverable: Deliverable, gone: Withdrawal) -> bool:
    """Clean every block and every open review. Whether anything has changed."""
    blocks = [block for section in deliverable.sections for block in section.blocks]
    changed = [_clean_block(block, gone) for block in blocks]
    for row in deliverable.sources:
        if row.key == gone.key and not gone.stays:
            bury(row)
    for review in _rounds(deliverable):
        review.document = _clean_document(review.document, gone)
    return any(changed)


def _clean_block(block: DeliverableBlock, gone: Withdrawal) -> bool:
    composed, edited, offered = (
        _cleaned(stored, gone) for stored in (block.composed, block.edited, block.offered)
    )
    before = (block.composed, block.edited, block.offered)
    if (composed, edited, offered) == before:
        return False
    if edited != block.edited:
        block.cleaned_at = clock.now()
    block.composed, block.composed_hash = composed, hash_of(composed)
    block.offered, block.offered_hash = offered, hash_of(offered)
    block.edited = edited
    if composed is None and edited is None:
        block.section.blocks.remove(block)
    return True


def _cleaned(stored: Stored | None, gone: Withdrawal) -> Stored | None:
    if stored is None:
        return None
    left = cleaning.without(content_from_json(stored), gone)
    return None if left is None else content_to_json(left)


def _rounds(deliverable: Deliverable) -> Iterable[ReviewRound]:
    return db.session.scalars(
        select(ReviewRound)
        .where(ReviewRound.deliverable_id == deliverable.id)
        .order_by(ReviewRound.id)
    ).all()


def _clean_document(document: Stored, gone: Withdrawal) -> Stored:
    """What reviewers read, without the words."""
    found = document_from_json(document)
    sections = tuple(
        replace(section, blocks=tuple(_clean_blocks(section.blocks, gone)))
        for section in found.sections
    )
    sources = tuple(one for one in found.sources if gone.stays or one.key != gone.key)
    return document_to_json(replace(found, sections=sections, sources=sources))


def _clean_blocks(blocks: Iterable[Block], gone: Withdrawal) -> Iterator[Block]:
    for block in blocks:
        left = cleaning.without(block.content, gone)
        if left is not None:
            yield replace(block, content=left)


def _flag(key: str, reason: str, resting: frozenset[str]) -> None:
    """Tell readers of issued versions that a source, or what a source rests on, was withdrawn."""
    flagged = select(VersionFlag.version_id).where(
        VersionFlag.source_key == key, VersionFlag.reason == reason
    )
    versions = db.session.scalars(
        select(DeliverableVersion.id)
        .join(VersionSource, VersionSource.version_id == DeliverableVersion.id)
        .where(VersionSource.key.in_({key, *resting}), DeliverableVersion.id.not_in(flagged))
        .order_by(DeliverableVersion.id)
        .distinct()
    )
    for version_id in versions.all():
        db.session.add(VersionFlag(version_id=version_id, reason=reason, source_key=key))
