"""Makers of what an experiment showed, for tests."""

from typing import Any

from tests.expectations.makers import make_note
from tests.factories import save
from workshops.expectations.models import ExpectationNote
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Cause, Payer
from workshops.experiments.models.learning import (
    Artefact,
    Barrier,
    BarrierNote,
    ExperimentObservation,
    ExperimentResult,
    LevelAccount,
    SkillFinding,
)


def make_result(experiment: Experiment, **changes: Any) -> ExperimentResult:
    """A result that meets the threshold of the maker's plan and keeps its guardrail."""
    values: dict[str, Any] = {
        "n_actual": 240,
        "value": 20.5,
        "subgroup_results": [{"name": "People over 75", "value": 24.0, "n": 31}],
        "guardrail_results": [{"metric": "Complaints", "value": 2.0}],
    }
    return save(ExperimentResult(experiment_id=experiment.id, **{**values, **changes}))


def make_observation(
    experiment: Experiment, note: ExpectationNote | None = None
) -> ExpectationNote:
    """A note that was taken while the experiment ran."""
    note = note or make_note(experiment.engagement)
    save(ExperimentObservation(experiment_id=experiment.id, note_id=note.id))
    return note


def make_barrier(experiment: Experiment, *notes: ExpectationNote, **changes: Any) -> Barrier:
    """A barrier of knowledge that rests on the notes given."""
    values: dict[str, Any] = {
        "text": "The case workers do not know which sentences the law asks for.",
        "cause": Cause.KNOWLEDGE,
        "role": "Case worker",
        "unit": "Kundecenter Aarhus",
        "severity": 2,
        "frequency": 7,
    }
    links = [BarrierNote(note_id=note.id) for note in notes]
    return save(Barrier(experiment_id=experiment.id, links=links, **{**values, **changes}))


def make_finding(experiment: Experiment, **changes: Any) -> SkillFinding:
    """A skill that is seen one step lower than needed."""
    values: dict[str, Any] = {
        "skill": "Writing plainly",
        "role": "Case worker",
        "level_needed": 3,
        "level_seen": 1,
        "n_seen": 12,
        "task": "Writing the first three lines of a decision",
    }
    return save(SkillFinding(experiment_id=experiment.id, **{**values, **changes}))


def make_artefact(experiment: Experiment, **changes: Any) -> Artefact:
    """A template that may be used by everybody."""
    values = {"name": "The short letter", "kind": "Template", "licence": "CC BY 4.0"}
    return save(Artefact(experiment_id=experiment.id, **{**values, **changes}))


def make_account(
    experiment: Experiment, payer: Payer = Payer.STATE, **changes: float
) -> LevelAccount:
    """A level that gains one to two million a year."""
    values = {"cost_low": 0.0, "cost_high": 0.0, "gain_low": 1e6, "gain_high": 2e6}
    return save(LevelAccount(experiment_id=experiment.id, payer=payer, **{**values, **changes}))
