"""Letting issued deliverables be found in the library."""

from workshops.deliverables.models.issued import DeliverableVersion
from workshops.deliverables.queries.documents import frozen_document
from workshops.deliverables.rules.differences import told
from workshops.search.models import EntryKind, Visibility
from workshops.search.services import Entry, put_entry, remove_entry


def put_deliverable(version: DeliverableVersion) -> None:
    """Let the newest version be found, when it is listed in the library."""
    deliverable = version.deliverable
    if not deliverable.library_listed:
        remove_entry(EntryKind.DELIVERABLE, deliverable.id)
        return
    engagement = deliverable.engagement
    document = frozen_document(version)
    lines = [line for s in document.sections for block in s.blocks for line in told(block.content)]
    put_entry(
        Entry(
            kind=EntryKind.DELIVERABLE,
            record_id=deliverable.id,
            public_id=deliverable.public_id,
            title=version.title,
            text="\n".join([version.short_description, *lines]),
            happened_on=version.issued_at.date(),
            language=version.language,
            engagement_id=engagement.id,
            organisation_id=engagement.organisation_id,
            level=engagement.organisation.level.value,
            policy_area=engagement.policy_area,
            year=version.issued_at.year,
            visibility=Visibility.STAFF,
        )
    )
