"""Observations, barriers, skills, artefacts and accounts; and the snapshot of it all."""

import pytest
from flask import Flask

from tests.expectations.makers import make_note
from tests.experiments.learned import (
    make_account,
    make_barrier,
    make_finding,
    make_observation,
)
from tests.experiments.makers import make_experiment
from tests.factories import make_user
from workshops.core import clock
from workshops.core.actor import Actor, Role
from workshops.core.db import transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from workshops.expectations.models import ExpectationNote
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Cause, Payer
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.models.learning import Barrier
from workshops.experiments.queries import learning as queries
from workshops.experiments.rules.accounts import Account, Range
from workshops.experiments.services import accounts, learning, observations
from workshops.experiments.services.learning import ArtefactFacts, BarrierFacts, SkillFacts

KNOWLEDGE = BarrierFacts("They do not know the new rule.", Cause.KNOWLEDGE, 2, 7)


def _owner(experiment: Experiment) -> Actor:
    return experiment.owner.actor()


def _observe(
    experiment: Experiment, shown: list[ExpectationNote], *chosen: ExpectationNote
) -> None:
    with transaction():
        observations.observe_notes(
            _owner(experiment),
            experiment=experiment,
            shown=[note.public_id for note in shown],
            chosen=[note.public_id for note in chosen],
        )


def test_only_shown_notes_are_linked_and_unlinked(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    kept = make_observation(experiment)
    first, second = (make_note(experiment.engagement) for _ in range(2))
    _observe(experiment, [first, second], first)
    assert queries.list_observations(_owner(experiment), experiment) == [kept, first]
    _observe(experiment, [first, second], second)
    assert queries.list_observations(_owner(experiment), experiment) == [kept, second]


def test_notes_of_others_and_withdrawn_notes_are_not_linked(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    foreign = make_note()
    withdrawn = make_note(experiment.engagement, withdrawn_at=clock.now())
    _observe(experiment, [foreign, withdrawn], foreign, withdrawn)
    assert queries.list_observations(_owner(experiment), experiment) == []


def test_a_barrier_rests_only_on_notes_observed_in_its_experiment(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    seen, other = make_observation(experiment), make_note(experiment.engagement)
    facts = BarrierFacts("x", Cause.RULE, 1, notes=(seen.public_id, other.public_id))
    with transaction():
        learning.add_finding(_owner(experiment), experiment=experiment, facts=facts)
    (barrier,) = queries.list_barriers(_owner(experiment), experiment)
    assert [link.note for link in barrier.links] == [seen]


def test_barriers_stand_with_the_gravest_first(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    seldom, often, grave = (
        make_barrier(experiment, severity=severity, frequency=frequency)
        for severity, frequency in ((1, 2), (1, 30), (3, 1))
    )
    make_barrier(experiment, deleted_at=clock.now())
    assert queries.list_barriers(_owner(experiment), experiment) == [grave, often, seldom]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (BarrierFacts(" ", Cause.RULE, 1), "text"),
        (BarrierFacts("x", Cause.RULE, 4), "severity"),
        (BarrierFacts("x", Cause.RULE, 1, 0), "frequency"),
        (SkillFacts("", "Case worker", 3, 1, 5), "skill"),
        (SkillFacts("Writing", "", 3, 1, 5), "role"),
        (SkillFacts("Writing", "Case worker", 5, 1, 5), "level_needed"),
        (SkillFacts("Writing", "Case worker", 3, 1, 0), "n_seen"),
        (ArtefactFacts(""), "name"),
    ],
)
def test_what_is_wanting_is_named(app: Flask, facts: learning.Facts, field: str) -> None:
    experiment = make_experiment(state=State.RUNNING)
    with pytest.raises(Invalid) as caught, transaction():
        learning.add_finding(_owner(experiment), experiment=experiment, facts=facts)
    assert caught.value.field == field


def test_a_finding_is_changed_deleted_and_brought_back(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    actor, note = _owner(experiment), make_observation(experiment)
    barrier = make_barrier(experiment, note)
    changed = BarrierFacts("New", Cause.TOOL, 3, 9, "Clerk", "Odense", [note.public_id])
    with transaction():
        learning.change_finding(
            actor, experiment=experiment, finding=barrier, version=1, facts=changed
        )
    assert (barrier.text, barrier.cause, barrier.version) == ("New", Cause.TOOL, 2)
    assert [link.note for link in barrier.links] == [note]
    with pytest.raises(Stale), transaction():
        learning.change_finding(
            actor, experiment=experiment, finding=barrier, version=1, facts=changed
        )
    with transaction():
        learning.delete_finding(actor, experiment=experiment, finding=barrier)
    with pytest.raises(NotFound):
        queries.get_finding(actor, experiment, Barrier, barrier.public_id)
    with transaction():
        gone = queries.get_finding(actor, experiment, Barrier, barrier.public_id, deleted=True)
        learning.restore_finding(actor, experiment=experiment, finding=gone)
    assert queries.list_barriers(actor, experiment) == [barrier]


@pytest.mark.parametrize("state", [State.IDEA, State.DESIGNED, State.REGISTERED])
def test_nothing_is_learned_before_the_start(app: Flask, state: State) -> None:
    experiment = make_experiment(state=state)
    with pytest.raises(Conflict), transaction():
        learning.add_finding(_owner(experiment), experiment=experiment, facts=KNOWLEDGE)


def test_an_abandoned_experiment_has_taught_something_too(app: Flask) -> None:
    experiment = make_experiment(state=State.ABANDONED)
    with transaction():
        learning.add_finding(_owner(experiment), experiment=experiment, facts=KNOWLEDGE)
    assert len(queries.list_barriers(_owner(experiment), experiment)) == 1


def test_outsiders_see_neither_notes_nor_barriers(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    make_barrier(experiment, make_observation(experiment))
    make_finding(experiment)
    for role in (Role.READER, Role.PROJECT_MANAGER, Role.ADMINISTRATOR):
        actor = make_user(role).actor()
        for read in (queries.list_barriers, queries.list_findings, queries.list_observations):
            assert list(read(actor, experiment)) == []
        with pytest.raises(NotAllowed), transaction():
            learning.add_finding(actor, experiment=experiment, facts=KNOWLEDGE)


def test_accounts_are_replaced_and_raise_the_version(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    make_account(experiment, Payer.STATE)
    new = [
        Account(Payer.MUNICIPALITY, Range(6e6, 6e6), Range(0, 0)),
        Account(Payer.STATE, Range(0, 0), Range(4e6, 5e6)),
    ]
    with transaction():
        accounts.save_accounts(_owner(experiment), experiment=experiment, version=1, accounts=new)
    found = queries.list_accounts(experiment)
    assert [(row.payer, row.cost_high, row.gain_high) for row in found] == [
        (Payer.STATE, 0, 5e6),
        (Payer.MUNICIPALITY, 6e6, 0),
    ]
    with pytest.raises(Stale), transaction():
        accounts.save_accounts(_owner(experiment), experiment=experiment, version=1, accounts=new)


@pytest.mark.parametrize("cost", [Range(2, 1), Range(-1, 1)])
def test_an_account_turned_round_is_refused(app: Flask, cost: Range) -> None:
    experiment = make_experiment(state=State.RUNNING)
    wrong = [Account(Payer.STATE, cost, Range(0, 0))]
    with pytest.raises(Invalid), transaction():
        accounts.save_accounts(_owner(experiment), experiment=experiment, version=1, accounts=wrong)
