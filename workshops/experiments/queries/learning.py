"""Reads of what an experiment showed; notes and barriers only for those who may see them."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.expectations.models import ExpectationNote
from workshops.expectations.permissions import can_see_notes
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Payer
from workshops.experiments.models.learning import (
    Artefact,
    Barrier,
    BarrierNote,
    ExperimentObservation,
    ExperimentResult,
    LevelAccount,
    SkillFinding,
)
from workshops.experiments.permissions import can_see_barriers

Finding = TypeVar("Finding", Barrier, SkillFinding, Artefact)
USABLE = (ExpectationNote.withdrawn_at.is_(None), ExpectationNote.hidden_at.is_(None))
SHOWN = 500


def find_result(experiment: Experiment) -> ExperimentResult | None:
    """What was measured and learned so far, with who judged a rule in words."""
    query = select(ExperimentResult).where(ExperimentResult.experiment_id == experiment.id)
    return db.session.scalar(query.options(joinedload(ExperimentResult.verdict_by)))


def list_observations(actor: Actor, experiment: Experiment) -> Sequence[ExpectationNote]:
    """The notes that were taken while the experiment ran, oldest first; at most 500."""
    if not can_see_notes(actor, experiment.engagement):
        return ()
    query = (
        select(ExpectationNote)
        .join(ExperimentObservation, ExperimentObservation.note_id == ExpectationNote.id)
        .where(ExperimentObservation.experiment_id == experiment.id, *USABLE)
        .order_by(ExpectationNote.created_at, ExpectationNote.id)
    )
    return db.session.scalars(query.limit(SHOWN)).all()


def search_notes(actor: Actor, experiment: Experiment, text: str) -> Select[Any]:
    """The engagement's usable notes that hold `text`, newest first. Raises NotFound."""
    if not can_see_notes(actor, experiment.engagement):
        raise NotFound(N_("There is no such experiment."))
    query = select(ExpectationNote).where(
        ExpectationNote.engagement_id == experiment.engagement_id, *USABLE
    )
    if text:
        query = query.where(ExpectationNote.text.icontains(text, autoescape=True))
    return query.order_by(ExpectationNote.created_at.desc(), ExpectationNote.id.desc())


def observed_among(experiment: Experiment, notes: Sequence[ExpectationNote]) -> set[int]:
    """Which of some notes are linked to the experiment, by number."""
    query = select(ExperimentObservation.note_id).where(
        ExperimentObservation.experiment_id == experiment.id,
        ExperimentObservation.note_id.in_([note.id for note in notes]),
    )
    return set(db.session.scalars(query.order_by(ExperimentObservation.note_id)))


def list_barriers(actor: Actor, experiment: Experiment) -> Sequence[Barrier]:
    """What stood in the way with its notes, the gravest and most frequent first."""
    if not can_see_barriers(actor, experiment.engagement):
        return ()
    query = _of(experiment, Barrier).options(
        selectinload(Barrier.links).joinedload(BarrierNote.note)
    )
    order = (Barrier.severity.desc(), Barrier.frequency.desc(), Barrier.id)
    return db.session.scalars(query.order_by(*order)).all()


def list_findings(actor: Actor, experiment: Experiment) -> Sequence[SkillFinding]:
    """Skills as seen and as needed, the widest gap first."""
    if not can_see_barriers(actor, experiment.engagement):
        return ()
    gap = SkillFinding.level_needed - SkillFinding.level_seen
    query = _of(experiment, SkillFinding)
    return db.session.scalars(query.order_by(gap.desc(), SkillFinding.id)).all()


def list_artefacts(experiment: Experiment) -> Sequence[Artefact]:
    """What the experiment made that can be handed over, in the order of entry."""
    return db.session.scalars(_of(experiment, Artefact).order_by(Artefact.id)).all()


def list_accounts(experiment: Experiment) -> list[LevelAccount]:
    """Costs and gains by level, the state first."""
    query = select(LevelAccount).where(LevelAccount.experiment_id == experiment.id)
    found = db.session.scalars(query.order_by(LevelAccount.id)).all()
    return sorted(found, key=lambda account: list(Payer).index(account.payer))


def get_finding(
    actor: Actor,
    experiment: Experiment,
    kind: type[Finding],
    public_id: str,
    *,
    deleted: bool = False,
) -> Finding:
    """A barrier, a skill finding or an artefact of an experiment. Raises NotFound."""
    query = _of(experiment, kind, deleted).where(kind.public_id == public_id)
    hidden = kind is not Artefact and not can_see_barriers(actor, experiment.engagement)
    found: Finding | None = None if hidden else db.session.scalar(query)
    if found is None:
        raise NotFound(N_("This is not there any more."))
    return found


def _of(experiment: Experiment, kind: type[Finding], deleted: bool = False) -> Select[Any]:
    gone = kind.deleted_at.is_not(None) if deleted else kind.deleted_at.is_(None)
    return select(kind).where(kind.experiment_id == experiment.id, gone)
