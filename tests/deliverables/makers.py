"""Makers of deliverables for tests."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from tests.factories import make_engagement, save
from workshops.core import clock
from workshops.core.db import db
from workshops.deliverables.models import Deliverable, DeliverableKind
from workshops.deliverables.models.issued import DeliverableVersion, RenderJob
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
    """An issued version of it with an empty document, its files not made yet."""
    now = clock.now()
    document = changes.pop("document", b"{}")
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
