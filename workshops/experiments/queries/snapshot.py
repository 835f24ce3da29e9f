"""All experiments of an engagement with everything that hangs on them, in a fixed number of reads.

What was withdrawn, hidden or deleted is left out. A decision that waits for a second person is not
among the decisions: `Experiment.decision` is empty until it takes force.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.expectations.models import ExpectationNote, Theme
from workshops.experiments.models import (
    Experiment,
    ExperimentMethod,
    ExperimentTheme,
    Registration,
)
from workshops.experiments.models.learning import (
    Artefact,
    Barrier,
    BarrierNote,
    ExperimentObservation,
    ExperimentResult,
    LevelAccount,
    SkillFinding,
)
from workshops.experiments.models.sheet import ManagementSheet
from workshops.experiments.queries import visible
from workshops.planning.models import Method

Row = TypeVar("Row")
USABLE = (ExpectationNote.withdrawn_at.is_(None), ExpectationNote.hidden_at.is_(None))


@dataclass(frozen=True)
class LearnedBarrier:
    """A barrier with the usable notes that it rests on."""

    barrier: Barrier
    notes: Sequence[ExpectationNote]


@dataclass(frozen=True)
class ExperimentRecord:
    """One experiment as planned, as it went, and as decided; methods have their words loaded."""

    experiment: Experiment
    result: ExperimentResult | None
    sheet: ManagementSheet | None
    themes: Sequence[Theme]
    methods: Sequence[Method]
    registrations: Sequence[Registration]
    observations: Sequence[ExpectationNote]
    barriers: Sequence[LearnedBarrier]
    skills: Sequence[SkillFinding]
    accounts: Sequence[LevelAccount]
    artefacts: Sequence[Artefact]


def list_records(actor: Actor, engagement: Engagement) -> list[ExperimentRecord]:
    """The engagement's experiments that the actor may read, oldest first, with what they taught."""
    experiments = _experiments(actor, engagement)
    ids = [experiment.id for experiment in experiments]
    results, sheets = _by_id(ExperimentResult, ids), _by_id(ManagementSheet, ids)
    themes = _links(select(ExperimentTheme).options(joinedload(ExperimentTheme.theme)), ids)
    methods, notes = _methods(ids), _observations(ids)
    barriers, on = _kept(Barrier, ids), _barrier_notes(ids)
    skills, artefacts = _kept(SkillFinding, ids), _kept(Artefact, ids)
    accounts = _links(select(LevelAccount).order_by(LevelAccount.id), ids)
    versions = _links(select(Registration).order_by(Registration.number), ids)
    return [
        ExperimentRecord(
            experiment,
            result=next(iter(results[experiment.id]), None),
            sheet=next(iter(sheets[experiment.id]), None),
            themes=[link.theme for link in themes[experiment.id] if not link.theme.deleted_at],
            methods=[link.method for link in methods[experiment.id]],
            registrations=versions[experiment.id],
            observations=[link.note for link in notes[experiment.id]],
            barriers=[LearnedBarrier(b, on[b.id]) for b in barriers[experiment.id]],
            skills=skills[experiment.id],
            accounts=accounts[experiment.id],
            artefacts=artefacts[experiment.id],
        )
        for experiment in experiments
    ]


def _experiments(actor: Actor, engagement: Engagement) -> Sequence[Experiment]:
    query = (
        visible(actor)
        .where(Experiment.engagement_id == engagement.id)
        .options(
            contains_eager(Experiment.engagement),
            joinedload(Experiment.concept),
            joinedload(Experiment.owner),
            joinedload(Experiment.decided_by),
            joinedload(Experiment.confirmed_by),
        )
        .order_by(Experiment.id)
    )
    return db.session.scalars(query).all()


def _links(query: Select[Any], ids: Sequence[int]) -> dict[int, list[Any]]:
    """Rows that name an experiment, by its number."""
    model = query.column_descriptions[0]["entity"]
    return _grouped(db.session.scalars(query.where(model.experiment_id.in_(ids))))


def _by_id(model: Any, ids: Sequence[int]) -> dict[int, list[Any]]:
    return _links(select(model).order_by(model.experiment_id), ids)


def _kept(model: Any, ids: Sequence[int]) -> dict[int, list[Any]]:
    return _links(select(model).where(model.deleted_at.is_(None)).order_by(model.id), ids)


def _methods(ids: Sequence[int]) -> dict[int, list[Any]]:
    query = (
        select(ExperimentMethod)
        .options(joinedload(ExperimentMethod.method).selectinload(Method.texts))
        .order_by(ExperimentMethod.method_id)
    )
    return _links(query, ids)


def _observations(ids: Sequence[int]) -> dict[int, list[Any]]:
    query = (
        select(ExperimentObservation)
        .join(ExperimentObservation.note)
        .where(*USABLE)
        .options(contains_eager(ExperimentObservation.note))
        .order_by(ExperimentObservation.note_id)
    )
    return _links(query, ids)


def _barrier_notes(ids: Sequence[int]) -> dict[int, list[ExpectationNote]]:
    """The usable notes of each barrier, by the barrier's number."""
    query = (
        select(BarrierNote)
        .join(BarrierNote.note)
        .join(Barrier, Barrier.id == BarrierNote.barrier_id)
        .where(Barrier.experiment_id.in_(ids), *USABLE)
        .options(contains_eager(BarrierNote.note))
        .order_by(BarrierNote.note_id)
    )
    found: dict[int, list[ExpectationNote]] = defaultdict(list)
    for link in db.session.scalars(query):
        found[link.barrier_id].append(link.note)
    return found


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.experiment_id].append(row)
    return found
