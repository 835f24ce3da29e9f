"""Stages, the task list and policy areas on plain values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.core.errors import Conflict, Invalid
from workshops.engagements import rules
from workshops.engagements.models import Stage, StageState
from workshops.engagements.queries.policy_areas import policy_area_name, policy_areas
from workshops.engagements.rules import Item, RowKind, RowState, StageFact, Standing
from workshops.engagements.rules.stages import StageAct, can_start, move, possible_acts

COMING, CURRENT, DONE, SKIPPED = (
    StageState.COMING,
    StageState.CURRENT,
    StageState.DONE,
    StageState.SKIPPED,
)
TODAY = date(2026, 11, 23)
NEW = (CURRENT, *[COMING] * 6)
ALL = Standing(contact=True, policy_area=True, target=True, workshop=True)


def test_finishing_a_stage_begins_the_next() -> None:
    assert move(NEW, 0, StageAct.FINISH, "") == (DONE, CURRENT, *[COMING] * 5)


def test_finishing_one_of_two_stages_under_way_begins_no_third() -> None:
    states = (CURRENT, CURRENT, *[COMING] * 5)
    assert move(states, 0, StageAct.FINISH, "") == (DONE, CURRENT, *[COMING] * 5)


def test_a_stage_starts_only_after_those_before_it_have_begun() -> None:
    assert can_start(NEW, 1)
    assert not can_start(NEW, 2)
    with pytest.raises(Conflict):
        move(NEW, 2, StageAct.START, "")


def test_skipping_needs_a_reason() -> None:
    with pytest.raises(Invalid) as problem:
        move(NEW, 1, StageAct.SKIP, "")
    assert problem.value.field == "reason"
    assert move(NEW, 1, StageAct.SKIP, "Known from last year")[1] is SKIPPED


def test_a_finished_stage_can_be_opened_again() -> None:
    assert move((DONE, CURRENT, *[COMING] * 5), 0, StageAct.REOPEN, "")[0] is CURRENT


@given(st.lists(st.sampled_from(StageState), min_size=7, max_size=7), st.integers(0, 6))
def test_every_offered_act_works_and_no_other(states: list[StageState], index: int) -> None:
    for act in StageAct:
        if act in possible_acts(states, index):
            assert len(move(states, index, act, "because")) == 7
        else:
            with pytest.raises(Conflict):
                move(states, index, act, "because")


def _facts(*states: StageState) -> list[StageFact]:
    return [StageFact(stage, state) for stage, state in zip(Stage, states, strict=True)]


def _task(title: str, stage: Stage, due_on: date | None = None, done: bool = False) -> Item:
    return Item(RowKind.TASK, title, title, stage, done, "Mette", due_on)


def test_the_next_row_is_the_earliest_due_of_the_stages_under_way() -> None:
    items = [
        _task("Later", Stage.SCOPING, date(2026, 12, 1)),
        _task("Sooner", Stage.SCOPING, date(2026, 11, 20)),
        _task("No day", Stage.SCOPING),
        _task("Other stage", Stage.LEARNING, date(2026, 11, 1)),
    ]
    found = rules.task_list(_facts(*NEW), items, ALL, today=TODAY)
    assert found.next_row is not None
    assert found.next_row.item.title == "Sooner"
    assert found.next_row.late
    assert found.next_stage is None


def test_each_stage_and_its_rows_have_a_status_word() -> None:
    items = [_task("a", Stage.LEARNING), _task("b", Stage.ANALYSIS), _task("c", Stage.TEST)]
    states = (DONE, CURRENT, COMING, COMING, SKIPPED, COMING, COMING)
    found = rules.task_list(_facts(*states), items, ALL, today=TODAY)
    assert [section.state for section in found.sections] == [
        RowState.DONE,
        RowState.CURRENT,
        RowState.NEXT,
        RowState.BLOCKED,
        RowState.SKIPPED,
        RowState.BLOCKED,
        RowState.BLOCKED,
    ]
    words = {row.item.title: row.state for section in found.sections for row in section.rows}
    assert (words["a"], words["b"], words["c"]) == (
        RowState.CURRENT,
        RowState.NEXT,
        RowState.SKIPPED,
    )
    assert found.done == 2


def test_a_stage_with_nothing_left_is_to_be_finished_next() -> None:
    found = rules.task_list(_facts(*NEW), [], ALL, today=TODAY)
    assert found.next_row is None
    assert found.next_stage is not None
    assert found.next_stage.fact.stage is Stage.SCOPING


def test_a_new_engagement_is_told_what_it_lacks() -> None:
    nothing = Standing(contact=False, policy_area=False, target=False, workshop=False)
    found = rules.task_list(_facts(*NEW), [], nothing, today=TODAY)
    assert [row.item.key for row in found.sections[0].rows] == ["contact", "policy_area", "target"]
    assert found.next_row is not None
    assert found.next_row.item.key == "contact"


def test_when_every_stage_is_behind_nothing_is_next() -> None:
    found = rules.task_list(_facts(*[DONE] * 7), [], ALL, today=TODAY)
    assert (found.next_row, found.next_stage, found.done) == (None, None, 7)


def test_policy_areas_have_ten_divisions_and_groups_in_both_languages() -> None:
    areas = policy_areas()
    assert [code for code in areas if "." not in code] == [f"{n:02}" for n in range(1, 11)]
    assert all(area.division in areas for area in areas.values())
    assert policy_area_name("07.3", "da") == "07.3 Sygehuse"
    assert policy_area_name("", "da") == ""
