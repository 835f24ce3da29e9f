"""What a plan must hold before it is registered, and how two versions of it differ."""

from datetime import date
from typing import Any

import pytest

from tests.experiments.makers import PLAN
from workshops.experiments.models.kinds import Better, ExperimentKind, Operator
from workshops.experiments.rules import plan as rules
from workshops.experiments.rules import registration
from workshops.experiments.rules.plan import Plan, PlanStep

KNOWN = {name: PLAN[name] for name in Plan.__dataclass_fields__ if name in PLAN}


def wanted(**changes: Any) -> list[str]:
    """The fields that a whole plan with some changes is still wanting."""
    plan = Plan(**{**KNOWN, "themes": 1, **changes})
    return [want.field for want in rules.wanting(plan)]


def test_a_whole_plan_wants_nothing() -> None:
    assert wanted() == []


def test_an_empty_plan_wants_its_parts_in_the_order_of_the_steps() -> None:
    found = [want.step for want in rules.wanting(Plan())]
    assert found == sorted(found, key=list(PlanStep).index)
    assert len(set(found)) == len(PlanStep) - 1


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"problem": ""}, ["problem"]),
        ({"hypothesis": ""}, ["hypothesis"]),
        ({"change_tested": ""}, ["change_tested"]),
        ({"starts_on": None}, ["starts_on"]),
        ({"ends_on": None}, ["ends_on"]),
        ({"harm_check": ""}, ["harm_check"]),
        ({"equal_treatment": ""}, ["equal_treatment"]),
        ({"legal_basis": ""}, ["legal_basis"]),
        ({"themes": 0}, ["themes"]),
        ({"concept_answers": 0}, ["concept"]),
        ({"concept_answers": 2}, []),
        ({"min_n": 0}, ["min_n"]),
        ({"metric": "", "metric_source": ""}, ["metric", "metric_source"]),
        ({"baseline": None}, ["baseline"]),
        ({"baseline": None, "kind": ExperimentKind.PROBE}, []),
        ({"threshold": None, "guardrails": ()}, ["threshold"]),
        ({"kind": ExperimentKind.REPLICATION, "replicates": False}, ["replicates"]),
        ({"kind": ExperimentKind.REPLICATION, "replicates": True}, []),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, Any], missing: list[str]) -> None:
    assert wanted(**changes) == missing


def test_a_rule_in_words_needs_no_figures() -> None:
    words = "Two of three caseworkers use the guide without being asked."
    assert wanted(threshold=None, decision_words=words, metric="", min_n=0, guardrails=()) == []


def test_guardrails_ask_for_a_smallest_number_also_beside_a_rule_in_words() -> None:
    assert wanted(threshold=None, decision_words="Words.", min_n=0) == ["min_n"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"ends_on": date(2026, 10, 1)}, "ends_on"),
        ({"better": Better.UP}, "operator"),
        ({"operator": Operator.AT_LEAST}, "operator"),
        ({"operator": Operator.AT_LEAST, "threshold": None}, None),
        ({"guardrails": [{"metric": "Calls"}, {"metric": "calls"}]}, "guardrails"),
    ],
)
def test_contradictions_are_named_with_their_field(
    changes: dict[str, Any], field: str | None
) -> None:
    found = rules.contradiction({**PLAN, **changes})
    assert (found[1] if found else None) == field


def test_every_field_of_the_plan_has_a_step_and_a_label() -> None:
    names = [name for step in PlanStep for name in rules.FIELDS[step]]
    assert set(names) == set(rules.LABELS)
    assert len(names) == len(set(names))
    assert [name for name in rules.LOCKED if name not in names] == []
    assert "threshold" in rules.FIELDS[PlanStep.RULE]


def test_a_plan_is_kept_as_json_and_compared_field_by_field() -> None:
    before = registration.as_json(PLAN)
    after = registration.as_json({**PLAN, "threshold": 25.0, "sites": ["Aalborg"]})

    assert before["ends_on"] == "2026-12-18"
    assert before["guardrails"][0]["operator"] == "at_most"
    assert registration.changes(before, after) == [registration.Change("threshold", 22.0, 25.0)]


def test_a_new_version_needs_a_change_and_a_reason() -> None:
    change = [registration.Change("min_n", 200, 150)]
    assert registration.amendment_problem(change, "Fewer letters were sent.") is None
    assert registration.amendment_problem([], "Why not?") is not None
    assert registration.amendment_problem(change, "") is not None


@pytest.mark.parametrize(
    ("manager", "hours", "rule", "unmet"),
    [
        ("Dorthe Friis", 6.0, True, []),
        ("", 6.0, True, ["manager"]),
        ("Dorthe Friis", None, True, ["hours"]),
        ("Dorthe Friis", 0.0, True, ["hours"]),
        ("Dorthe Friis", 6.0, False, ["rule"]),
    ],
)
def test_a_start_asks_for_manager_hours_and_rule(
    manager: str, hours: float | None, rule: bool, unmet: list[str]
) -> None:
    needs = registration.start_needs(manager, hours, rule)
    assert [need.name for need in needs if not need.met] == unmet
