"""Composing a draft again and again: edits and order survive, nothing is silently overwritten."""

import pytest
from flask import Flask

from tests.deliverables.compositions import (
    FIRST,
    Made,
    block_of,
    composition,
    said,
    words_of,
)
from tests.deliverables.makers import make_deliverable
from tests.factories import make_user
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, NotAllowed, Stale
from workshops.deliverables import queries
from workshops.deliverables.models import Deliverable, DeliverableState
from workshops.deliverables.services import composing, questions, writing
from workshops.deliverables.services.writing import Choice
from workshops.documents.blocks import Content
from workshops.documents.stored import content_to_json

SECOND = composition(
    {"summary": {"s1": "Nyt resumé."}, "added": {"a1": "Nyt."}, "needs": {"n1": "Et andet behov."}}
)


def compose(deliverable: Deliverable, made: Made) -> composing.Outcome:
    """Compose as the author."""
    with transaction():
        return composing.compose_draft(
            deliverable.author.actor(), deliverable=deliverable, composed=made
        )


def write(deliverable: Deliverable, key: str, content: Content) -> None:
    """Write a block as the author."""
    block = block_of(deliverable, key)
    with transaction():
        writing.write_block(
            deliverable.author.actor(),
            deliverable=deliverable,
            block=block,
            version=block.version,
            content=content,
        )


@pytest.fixture
def draft(app: Flask) -> Deliverable:
    """A draft, composed once."""
    deliverable = make_deliverable()
    compose(deliverable, FIRST)
    return deliverable


def test_a_draft_is_composed_into_blocks(draft: Deliverable) -> None:
    assert words_of(draft) == {"summary": ["s1"], "needs": ["n1", "n2"]}
    assert [(row.position, row.key) for row in draft.sources] == [
        (1, "experiment:aaa"),
        (2, "note:nnn"),
    ]
    assert draft.composed_at is not None


def test_composing_the_same_again_changes_nothing(draft: Deliverable) -> None:
    assert compose(draft, FIRST) == composing.Outcome(0, 0, 0)


def test_what_nobody_wrote_follows_the_evidence(draft: Deliverable) -> None:
    assert compose(draft, SECOND) == composing.Outcome(changed=3, offered=0, gone=1)
    assert words_of(draft) == {"summary": ["s1"], "added": ["a1"], "needs": ["n1"]}
    assert block_of(draft, "s1").current == content_to_json(said("Nyt resumé."))


def test_an_edit_survives_and_the_new_text_is_offered(draft: Deliverable) -> None:
    mine = said("Mit behov.")
    write(draft, "n1", mine)
    assert compose(draft, SECOND).offered == 1
    block = block_of(draft, "n1")
    assert block.current == content_to_json(mine)
    assert block.offered == content_to_json(said("Et andet behov."))


@pytest.mark.parametrize(
    ("choice", "text"), [(Choice.TAKE, "Et andet behov."), (Choice.KEEP, "Mit behov.")]
)
def test_an_offer_is_decided(draft: Deliverable, choice: Choice, text: str) -> None:
    write(draft, "n1", said("Mit behov."))
    compose(draft, SECOND)
    block = block_of(draft, "n1")
    with transaction():
        writing.choose(draft.author.actor(), deliverable=draft, block=block, choice=choice)
    assert (block.current, block.offered) == (content_to_json(said(text)), None)
    assert compose(draft, SECOND).offered == 0


def test_an_edit_whose_evidence_is_gone_stays_and_is_flagged(draft: Deliverable) -> None:
    write(draft, "n1", said("Mit behov."))
    outcome = compose(draft, composition({"summary": {"s1": "Resumé."}}))
    assert outcome.gone == 2
    assert words_of(draft) == {"summary": ["s1"], "needs": ["n1"]}
    assert block_of(draft, "n1").gone


def test_what_was_removed_stays_removed(draft: Deliverable) -> None:
    author = draft.author.actor()
    with transaction():
        writing.remove_block(author, deliverable=draft, block=block_of(draft, "s1"))
    compose(draft, SECOND)
    assert words_of(draft)["summary"] == []
    with transaction():
        writing.restore_block(author, deliverable=draft, block=block_of(draft, "s1"))
    assert block_of(draft, "s1").current == content_to_json(said("Nyt resumé."))


def test_own_paragraphs_stay_where_they_are(draft: Deliverable) -> None:
    with transaction():
        own = writing.add_paragraph(
            draft.author.actor(),
            deliverable=draft,
            section=draft.sections[0],
            content=said("Mine ord."),
        )
        own_key = own.key
    compose(draft, SECOND)
    assert words_of(draft)["summary"] == ["s1", own_key]


def test_an_order_of_ones_own_survives(draft: Deliverable) -> None:
    author = draft.author.actor()
    with transaction():
        writing.move_section(author, deliverable=draft, section=draft.sections[1], steps=-1)
    compose(draft, SECOND)
    assert list(words_of(draft)) == ["needs", "summary", "added"]
    with pytest.raises(Conflict), transaction():
        writing.move_section(author, deliverable=draft, section=draft.sections[0], steps=-1)


def test_a_renamed_section_keeps_its_name(draft: Deliverable) -> None:
    with transaction():
        writing.rename_section(
            draft.author.actor(), deliverable=draft, section=draft.sections[0], title="Kort sagt"
        )
    compose(draft, SECOND)
    assert draft.sections[0].heading == "Kort sagt"


def test_sources_keep_their_numbers_and_leave_tombstones(draft: Deliverable) -> None:
    gone = Made(SECOND.sections, sources=FIRST.sources[:1])
    compose(draft, gone)
    row = draft.sources[1]
    assert (row.position, row.key, row.label) == (2, "note:nnn", "")
    assert row.gone_at is not None
    compose(draft, FIRST)
    assert (draft.sources[1].label, draft.sources[1].gone_at) == ("Note fra borger", None)


def test_the_second_writer_of_a_block_is_told(draft: Deliverable) -> None:
    block, author = block_of(draft, "n1"), draft.author.actor()
    write(draft, "n1", said("Mit behov."))
    with pytest.raises(Stale), transaction():
        writing.write_block(
            author, deliverable=draft, block=block, version=1, content=said("Dit behov.")
        )


def test_the_composed_text_sent_back_is_no_edit(draft: Deliverable) -> None:
    write(draft, "n1", said("Et behov."))
    block = block_of(draft, "n1")
    assert (block.edited, block.edited_by, block.version) == (None, "", 1)
    write(draft, "n1", said("Mit behov."))
    write(draft, "n1", said("Et behov."))
    assert (block.edited, block.edited_by) == (None, "")


def test_an_answer_is_kept_for_the_whole_engagement(draft: Deliverable) -> None:
    question = queries.list_questions(draft)[0]
    with transaction():
        questions.answer_question(
            draft.author.actor(),
            engagement=draft.engagement,
            question=question,
            version=question.version,
            answer="14",
            answered_by="Bo Kjær",
        )
    assert queries.answers_of(draft.engagement) == {"headcount:sagsbehandler": "14"}
    compose(draft, FIRST)
    assert queries.list_questions(draft)[0].answer == "14"


def test_a_recommendation_that_was_left_out_stays_out(draft: Deliverable) -> None:
    with transaction():
        writing.leave_out(draft.author.actor(), deliverable=draft, key="module:1", left_out=True)
    compose(draft, SECOND)
    assert [row["left_out"] for row in draft.recommendations] == [True]


def test_words_that_change_take_the_approval_away(draft: Deliverable) -> None:
    draft.state = DeliverableState.APPROVED
    db.session.commit()
    compose(draft, FIRST)
    assert [draft.state] == [DeliverableState.APPROVED]
    write(draft, "n2", said("Mit."))
    assert [draft.state] == [DeliverableState.DRAFT]


def test_strangers_cannot_write(draft: Deliverable) -> None:
    with pytest.raises(NotAllowed), transaction():
        composing.compose_draft(make_user().actor(), deliverable=draft, composed=FIRST)
