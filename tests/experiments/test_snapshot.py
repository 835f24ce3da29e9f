"""What deliverables are composed from: all of it, nothing withdrawn, in a fixed number of reads."""

import pytest
from flask import Flask

from tests.experiments.learned import (
    make_account,
    make_artefact,
    make_barrier,
    make_finding,
    make_observation,
    make_result,
)
from tests.experiments.makers import make_experiment
from tests.factories import make_engagement, make_user
from tests.pages import watching
from workshops.core import clock
from workshops.core.actor import WORKER, Role
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.experiments.queries.snapshot import ExperimentRecord, list_records

READS = 13


def _fill(engagement: Engagement, number: int) -> None:
    for _ in range(number):
        experiment = make_experiment(engagement, State.CONCLUDED)
        make_result(experiment)
        make_barrier(experiment, make_observation(experiment), make_observation(experiment))
        make_finding(experiment)
        make_artefact(experiment)
        make_account(experiment)


def _read_all(records: list[ExperimentRecord]) -> list[object]:
    """Touch everything that a composer reads."""
    return [
        (
            r.experiment.concept and r.experiment.concept.name,
            r.experiment.owner.name,
            r.experiment.decided_by,
            r.experiment.confirmed_by,
            r.result and r.result.value,
            r.sheet and r.sheet.readiness,
            [theme.statement for theme in r.themes],
            [method.text("da").name for method in r.methods],
            [version.plan for version in r.registrations],
            [note.text for note in r.observations],
            [(one.barrier.text, [note.public_id for note in one.notes]) for one in r.barriers],
            [skill.skill for skill in r.skills],
            [account.payer for account in r.accounts],
            [artefact.name for artefact in r.artefacts],
        )
        for r in records
    ]


@pytest.mark.parametrize("number", [1, 12])
def test_it_takes_the_same_reads_for_one_experiment_as_for_twelve(app: Flask, number: int) -> None:
    engagement = make_engagement()
    _fill(engagement, number)
    make_experiment()
    public_id = engagement.id
    db.session.expire_all()
    with watching(db.engine) as watch:
        found = db.session.get(Engagement, public_id)
        assert found is not None
        records = list_records(WORKER, found)
        assert len(_read_all(records)) == number
    assert len(watch.statements) - 1 == READS


def test_it_holds_what_hangs_on_an_experiment(app: Flask) -> None:
    engagement = make_engagement()
    _fill(engagement, 1)
    (record,) = list_records(WORKER, engagement)
    assert record.result
    assert record.result.value == 20.5
    assert record.sheet
    assert record.sheet.responsible_manager == "Dorthe Friis Ølgaard"
    assert [len(one.notes) for one in record.barriers] == [2]
    sizes = [record.themes, record.methods, record.registrations, record.skills]
    assert [len(rows) for rows in [*sizes, record.accounts, record.artefacts]] == [1] * 6


def test_it_leaves_out_what_is_withdrawn_hidden_or_deleted(app: Flask) -> None:
    experiment = make_experiment(state=State.RUNNING)
    kept, withdrawn, hidden = (make_observation(experiment) for _ in range(3))
    make_barrier(experiment, kept, withdrawn, hidden)
    for maker in (make_barrier, make_finding, make_artefact):
        maker(experiment, deleted_at=clock.now())
    withdrawn.withdrawn_at = hidden.hidden_at = clock.now()
    make_experiment(experiment.engagement, deleted_at=clock.now())
    db.session.commit()
    (record,) = list_records(WORKER, experiment.engagement)
    assert list(record.observations) == [kept]
    assert [list(one.notes) for one in record.barriers] == [[kept]]
    assert (list(record.skills), list(record.artefacts)) == ([], [])


def test_it_is_scoped_by_who_asks(app: Flask) -> None:
    engagement = make_engagement()
    make_experiment(engagement, State.IDEA)
    assert list_records(make_user(Role.READER).actor(), engagement) == []
    assert len(list_records(engagement.manager.actor(), engagement)) == 1
