"""Reads of the letters about date polls."""

from collections.abc import Sequence

from sqlalchemy import select

from workshops.core.db import db
from workshops.mail.models import UNDELIVERED, Letter
from workshops.planning.models.polls import DatePoll, PollGuest


def list_lost(poll: DatePoll) -> Sequence[Letter]:
    """Letters about a poll that did not reach their guest, the oldest first; one query."""
    return db.session.scalars(
        select(Letter)
        .where(
            Letter.record_kind == PollGuest.__tablename__,
            Letter.record_id.in_([guest.id for guest in poll.guests]),
            Letter.state.in_(UNDELIVERED),
        )
        .order_by(Letter.id)
    ).all()
