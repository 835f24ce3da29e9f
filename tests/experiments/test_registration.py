"""Registering locks the plan; after that it changes only by a new version with a reason."""

from typing import Any

import pytest
from flask import Flask

from tests.experiments.makers import PLAN, make_experiment
from tests.factories import make_engagement, make_member, make_user
from tests.marks import both_databases
from workshops.core import clock
from workshops.core.actor import Actor, Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, Problem, Stale
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import ConceptState, Decision
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.queries.plans import list_versions
from workshops.experiments.queries.similar import list_looked_at, list_similar
from workshops.experiments.services import plans, registration, similar


def owner_of(experiment: Experiment) -> Actor:
    """The project manager of an experiment's engagement."""
    return experiment.engagement.manager.actor()


def register(experiment: Experiment) -> None:
    """Register as the project manager."""
    with transaction():
        registration.register_experiment(
            owner_of(experiment), experiment=experiment, version=experiment.version
        )


def amend(experiment: Experiment, reason: str = "Fewer letters were sent.", **values: Any) -> None:
    """Make a new version as the project manager."""
    with transaction():
        registration.amend_plan(
            owner_of(experiment),
            experiment=experiment,
            values=values,
            reason=reason,
            version=experiment.version,
        )


@both_databases
def test_registering_locks_the_whole_plan_as_version_1(app: Flask) -> None:
    experiment = make_experiment(state=State.DESIGNED)
    register(experiment)

    (first,) = list_versions(experiment)
    assert (experiment.state, first.number) == (State.REGISTERED, 1)
    assert experiment.registered_at == first.registered_at == clock.now()
    assert first.plan["threshold"] == PLAN["threshold"]
    assert first.plan["guardrails"] == PLAN["guardrails"]
    assert first.plan["sheet"]["responsible_manager"] == "Dorthe Friis Ølgaard"
    assert first.plan["readiness"]["skill"] == 1
    assert experiment.similar_searched_at == clock.now()
    assert experiment.concept
    assert experiment.concept.state is ConceptState.IN_TEST


def test_a_plan_that_is_not_whole_is_not_registered(app: Flask) -> None:
    experiment = make_experiment(state=State.IDEA, hypothesis="")
    with pytest.raises(Conflict, match="Write the hypothesis"):
        register(experiment)
    assert list_versions(experiment) == []


def test_a_concept_that_lost_its_expectation_stops_the_registration(app: Flask) -> None:
    experiment = make_experiment(state=State.DESIGNED)
    assert experiment.concept
    experiment.concept.expectations[0].theme.deleted_at = clock.now()
    db.session.commit()
    with pytest.raises(Conflict):
        register(experiment)


def test_what_is_registered_is_not_registered_again(app: Flask) -> None:
    experiment = make_experiment(state=State.DESIGNED)
    register(experiment)
    with pytest.raises(Conflict):
        register(experiment)


@pytest.mark.parametrize("field", ["threshold", "hypothesis", "min_n", "guardrails", "baseline"])
def test_a_locked_value_is_not_changed_in_the_plan(app: Flask, field: str) -> None:
    experiment = make_experiment()
    value: object = {"hypothesis": "Another one.", "guardrails": []}.get(field, 1)
    with pytest.raises(Conflict), transaction():
        plans.change_plan(
            owner_of(experiment),
            experiment=experiment,
            values={field: value},
            version=experiment.version,
        )
    assert getattr(experiment, field) == PLAN[field]


def test_days_and_sites_stay_open_after_registration(app: Flask) -> None:
    experiment = make_experiment()
    later = PLAN["ends_on"].replace(day=31)
    with transaction():
        plans.change_plan(
            owner_of(experiment),
            experiment=experiment,
            values={"ends_on": later, "sites": ["Aalborg"], "threshold": PLAN["threshold"]},
            version=experiment.version,
        )
    assert (experiment.ends_on, experiment.sites) == (later, ["Aalborg"])
    assert (experiment.state, len(list_versions(experiment))) == (State.REGISTERED, 1)


@both_databases
def test_a_new_version_keeps_the_old_one_and_its_reason(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    amend(experiment, min_n=150, threshold=24.0)

    first, second = list_versions(experiment)
    assert (first.plan["min_n"], second.plan["min_n"], experiment.min_n) == (200, 150, 150)
    assert (second.number, second.reason) == (2, "Fewer letters were sent.")
    assert second.registered_by == experiment.engagement.manager.name


@pytest.mark.parametrize(
    ("values", "reason", "problem"),
    [
        ({"min_n": 150}, " ", Invalid),
        ({"min_n": 200}, "Nothing changed.", Invalid),
        ({"threshold": None}, "No number.", Invalid),
        ({"hypothesis": ""}, "None.", Invalid),
        ({"sites": ["Aalborg"]}, "Moved.", Invalid),
    ],
)
def test_a_new_version_that_says_too_little_is_refused(
    app: Flask, values: dict[str, Any], reason: str, problem: type[Problem]
) -> None:
    experiment = make_experiment()
    with pytest.raises(problem):
        amend(experiment, reason, **values)
    assert len(list_versions(experiment)) == 1


@pytest.mark.parametrize("state", [State.DESIGNED, State.CONCLUDED, State.DECIDED])
def test_a_plan_is_amended_only_between_registration_and_result(app: Flask, state: State) -> None:
    experiment = make_experiment(state=state)
    with pytest.raises(Conflict):
        amend(experiment, min_n=150)


def test_the_second_of_two_editors_is_stale(app: Flask) -> None:
    experiment = make_experiment(state=State.DESIGNED)
    opened = experiment.version
    with transaction():
        plans.change_plan(
            owner_of(experiment), experiment=experiment, values={"min_n": 3}, version=opened
        )
    with pytest.raises(Stale), transaction():
        registration.register_experiment(
            owner_of(experiment), experiment=experiment, version=opened
        )


def test_a_facilitator_writes_the_plan_but_does_not_register(app: Flask) -> None:
    experiment, user = make_experiment(state=State.DESIGNED), make_user(Role.FACILITATOR)
    make_member(experiment.engagement, user)
    actor = user.actor()
    with transaction():
        plans.change_plan(
            actor, experiment=experiment, values={"min_n": 3}, version=experiment.version
        )
    with pytest.raises(NotAllowed), transaction():
        registration.register_experiment(actor, experiment=experiment, version=experiment.version)


@both_databases
def test_similar_experiments_are_looked_at_before_a_registration(app: Flask) -> None:
    past = make_experiment(make_engagement(), State.DECIDED, decision=Decision.STOP)
    experiment = make_experiment(state=State.DESIGNED)
    actor = owner_of(experiment)
    assert [one.experiment for one in list_similar(actor, experiment)] == [past]
    with pytest.raises(Conflict, match="similar"):
        register(experiment)

    for _time in range(2):
        with transaction():
            similar.look_at(actor, experiment=experiment, similar=past)
    register(experiment)

    assert list_looked_at(actor, experiment) == [past]
    assert list_versions(experiment)[0].plan["similar"] == [past.name]


def test_drafts_and_deleted_experiments_are_no_past_ones(app: Flask) -> None:
    make_experiment(state=State.DESIGNED)
    make_experiment(make_engagement(), State.ABANDONED, registered_at=None)
    experiment = make_experiment(state=State.DESIGNED)
    register(experiment)
    assert experiment.state is State.REGISTERED
