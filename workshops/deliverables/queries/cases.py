"""The documents of an engagement as the journal wants them: date, description, number, state."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from workshops.core.db import db
from workshops.deliverables.models import Deliverable, DeliverableKind, DeliverableState
from workshops.deliverables.queries import list_versions_of
from workshops.engagements.models import Engagement


@dataclass(frozen=True)
class CaseRow:
    """One document. A draft has no version and no hash: its words can still change."""

    on: date
    description: str
    journal_number: str
    kind: DeliverableKind
    final: bool
    version: str = ""
    sha256: str = ""


def list_case(engagement: Engagement) -> list[CaseRow]:
    """Every issued version and every draft of an engagement, the oldest first."""
    issued = [
        CaseRow(
            on=version.issued_at.date(),
            description=version.short_description,
            journal_number=version.journal_number,
            kind=version.deliverable.kind,
            final=True,
            version=str(version.number),
            sha256=version.sha256,
        )
        for version in list_versions_of(engagement)
    ]
    drafts = select(Deliverable).where(
        Deliverable.engagement_id == engagement.id,
        Deliverable.deleted_at.is_(None),
        Deliverable.state != DeliverableState.ISSUED,
    )
    begun = [
        CaseRow(
            on=draft.created_at.date(),
            description=draft.short_description or draft.title,
            journal_number=draft.journal_number,
            kind=draft.kind,
            final=False,
        )
        for draft in db.session.scalars(drafts.order_by(Deliverable.id))
    ]
    return sorted([*issued, *begun], key=lambda row: (row.on, row.version))
