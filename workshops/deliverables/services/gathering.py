"""What the records of an engagement say now, as a composed deliverable."""

from datetime import date

from workshops.core.errors import Invalid, Problem
from workshops.core.text import N_
from workshops.deliverables.compose import CatalogueWords, Composition, compose
from workshops.deliverables.models import Deliverable, DeliverableKind
from workshops.deliverables.queries.evidence import gather
from workshops.deliverables.queries.outline import outline
from workshops.deliverables.rules.evidence import Evidence
from workshops.deliverables.rules.phase import check_phase
from workshops.deliverables.services import SUBJECTS
from workshops.engagements.models import Engagement
from workshops.experiments.models import Experiment
from workshops.planning.models import Workshop

Subject = Experiment | Workshop | None


def compose_now(
    engagement: Engagement,
    *,
    kind: DeliverableKind,
    language: str,
    today: date,
    subject: Subject = None,
) -> Composition:
    """Compose from the evidence as it stands. Raises Invalid while it cannot bear this kind."""
    if kind in SUBJECTS and subject is None:
        raise Invalid(N_("Choose what the report is about."), "subject")
    key = f"{SUBJECTS[kind]}:{subject.public_id}" if subject else ""
    evidence = gather(engagement, language, today)
    return compose(kind, evidence, CatalogueWords(language), key)


def compose_again(deliverable: Deliverable, today: date) -> Composition:
    """What a deliverable would say if it were composed now."""
    return compose_now(
        deliverable.engagement,
        kind=deliverable.kind,
        language=deliverable.language,
        today=today,
        subject=deliverable.experiment or deliverable.workshop,
    )


def gates(engagement: Engagement, language: str, today: date) -> dict[DeliverableKind, str]:
    """Each kind with the message id of why it cannot be made yet, "" when it can."""
    evidence = outline(engagement, language, today)
    return {kind: _reason(kind, evidence) for kind in DeliverableKind}


def _reason(kind: DeliverableKind, evidence: Evidence) -> str:
    try:
        check_phase(kind, evidence)
    except Problem as early:
        return early.message
    return ""
