"""A withdrawn note leaves every draft, whoever wrote its words there, and flags what was issued."""

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.deliverables.compositions import FIRST, QUOTED, block_of, composition, said, words_of
from tests.deliverables.makers import make_deliverable, make_version
from tests.factories import save
from workshops.core.db import db, transaction
from workshops.core.events import publish
from workshops.deliverables.models import Deliverable, DeliverableBlock, DeliverableState
from workshops.deliverables.models.issued import VersionFlag, VersionSource
from workshops.deliverables.models.review import ReviewRound
from workshops.deliverables.queries.documents import Imprint, document_of
from workshops.deliverables.services import composing
from workshops.deliverables.services.withdrawing import CONSENT, RENEW, WITHDRAWN, take_out_note
from workshops.documents.blocks import Paragraph, Sentence
from workshops.documents.stored import content_to_json, document_to_json
from workshops.expectations.events import NoteWithdrawn, QuoteConsentWithdrawn
from workshops.jobs.models import Job

BARE = Imprint("", "", "", "")


def withdraw(draft: Deliverable, reason: str = WITHDRAWN) -> None:
    """Take the note out, as the subscriber does."""
    with transaction():
        take_out_note(public_id="nnn", engagement_id=draft.engagement_id, text="", reason=reason)
    db.session.expire_all()


def stored() -> str:
    """Everything that the drafts' tables hold, as one text."""
    blocks = db.session.scalars(select(DeliverableBlock)).all()
    rounds = db.session.scalars(select(ReviewRound)).all()
    values: list[Any] = [(b.composed, b.edited, b.offered) for b in blocks]
    return json.dumps([*values, *(r.document for r in rounds)], ensure_ascii=False)


@pytest.fixture
def draft(app: Flask) -> Deliverable:
    """A draft that quotes the note, also in text that somebody wrote."""
    deliverable = make_deliverable(state=DeliverableState.APPROVED)
    composing.renew(deliverable, FIRST)
    block_of(deliverable, "s1").edited = content_to_json(
        Paragraph((Sentence(f"En sagde: {QUOTED}."), Sentence("Det er et mønster.", ("note:nnn",))))
    )
    deliverable.state = DeliverableState.APPROVED
    db.session.commit()
    return deliverable


def test_the_words_leave_the_draft(draft: Deliverable) -> None:
    save(
        ReviewRound(
            deliverable_id=draft.id,
            number=1,
            document=document_to_json(document_of(draft, BARE)),
            sent_by="Ida",
            expires_at=draft.created_at,
        )
    )
    assert "fem gange" in stored()
    withdraw(draft)
    assert "fem gange" not in stored()
    assert "Det er et mønster." in stored()
    assert words_of(draft) == {"summary": ["s1"], "needs": ["n1"]}


def test_the_edit_that_lost_words_is_flagged_and_the_approval_is_gone(draft: Deliverable) -> None:
    withdraw(draft)
    assert block_of(draft, "s1").cleaned_at is not None
    assert block_of(draft, "n1").cleaned_at is None
    assert draft.state is DeliverableState.DRAFT
    assert db.session.scalars(select(Job.kind)).all() == [RENEW]


def test_the_source_becomes_a_tombstone(draft: Deliverable) -> None:
    withdraw(draft)
    assert [(row.key, row.label) for row in draft.sources if row.gone_at] == [("note:nnn", "")]


def test_without_consent_the_words_go_and_the_source_stays(draft: Deliverable) -> None:
    withdraw(draft, CONSENT)
    assert "fem gange" not in stored()
    assert [row.key for row in draft.sources if row.gone_at] == []
    assert "note:nnn" in stored()


def test_an_issued_version_is_flagged_once_and_keeps_its_bytes(draft: Deliverable) -> None:
    version = make_version(draft, document=b'{"said": "jeg ringede fem gange"}')
    save(VersionSource(version_id=version.id, key="note:nnn"))
    other = make_version(make_deliverable(draft.engagement))
    withdraw(draft)
    withdraw(draft)
    flags = db.session.scalars(select(VersionFlag)).all()
    assert [(flag.version_id, flag.reason) for flag in flags] == [(version.id, WITHDRAWN)]
    assert bytes(version.document) == b'{"said": "jeg ringede fem gange"}'
    assert other.id != version.id


def test_a_draft_that_knows_nothing_of_the_note_is_left_alone(app: Flask) -> None:
    other = make_deliverable()
    block = DeliverableBlock(key="a", position=1, edited=content_to_json(said("Noget andet.")))
    composing.renew(other, FIRST)
    other.sections[0].blocks.append(block)
    db.session.commit()
    withdraw(make_deliverable())
    assert "fem gange" in stored()


def test_the_fact_reaches_the_drafts(draft: Deliverable) -> None:
    with transaction():
        publish(NoteWithdrawn(1, "nnn", draft.engagement_id, ()))
    assert "fem gange" not in stored()


def test_words_copied_by_hand_are_known_by_the_note_itself(app: Flask) -> None:
    draft = make_deliverable()
    renewed = composition({"summary": {"s1": "Resumé."}})
    composing.renew(draft, renewed)
    copied = Paragraph((Sentence(f"Som en sagde: {QUOTED}"), Sentence("Resten.")))
    block_of(draft, "s1").edited = content_to_json(copied)
    db.session.commit()
    with transaction():
        publish(QuoteConsentWithdrawn(1, "xyz", draft.engagement_id, (), text=QUOTED))
    assert "fem gange" not in stored()
    assert "Resten." in stored()
