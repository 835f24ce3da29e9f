"""What deliverables are composed from: all that may be told, in a fixed number of reads."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.expectations.makers import make_group, make_note, make_theme, make_votes
from tests.experiments.learned import (
    make_account,
    make_artefact,
    make_barrier,
    make_finding,
    make_observation,
    make_result,
)
from tests.experiments.makers import make_experiment
from tests.factories import make_engagement, make_workshop
from tests.pages import watching
from workshops.core.db import db
from workshops.deliverables.queries.evidence import gather
from workshops.deliverables.rules.evidence import Evidence
from workshops.engagements.models import Engagement
from workshops.experiments.models.kinds import ExperimentState

READS = 35
TODAY = date(2026, 11, 25)


def fill(engagement: Engagement, number: int) -> None:
    """An engagement with `number` of everything."""
    for _ in range(number):
        experiment = make_experiment(engagement, ExperimentState.DECIDED)
        make_result(experiment)
        note = make_observation(experiment)
        make_barrier(experiment, note)
        make_finding(experiment)
        make_artefact(experiment)
        make_account(experiment)
        theme = make_note(engagement, quote_consent=True)
        make_votes(theme, make_group(engagement, f"G{theme.id}"), 9, 1)
        make_theme(engagement, theme, note)
        make_workshop(engagement=engagement)


def gathered(engagement: Engagement) -> Evidence:
    """The snapshot, read anew."""
    db.session.expire_all()
    return gather(db.session.merge(engagement), "da", TODAY)


def test_all_that_was_recorded_is_gathered(app: Flask) -> None:
    engagement = make_engagement()
    fill(engagement, 1)
    found = gathered(engagement)
    experiment = found.experiments[0]
    assert (experiment.result, experiment.n_actual, experiment.baseline) == (20.5, 240, 31.0)
    assert [(g.name, g.value, g.broken) for g in experiment.guardrails] == [
        ("Complaints", 2.0, False)
    ]
    assert experiment.sheet.responsible_manager == "Dorthe Friis Ølgaard"
    assert [barrier.notes for barrier in experiment.barriers] == [experiment.observations]
    assert [len(experiment.skills), len(experiment.accounts), len(experiment.artefacts)] == [1] * 3
    assert experiment.versions[0][0] == 1
    theme = next(t for t in found.themes if t.notes)
    assert (len(theme.notes), theme.votes[0].agrees, theme.speakers) == (2, 9, 2)
    assert [note.key for note in found.other_notes] == list(experiment.observations)
    assert len(found.workshops) == 1
    assert experiment.themes[0] in {t.key for t in found.themes if t.answered_by}


@pytest.mark.parametrize("state", [ExperimentState.IDEA, ExperimentState.DESIGNED])
def test_a_plan_that_is_not_registered_is_not_told(app: Flask, state: ExperimentState) -> None:
    experiment = make_experiment(state=state)
    assert gathered(experiment.engagement).experiments == ()


def test_what_was_withdrawn_hidden_or_deleted_is_not_there(app: Flask) -> None:
    engagement = make_engagement()
    gone = datetime(2026, 11, 1, tzinfo=UTC)
    withdrawn = make_note(engagement, withdrawn_at=gone, text="")
    hidden = make_note(engagement, hidden_at=gone)
    kept = make_note(engagement)
    make_theme(engagement, withdrawn, hidden, kept)
    make_theme(engagement, kept, deleted_at=gone)
    experiment = make_experiment(engagement, ExperimentState.DECIDED)
    make_barrier(experiment, hidden, kept)
    make_barrier(experiment, deleted_at=gone)
    make_experiment(engagement, ExperimentState.DECIDED, deleted_at=gone)
    found = gathered(engagement)
    told = [note.key for theme in found.themes for note in theme.notes]
    assert told == [f"note:{kept.public_id}"]
    assert [b.notes for e in found.experiments for b in e.barriers] == [(f"note:{kept.public_id}",)]


@pytest.mark.parametrize("number", [1, 10])
def test_the_reads_do_not_grow_with_the_records(app: Flask, number: int) -> None:
    engagement = make_engagement()
    fill(engagement, number)
    public_id = engagement.id
    db.session.remove()
    with watching(db.engine) as watch:
        found = db.session.get(Engagement, public_id)
        assert found is not None
        assert len(gather(found, "da", TODAY).experiments) == number
    assert len(watch.statements) == READS
