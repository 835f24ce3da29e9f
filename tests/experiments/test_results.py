"""Writing results down, and what follows from them: the verdict and the evidence level."""

from typing import Any

import pytest
from flask import Flask

from tests.experiments.learned import make_account, make_result
from tests.experiments.makers import make_experiment
from tests.factories import make_member, make_user
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Decision, ExperimentKind
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.queries.learning import find_result
from workshops.experiments.services import decision, results
from workshops.experiments.services.results import Groups, Learned, Measured, Spread

ENDED = (State.CONCLUDED, State.DECIDED, State.FOLLOWED_UP)


def _measure(experiment: Experiment, version: int = 0, **changes: float | None) -> None:
    values: dict[str, object] = {"n_actual": 240, "value": 20.5, **changes}
    with transaction():
        results.record_measured(
            experiment.owner.actor(),
            experiment=experiment,
            version=version,
            measured=Measured(**values),  # type: ignore[arg-type]
        )


def _spread(experiment: Experiment, sites: int, evaluator: str = "") -> None:
    found = find_result(experiment)
    with transaction():
        results.record_spread(
            experiment.owner.actor(),
            experiment=experiment,
            version=found.version if found else 0,
            spread=Spread(evaluator, sites),
        )


def test_a_result_is_kept_part_by_part(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    _measure(experiment, interval_low=18.0, interval_high=23.0)
    found = find_result(experiment)
    assert found is not None
    with transaction():
        results.record_groups(
            experiment.owner.actor(),
            experiment=experiment,
            version=found.version,
            groups=Groups([(24.0, 31)], [2.5]),
        )
        results.record_learning(
            experiment.owner.actor(),
            experiment=experiment,
            version=found.version,
            learned=Learned(lesson="  Say first what to do.\r\n"),
        )
    assert (found.n_actual, found.value, found.lesson) == (240, 20.5, "Say first what to do.")
    assert found.subgroup_results == [{"name": "People over 75", "value": 24.0, "n": 31}]
    assert found.guardrail_results == [{"metric": "Complaints", "value": 2.5}]


def test_a_second_writer_is_told(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    _measure(experiment)
    with pytest.raises(Stale):
        _measure(experiment, value=30.0)
    found = find_result(experiment)
    assert found
    assert found.value == 20.5


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"interval_low": 3.0}, "interval_high"),
        ({"interval_low": 3.0, "interval_high": 2.0}, "interval_high"),
        ({"n_actual": -1}, "n_actual"),
        ({"control_n": -1}, "n_actual"),
    ],
)
def test_what_cannot_be_is_refused(app: Flask, changes: dict[str, Any], field: str) -> None:
    experiment = make_experiment(state=State.RUNNING)
    with pytest.raises(Invalid) as caught:
        _measure(experiment, **changes)
    assert caught.value.field == field


@pytest.mark.parametrize(
    "state", [State.IDEA, State.REGISTERED, State.DECIDED, State.FOLLOWED_UP, State.ABANDONED]
)
def test_results_are_written_only_between_start_and_decision(app: Flask, state: State) -> None:
    with pytest.raises(Conflict):
        _measure(make_experiment(state=state))


def test_spread_is_written_also_after_the_decision(app: Flask) -> None:
    experiment = make_experiment(state=State.FOLLOWED_UP)
    _spread(experiment, 2, "Aarhus Universitet")
    found = find_result(experiment)
    assert found
    assert (found.in_use_sites, found.independent_evaluator) == (2, "Aarhus Universitet")


def test_readers_write_no_results_but_facilitators_of_the_engagement_do(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    facilitator = make_user(Role.FACILITATOR)
    make_member(experiment.engagement, facilitator)
    for user, allowed in ((make_user(Role.READER), False), (facilitator, True)):
        try:
            with transaction():
                results.record_spread(
                    user.actor(), experiment=experiment, version=0, spread=Spread("X", 0)
                )
        except NotAllowed:
            assert not allowed
        else:
            assert allowed


def test_a_concluded_experiment_keeps_what_its_rule_says(app: Flask) -> None:
    experiment = make_experiment(state=State.CONCLUDED, guardrails=[])
    assert experiment.rule_says is None
    _measure(experiment)
    assert experiment.rule_says is Decision.SCALE
    _measure(experiment, 2, value=25.0)
    assert experiment.rule_says is Decision.ADAPT
    _measure(experiment, 3, n_actual=12)
    assert experiment.rule_says is Decision.REPEAT


def test_a_running_one_is_not_judged_yet_but_its_level_rises(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    _measure(experiment)
    assert (experiment.rule_says, experiment.evidence_level) == (None, 2)


def test_results_rest_while_a_decision_waits(app: Flask) -> None:
    experiment = make_experiment(state=State.CONCLUDED)
    make_result(experiment)
    experiment.proposed_decision = Decision.STOP
    db.session.commit()
    with pytest.raises(Conflict, match="waits for a second person"):
        _measure(experiment, 1)


def test_a_level_set_lower_stays_and_none_is_set_higher(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING, kind=ExperimentKind.COMPARISON)
    _measure(experiment, control_n=200, control_value=30.0)
    owner = experiment.owner.actor()
    assert experiment.evidence_level == 3
    with pytest.raises(Invalid, match="from 1 to 3"), transaction():
        decision.set_evidence_level(
            owner, experiment=experiment, version=experiment.version, level=4
        )
    with transaction():
        decision.set_evidence_level(
            owner, experiment=experiment, version=experiment.version, level=1
        )
    make_account(experiment, cost_high=5e4)
    _spread(experiment, 2, "Aarhus Universitet")
    assert (experiment.evidence_ceiling, experiment.evidence_level) == (5, 1)


def test_a_replication_elsewhere_that_comes_out_alike_raises_both(app: Flask) -> None:
    first = make_experiment(state=State.DECIDED, kind=ExperimentKind.RANDOMISED)
    make_result(first, control_n=200, control_value=31.0)
    second = make_experiment(
        first.engagement,
        State.CONCLUDED,
        kind=ExperimentKind.REPLICATION,
        replicates_id=first.id,
        sites=["Borgerservice Aalborg"],
        guardrails=[],
    )
    for one in (first, second):
        make_account(one, cost_high=5e4)
    _measure(second, control_n=210, control_value=30.5)
    assert [(e.evidence_ceiling, e.evidence_level) for e in (first, second)] == [(4, 4)] * 2


def test_a_rule_in_words_is_judged_by_somebody_else_than_the_owner(app: Flask) -> None:
    words = "Eight of ten can say what the letter asks of them."
    experiment = make_experiment(
        state=State.CONCLUDED, decision_words=words, threshold=None, guardrails=[], min_n=10
    )
    make_result(experiment, n_actual=10, value=None)
    said = {"experiment": experiment, "met": True, "words": "I heard nine of them."}
    with pytest.raises(Conflict, match="second person"), transaction():
        decision.judge_rule(experiment.owner.actor(), **said)  # type: ignore[arg-type]
    other = make_user()
    with transaction():
        decision.judge_rule(other.actor(), **said)  # type: ignore[arg-type]
    found = find_result(experiment)
    assert experiment.rule_says is Decision.SCALE
    assert found
    assert (found.verdict_by, found.verdict_words) == (other, "I heard nine of them.")
