"""Reads of the letters about date polls."""

from collections.abc import Sequence

from sqlalchemy import select

from workshops.core.db import db
from workshops.mail.models import Letter, LetterState
from workshops.planning.models.polls import DatePoll, PollGuest

LOST = (LetterState.BOUNCED, LetterState.REFUSED, LetterState.GIVEN_UP)


def list_lost(poll: DatePoll) -> Sequence[Letter]:
    """Letters about a poll that did not reach their guest, the oldest first; one query."""
    return db.session.scalars(
        select(Letter)
        .where(
            Letter.record_kind == PollGuest.__tablename__,
            Letter.record_id.in_([guest.id for guest in poll.guests]),
            Letter.state.in_(LOST),
        )
        .order_by(Letter.id)
    ).all()
