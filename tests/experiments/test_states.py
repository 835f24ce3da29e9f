"""Where experiments and concepts may go: every pair of states is named here."""

from datetime import date
from itertools import product

import pytest

from workshops.experiments.models.kinds import ConceptState
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.rules import states

ALLOWED = {
    (State.IDEA, State.DESIGNED),
    (State.IDEA, State.ABANDONED),
    (State.DESIGNED, State.IDEA),
    (State.DESIGNED, State.REGISTERED),
    (State.DESIGNED, State.ABANDONED),
    (State.REGISTERED, State.RUNNING),
    (State.REGISTERED, State.ABANDONED),
    (State.RUNNING, State.CONCLUDED),
    (State.RUNNING, State.ABANDONED),
    (State.CONCLUDED, State.DECIDED),
    (State.CONCLUDED, State.ABANDONED),
    (State.DECIDED, State.FOLLOWED_UP),
}
CONCEPTS = {
    ("idea", "ready"),
    ("idea", "dropped"),
    ("ready", "idea"),
    ("ready", "in_test"),
    ("ready", "dropped"),
    ("in_test", "tested"),
    ("in_test", "dropped"),
    ("tested", "in_test"),
    ("tested", "dropped"),
    ("dropped", "idea"),
}
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(("before", "after"), [*product(State, State)])
def test_an_experiment_takes_only_the_steps_of_its_way(before: State, after: State) -> None:
    assert (states.obstacle(before, after) is None) == ((before, after) in ALLOWED)


@pytest.mark.parametrize(("before", "after"), [*product(ConceptState, ConceptState)])
def test_a_concept_that_answers_something_takes_only_its_steps(
    before: ConceptState, after: ConceptState
) -> None:
    allowed = (before.value, after.value) in CONCEPTS
    assert (states.concept_obstacle(before, after, answered=1) is None) == allowed


@pytest.mark.parametrize("after", [ConceptState.READY, ConceptState.IN_TEST])
def test_a_concept_that_answers_nothing_does_not_go_to_test(after: ConceptState) -> None:
    before = ConceptState.IDEA if after is ConceptState.READY else ConceptState.READY
    said = states.concept_obstacle(before, after, answered=0)
    assert said == states.untestable(0) != states.untestable(1)


@pytest.mark.parametrize("state", State)
def test_only_a_draft_is_deleted(state: State) -> None:
    draft = state in (State.IDEA, State.DESIGNED)
    assert (states.deletion_obstacle(state) is None) == draft


def test_days_of_start_and_end_lie_in_order_and_in_the_past() -> None:
    later = DAY.replace(day=24)
    assert states.start_day_problem(DAY, today=DAY) is None
    assert states.start_day_problem(later, today=DAY)
    assert states.end_day_problem(DAY, DAY, today=DAY) is None
    assert states.end_day_problem(later, DAY, today=DAY)
    assert states.end_day_problem(DAY, later, today=later)
