"""What the locked rule says to a result."""

import pytest

from workshops.experiments.models.kinds import Decision, Operator
from workshops.experiments.rules.verdict import (
    Guardrail,
    LockedRule,
    Measure,
    Outcome,
    judge,
)

UP = LockedRule(Operator.AT_LEAST, threshold=0.8, miss_margin=0.1, min_n=30, unit="share")
DOWN = LockedRule(Operator.AT_MOST, threshold=14, miss_margin=2, min_n=30, unit="days")
WORDS = LockedRule(min_n=6, in_words=True)


def _waiting(value: float | None) -> Guardrail:
    return Guardrail("Waiting time", Operator.AT_MOST, 10, value, "minutes")


@pytest.mark.parametrize(
    ("value", "decision"),
    [
        (0.9, Decision.SCALE),
        (0.8, Decision.SCALE),
        (0.7, Decision.ADAPT),  # in binary 0.8 - 0.7 is more than 0.1
        (0.69, Decision.STOP),
        (-0.2, Decision.STOP),
    ],
)
def test_a_result_that_should_rise(value: float, decision: Decision) -> None:
    assert judge(UP, Outcome(30, value)).decision is decision


@pytest.mark.parametrize(
    ("value", "decision"),
    [(13, Decision.SCALE), (14, Decision.SCALE), (16, Decision.ADAPT), (16.1, Decision.STOP)],
)
def test_a_result_that_should_fall(value: float, decision: Decision) -> None:
    assert judge(DOWN, Outcome(30, value)).decision is decision


def test_a_miss_says_by_how_much() -> None:
    verdict = judge(DOWN, Outcome(40, 16.5))
    assert verdict.reason.message == (
        "The result is %(value)s and misses the threshold of %(threshold)s by %(gap)s."
    )
    assert verdict.reason.params["gap"] == Measure(2.5, "days")


def test_without_a_margin_every_miss_means_stop() -> None:
    rule = LockedRule(Operator.AT_LEAST, threshold=0.8)
    assert judge(rule, Outcome(30, 0.799)).decision is Decision.STOP


@pytest.mark.parametrize(("n", "decision"), [(29, Decision.REPEAT), (30, Decision.SCALE)])
def test_too_few_means_again(n: int, decision: Decision) -> None:
    assert judge(UP, Outcome(n, 0.9)).decision is decision


def test_too_few_says_how_many_and_how_many_there_should_be() -> None:
    reason = judge(UP, Outcome(29, 0.9)).reason
    assert reason.message == ("Only %(n)s were measured, and the plan asks for at least %(min_n)s.")
    assert reason.params == {"n": 29, "min_n": 30}


@pytest.mark.parametrize(
    ("outcome", "message"),
    [
        (Outcome(None, 0.9), "How many were measured is not recorded yet."),
        (Outcome(30, None), "The result is not recorded yet."),
        (
            Outcome(30, 0.9, guardrails=[_waiting(None)]),
            "The guardrail “%(metric)s” has no result yet.",
        ),
    ],
)
def test_what_is_not_recorded_decides_nothing(outcome: Outcome, message: str) -> None:
    verdict = judge(UP, outcome)
    assert (verdict.decision, verdict.reason.message) == (None, message)
    assert verdict.reason.params == ({"metric": "Waiting time"} if "metric" in message else {})


def test_no_threshold_and_no_words_decide_nothing() -> None:
    verdict = judge(LockedRule(), Outcome(30, 0.9))
    assert verdict.decision is None
    assert verdict.reason.message == "The plan has no threshold to hold the result against."


@pytest.mark.parametrize("outcome", [Outcome(30, 0.9), Outcome(3, 0.9), Outcome()])
def test_a_broken_guardrail_stops_whatever_else_was_seen(outcome: Outcome) -> None:
    with_rail = Outcome(outcome.n, outcome.value, guardrails=[_waiting(9), _waiting(10.5)])
    verdict = judge(UP, with_rail)
    assert verdict.decision is Decision.STOP
    assert verdict.reason.params == {
        "metric": "Waiting time",
        "value": Measure(10.5, "minutes"),
        "limit": Measure(10, "minutes"),
    }


def test_a_guardrail_at_its_limit_holds() -> None:
    assert not _waiting(10).broken
    assert not _waiting(None).broken
    assert Guardrail("Satisfied", Operator.AT_LEAST, 3, 2.9).broken


@pytest.mark.parametrize(
    ("met", "decision"), [(None, None), (True, Decision.SCALE), (False, Decision.STOP)]
)
def test_a_rule_in_words_is_judged_by_a_person(met: bool | None, decision: Decision | None) -> None:
    assert judge(WORDS, Outcome(6, None, met)).decision is decision


def test_a_rule_in_words_asks_for_enough_people_too() -> None:
    assert judge(WORDS, Outcome(5, None, True)).decision is Decision.REPEAT
