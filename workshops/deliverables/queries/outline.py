"""Just enough of an engagement's records to tell which deliverables their time has come for."""

from datetime import date

from sqlalchemy import select

from workshops.core.db import db
from workshops.deliverables.rules.evidence import (
    ActionFact,
    EngagementFact,
    Evidence,
    ExperimentFact,
    ThemeFact,
    WorkshopFact,
)
from workshops.engagements.models import Engagement, EngagementTask
from workshops.expectations.models import Theme
from workshops.experiments.models import Experiment
from workshops.planning.models import Workshop, WorkshopState


def outline(engagement: Engagement, language: str, today: date) -> Evidence:
    """Decided experiments, and whether there is any theme, workshop or action; four queries."""
    theme, workshop, action = (
        db.session.scalar(query.limit(1))
        for query in (
            select(Theme.id).where(
                Theme.engagement_id == engagement.id,
                Theme.deleted_at.is_(None),
                Theme.merged_into_id.is_(None),
            ),
            select(Workshop.id).where(
                Workshop.engagement_id == engagement.id,
                Workshop.deleted_at.is_(None),
                Workshop.state != WorkshopState.CANCELLED,
            ),
            select(EngagementTask.id).where(
                EngagementTask.engagement_id == engagement.id, EngagementTask.deleted_at.is_(None)
            ),
        )
    )
    return Evidence(
        engagement=EngagementFact("", engagement.name, engagement.question, ""),
        today=today,
        language=language,
        experiments=_decided(engagement),
        themes=(ThemeFact("", ""),) if theme else (),
        workshops=(WorkshopFact("", "", "", None, 0, 0, None),) if workshop else (),
        actions=(ActionFact("", ""),) if action else (),
    )


def _decided(engagement: Engagement) -> tuple[ExperimentFact, ...]:
    query = (
        select(Experiment)
        .where(
            Experiment.engagement_id == engagement.id,
            Experiment.deleted_at.is_(None),
            Experiment.decision.is_not(None),
        )
        .order_by(Experiment.id)
    )
    return tuple(
        ExperimentFact("", row.name, row.state, row.kind, decision=row.decision)
        for row in db.session.scalars(query)
    )
