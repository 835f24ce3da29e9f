"""What engagements forget by themselves."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from workshops.core.db import db
from workshops.core.deadlines import oldest_kept
from workshops.engagements.models import EngagementFile, EngagementRequest, RequestState
from workshops.files.models import StoredFile

KEPT = timedelta(days=30)


def forget_unconfirmed(*, now: datetime) -> None:
    """Delete requests that their senders did not confirm within 30 days."""
    db.session.execute(
        delete(EngagementRequest).where(
            EngagementRequest.state == RequestState.UNCONFIRMED,
            EngagementRequest.created_at < oldest_kept(now, KEPT),
        )
    )


def forget_files(*, now: datetime) -> None:
    """Delete the rows of files that were deleted more than 30 days ago; their bytes go later."""
    old = select(StoredFile.id).where(StoredFile.deleted_at < oldest_kept(now, KEPT))
    numbers = list(db.session.scalars(old.order_by(StoredFile.id)))
    db.session.execute(delete(EngagementFile).where(EngagementFile.file_id.in_(numbers)))
    db.session.execute(delete(StoredFile).where(StoredFile.id.in_(numbers)))
