"""What follows from a result elsewhere: at the end, in the index, and when two write at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests.experiments.learned import make_result
from tests.experiments.makers import make_experiment
from tests.factories import make_user
from tests.marks import both_databases
from workshops.core.actor import Actor
from workshops.core.db import db, transaction
from workshops.core.errors import Stale
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Decision
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.queries.learning import find_result
from workshops.experiments.services import decision, results, states
from workshops.experiments.services.results import Learned, Measured
from workshops.search.models import SearchEntry

TODAY = date(2026, 11, 23)
AT_ONCE = 8


def test_what_the_rule_says_is_kept_when_an_experiment_ends(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    make_result(experiment, value=24.0)
    with transaction():
        states.conclude_experiment(
            experiment.owner.actor(),
            experiment=experiment,
            version=experiment.version,
            ended_on=TODAY,
            today=TODAY,
        )
    assert experiment.rule_says is Decision.ADAPT


def test_outcome_and_evidence_level_reach_the_index(app: Flask) -> None:
    experiment = make_experiment(state=State.CONCLUDED)
    owner = experiment.owner.actor()
    make_result(experiment)
    with transaction():
        results.record_learning(
            owner, experiment=experiment, version=1, learned=Learned(lesson="Begin with the sum.")
        )
    entry = _entry(experiment)
    assert (entry.outcome, entry.evidence_level) == ("", 2)
    with transaction():
        decision.decide(
            owner,
            experiment=experiment,
            version=experiment.version,
            decision=Decision.SCALE,
            today=TODAY,
        )
    assert _entry(experiment).outcome == "scale"


@both_databases
def test_of_those_who_begin_a_result_at_once_one_wins(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    actor, number, barrier = experiment.owner.actor(), experiment.id, Barrier(AT_ONCE)
    db.session.remove()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        tries = [pool.submit(_begin, app, barrier, actor, number, n) for n in range(AT_ONCE)]
        won = [found.result() for found in tries if found.result() is not None]
    kept = find_result(db.session.get_one(Experiment, number))
    assert kept
    assert won == [kept.value]


@both_databases
@pytest.mark.parametrize("who", ["nobody", "owner", "decider", "other"])
def test_the_database_wants_a_second_person(app: Flask, who: str) -> None:
    experiment, decider, other = make_experiment(state=State.CONCLUDED), make_user(), make_user()
    people = {
        "nobody": None,
        "owner": experiment.owner_id,
        "decider": decider.id,
        "other": other.id,
    }
    against = {"rule_says": Decision.STOP, "decision": Decision.SCALE}
    change = update(Experiment).values(
        **against,
        departure_reason="A strike.",
        decided_by_id=decider.id,
        confirmed_by_id=people[who],
    )
    if who == "other":
        db.session.execute(change)
        assert experiment.decision is Decision.SCALE
    else:
        with pytest.raises(IntegrityError):
            db.session.execute(change)
        db.session.rollback()


def _begin(app: Flask, barrier: Barrier, actor: Actor, number: int, value: int) -> float | None:
    """One try in a thread and a session of its own; the value when it was kept."""
    with app.app_context():
        barrier.wait()
        try:
            with transaction():
                experiment = db.session.get_one(Experiment, number)
                measured = Measured(10, float(value))
                results.record_measured(actor, experiment=experiment, version=0, measured=measured)
        except Stale:
            return None
        return float(value)


def _entry(experiment: Experiment) -> SearchEntry:
    query = select(SearchEntry).where(SearchEntry.record_id == experiment.id)
    return db.session.scalars(query).one()
