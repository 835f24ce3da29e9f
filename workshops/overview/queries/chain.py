"""The chain of an engagement in figures: from notes to what was delivered."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, select

from workshops.adoption.models import Adoption, Status
from workshops.core.db import db
from workshops.deliverables.models import Deliverable, DeliverableState
from workshops.engagements.models import Engagement
from workshops.expectations.models import ExpectationNote, Theme, ThemeNote
from workshops.experiments.models import Concept, Experiment
from workshops.experiments.models.kinds import ExperimentState

UNDER_WAY = (ExperimentState.REGISTERED, ExperimentState.RUNNING)
IN_USE = (Status.IN_USE, Status.CHECKED)
OVER = (ExperimentState.DECIDED, ExperimentState.FOLLOWED_UP)


@dataclass(frozen=True)
class Chain:
    """How many of each; `unsorted` notes bear no theme, `waiting` experiments are to be decided."""

    notes: int
    unsorted: int
    themes: int
    concepts: int
    experiments: int
    under_way: int
    waiting: int
    decided: int
    deliverables: int
    in_review: int
    issued: int
    recommendations: int
    in_use: int


def chain_of(engagement: Engagement) -> Chain:
    """The figures, in one statement."""
    note = ExpectationNote
    notes = (
        note.engagement_id == engagement.id,
        note.withdrawn_at.is_(None),
        note.hidden_at.is_(None),
    )
    borne = exists().where(ThemeNote.note_id == note.id)
    mine = (Experiment.engagement_id == engagement.id, Experiment.deleted_at.is_(None))
    drafts = (Deliverable.engagement_id == engagement.id, Deliverable.deleted_at.is_(None))
    figures = {
        "notes": _count(note, *notes),
        "unsorted": _count(note, *notes, ~borne),
        "themes": _count(Theme, Theme.engagement_id == engagement.id, Theme.deleted_at.is_(None)),
        "concepts": _count(
            Concept, Concept.engagement_id == engagement.id, Concept.deleted_at.is_(None)
        ),
        "experiments": _count(Experiment, *mine),
        "under_way": _count(Experiment, *mine, Experiment.state.in_(UNDER_WAY)),
        "waiting": _count(Experiment, *mine, Experiment.state == ExperimentState.CONCLUDED),
        "decided": _count(Experiment, *mine, Experiment.state.in_(OVER)),
        "deliverables": _count(Deliverable, *drafts),
        "in_review": _count(Deliverable, *drafts, Deliverable.state == DeliverableState.IN_REVIEW),
        "issued": _count(Deliverable, *drafts, Deliverable.state == DeliverableState.ISSUED),
        "recommendations": _count(Adoption, Adoption.engagement_id == engagement.id),
        "in_use": _count(
            Adoption, Adoption.engagement_id == engagement.id, Adoption.status.in_(IN_USE)
        ),
    }
    query = select(*(figure.label(name) for name, figure in figures.items()))
    return Chain(**db.session.execute(query).one()._mapping)


def _count(kind: type[object], *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(kind).where(*conditions).scalar_subquery()
