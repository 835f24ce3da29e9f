"""Reads of the outbox. Who may see which letter is for the slice above to say."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from workshops.core.db import db
from workshops.mail.models import NEVER_LEFT, Letter, LetterState

NOT_LEFT = (LetterState.QUEUED, LetterState.SENDING)
_GONE_ASTRAY = [state for state in NEVER_LEFT if state is not LetterState.QUEUED]
_WAITING = select(func.count(Letter.id), func.min(Letter.queued_at)).where(
    Letter.state.in_(NOT_LEFT)
)


def waiting() -> tuple[int, datetime | None]:
    """How many letters have not left yet, and since when the oldest waits."""
    row = db.session.execute(_WAITING).one()
    return row[0], row[1]


def last_told(record_kind: str, record_ids: Collection[int]) -> dict[int, datetime]:
    """When the last letter about each of some records was queued, but for what never left."""
    query = (
        select(Letter.record_id, func.max(Letter.queued_at))
        .where(
            Letter.record_kind == record_kind,
            Letter.record_id.in_(record_ids),
            Letter.state.not_in(_GONE_ASTRAY),
        )
        .group_by(Letter.record_id)
    )
    return {number: at for number, at in db.session.execute(query) if number is not None}


def list_for_record(record_kind: str, record_id: int) -> list[Letter]:
    """Every letter about one record, the oldest first."""
    return list(
        db.session.scalars(
            select(Letter)
            .where(Letter.record_kind == record_kind, Letter.record_id == record_id)
            .order_by(Letter.id)
        )
    )
