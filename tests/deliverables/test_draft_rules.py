"""Drafts: what composing anew does to what somebody wrote, and who may approve."""

from dataclasses import replace

import pytest

from tests.deliverables.compositions import said
from workshops.core.actor import Role
from workshops.core.errors import Conflict, Invalid, Problem
from workshops.deliverables.models.kinds import DeliverableState
from workshops.deliverables.rules import approval, drafts
from workshops.deliverables.rules.approval import Readiness, Wanting
from workshops.deliverables.rules.drafts import Standing, in_order
from workshops.documents.blocks import Block, Section

OLD, NEW, MINE = {"text": "old"}, {"text": "new"}, {"text": "mine"}
EDITED = Standing(composed=OLD, edited=MINE)
READY = Readiness(DeliverableState.IN_REVIEW, True, 0, 0, True, False, "2026-1", "Forslag")


def test_what_nobody_wrote_is_replaced() -> None:
    assert drafts.renewed(Standing(composed=OLD), NEW) == Standing(composed=NEW)
    assert drafts.bereft(Standing(composed=OLD, removed=True)) is None


def test_what_somebody_wrote_stays_beside_the_new_text() -> None:
    assert drafts.renewed(EDITED, OLD) == EDITED
    assert drafts.renewed(EDITED, NEW) == replace(EDITED, offered=NEW)
    assert drafts.bereft(replace(EDITED, offered=NEW)) == replace(EDITED, gone=True)


def test_the_evidence_coming_to_say_what_was_written_is_no_difference() -> None:
    assert drafts.renewed(EDITED, MINE) == Standing(composed=MINE, edited=MINE)


def test_evidence_that_comes_back_takes_the_flag_away() -> None:
    assert drafts.renewed(replace(EDITED, gone=True), OLD) == EDITED


def test_an_offer_is_taken_kept_or_written_over() -> None:
    offered = replace(EDITED, offered=NEW)
    assert drafts.taken(offered) == Standing(composed=NEW)
    assert drafts.kept(offered) == Standing(composed=NEW, edited=MINE)
    assert drafts.written(offered, {"text": "both"}) == Standing(NEW, {"text": "both"})
    assert drafts.written(offered, NEW) == Standing(composed=NEW)
    assert drafts.reverted(offered) == Standing(composed=NEW)


def test_a_kept_text_is_not_offered_the_same_again() -> None:
    kept = drafts.kept(replace(EDITED, offered=NEW))
    assert drafts.renewed(kept, NEW) == kept


def test_an_edit_without_evidence_can_be_kept_as_ones_own() -> None:
    assert drafts.kept(replace(EDITED, gone=True)) == Standing(edited=MINE)


def test_an_offer_that_is_gone_cannot_be_taken() -> None:
    with pytest.raises(Conflict):
        drafts.taken(EDITED)
    with pytest.raises(Conflict):
        drafts.reverted(Standing(edited=MINE))


def test_new_keys_come_behind_their_neighbour() -> None:
    assert in_order(["c", "a"], ["a", "b", "c", "d"]) == ["c", "d", "a", "b"]
    assert in_order(["a", "c"], ["x", "a", "own", "c"]) == ["x", "a", "own", "c"]
    assert in_order([], ["a", "b"]) == ["a", "b"]


def test_what_is_said_twice_under_one_key_is_kept_once() -> None:
    quote, other = Block("q", said("Et citat.")), Block("q", said("Et andet."))
    found = drafts.distinct([Section("a", "A", (quote,)), Section("b", "B", (quote, other))])
    keys = [(section.key, [block.key for block in section.blocks]) for section in found]
    assert keys == [("a", ["q"]), ("b", ["q~2"])]
    assert drafts.distinct([*found, Section("c", "C", (quote,))]) == found


def test_a_second_person_is_a_manager_or_administrator_but_not_the_author() -> None:
    assert approval.is_second_person(1, 2, Role.PROJECT_MANAGER)
    assert approval.is_second_person(1, 2, Role.ADMINISTRATOR)
    assert not approval.is_second_person(1, 1, Role.ADMINISTRATOR)
    assert not approval.is_second_person(1, 2, Role.FACILITATOR)
    assert not approval.is_second_person(1, None, Role.PROJECT_MANAGER)


def test_what_is_ready_can_be_approved_by_a_second_person_only() -> None:
    approval.check_approval(READY, 1, 2, Role.PROJECT_MANAGER)
    with pytest.raises(Conflict):
        approval.check_approval(READY, 1, 1, Role.PROJECT_MANAGER)


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        (READY, ()),
        (replace(READY, agency_approved=False, waived=True), ()),
        (replace(READY, composed=False), (Wanting.COMPOSE,)),
        (replace(READY, offers=1, comments=2), (Wanting.OFFERS, Wanting.COMMENTS)),
        (replace(READY, agency_approved=False), (Wanting.REVIEW,)),
        (
            replace(READY, journal_number="", short_description=""),
            (Wanting.JOURNAL, Wanting.DESCRIPTION),
        ),
    ],
)
def test_what_is_wanting_is_told(draft: Readiness, missing: tuple[Wanting, ...]) -> None:
    assert approval.wanting(draft) == missing
    if missing:
        with pytest.raises(Invalid):
            approval.check_approval(draft, 1, 2, Role.PROJECT_MANAGER)


@pytest.mark.parametrize("state", [DeliverableState.APPROVED, DeliverableState.ISSUED])
def test_only_a_draft_is_approved_and_only_what_is_approved_is_issued(
    state: DeliverableState,
) -> None:
    with pytest.raises(Problem):
        approval.check_approval(replace(READY, state=state), 1, 2, Role.PROJECT_MANAGER)
    for other in set(DeliverableState) - {DeliverableState.APPROVED}:
        with pytest.raises(Conflict):
            approval.check_issue(other)
