"""Makers of deliverables for tests."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from tests.factories import make_engagement, make_person, save
from workshops.core import clock
from workshops.core.db import db
from workshops.deliverables.models import Deliverable, DeliverableKind, DeliverableState
from workshops.deliverables.models.issued import DeliverableVersion, RenderJob
from workshops.deliverables.models.review import ReviewComment, Reviewer, ReviewRound
from workshops.deliverables.queries.documents import Imprint, canonical, document_of
from workshops.documents.stored import document_to_json
from workshops.engagements.models import Engagement


def make_deliverable(engagement: Engagement | None = None, **changes: Any) -> Deliverable:
    """A draft of a training proposal, not composed yet."""
    engagement = engagement or make_engagement()
    values = {
        "kind": DeliverableKind.TRAINING,
        "language": "da",
        "title": "Forslag til kompetenceudvikling",
        "author_id": engagement.manager_id,
        "engagement_id": engagement.id,
    }
    return save(Deliverable(**{**values, **changes}))


def make_version(deliverable: Deliverable, number: int = 1, **changes: Any) -> DeliverableVersion:
    """An issued version of it as it stands, its files not made yet."""
    now = clock.now()
    plain = document_of(deliverable, Imprint("Lab", "Forslag", f"Version {number}", "i dag"))
    document = changes.pop("document", canonical(plain))
    values = {
        "title": deliverable.title,
        "language": deliverable.language,
        "sha256": sha256(document).hexdigest(),
        "journal_number": "2026-1234",
        "short_description": "Forslag til kompetenceudvikling",
        "written_by": "Ida Østergård",
        "approved_by": "Bo Kjær",
        "approved_at": now - timedelta(hours=1),
        "issued_by": "Ida Østergård",
        "issued_at": now,
    }
    version = save(
        DeliverableVersion(
            deliverable_id=deliverable.id, number=number, document=document, **{**values, **changes}
        )
    )
    db.session.add(RenderJob(version_id=version.id))
    db.session.commit()
    return version


def make_review(deliverable: Deliverable, **changes: Any) -> ReviewComment:
    """An open review of it by one contact at the agency, who has commented on the summary."""
    round_ = ReviewRound(
        deliverable_id=deliverable.id,
        number=1,
        message="Se især på behovene.",
        document=document_to_json(document_of(deliverable, Imprint("Lab", "Forslag", "", ""))),
        sent_by="Ida Østergård",
        expires_at=clock.now() + timedelta(days=14),
        reviewers=[Reviewer(person_id=make_person(name="Lone Kærgaard").id)],
    )
    deliverable.state = DeliverableState.IN_REVIEW
    save(round_)
    values = {"section_key": "summary", "text": "Det er for langt."}
    return save(ReviewComment(reviewer_id=round_.reviewers[0].id, **{**values, **changes}))
