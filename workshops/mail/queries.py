"""Reads of the outbox. Who may see which letter is for the slice above to say."""

from datetime import datetime

from sqlalchemy import func, select

from workshops.core.db import db
from workshops.mail.models import Letter, LetterState

NOT_LEFT = (LetterState.QUEUED, LetterState.SENDING)
_WAITING = select(func.count(Letter.id), func.min(Letter.queued_at)).where(
    Letter.state.in_(NOT_LEFT)
)


def waiting() -> tuple[int, datetime | None]:
    """How many letters have not left yet, and since when the oldest waits."""
    row = db.session.execute(_WAITING).one()
    return row[0], row[1]


def list_for_record(record_kind: str, record_id: int) -> list[Letter]:
    """Every letter about one record, the oldest first."""
    return list(
        db.session.scalars(
            select(Letter)
            .where(Letter.record_kind == record_kind, Letter.record_id == record_id)
            .order_by(Letter.id)
        )
    )
