"""Guardrails as an older release may have locked them: shown, and judged only where they can be."""

import pytest
from flask import Flask

from tests.experiments.learned import make_result
from tests.experiments.makers import make_experiment
from tests.pages import Client
from workshops.core.db import db
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.queries.decisions import guardrails_of, verdict_of

BROKEN = {"metric": "Complaints", "value": 99.0}


@pytest.mark.parametrize(
    "rail",
    [
        {"metric": "Complaints", "operator": "at_most"},
        {"metric": "Complaints", "operator": "at_most", "limit": None},
        {"metric": "Complaints", "operator": "no_more_than", "limit": 5},
    ],
)
def test_a_guardrail_without_a_limit_that_is_understood_is_not_judged(
    app: Flask, rail: dict[str, object]
) -> None:
    experiment = make_experiment(state=State.CONCLUDED, guardrails=[rail])
    result = make_result(experiment, guardrail_results=[BROKEN])
    db.session.expire_all()
    client = Client(app).sign_in(experiment.owner)

    (read,) = guardrails_of(experiment, result)
    assert (read.metric, read.value, read.broken) == ("Complaints", None, False)
    assert verdict_of(experiment, result).decision is None
    for page in ("", "/results", "/decision", "/versions"):
        assert "Complaints" in client.fetch(f"/experiments/{experiment.public_id}{page}").text


def test_a_guardrail_without_a_unit_is_judged(app: Flask) -> None:
    rail = {"metric": "Complaints", "operator": "at_most", "limit": 5}
    experiment = make_experiment(state=State.CONCLUDED, guardrails=[rail])
    result = make_result(experiment, guardrail_results=[BROKEN])
    db.session.expire_all()

    (read,) = guardrails_of(experiment, result)
    assert (read.value, read.unit, read.broken) == (99.0, "", True)
