"""What happens to participation when two persons turn out to be one."""

from sqlalchemy import delete, select, update

from workshops.core import clock, events
from workshops.core.actor import WORKER
from workshops.core.db import db
from workshops.planning.events import ParticipationRemoved
from workshops.planning.models import Booking, DayNeed, ParticipantRole, Participation, Sitting
from workshops.planning.services import bookings


def follow_merge(*, kept_id: int, gone_id: int) -> None:
    """Give the kept person what the gone one had in planning.

    Where both are on a sitting, the kept one's answer stays and the other is taken off it.
    """
    theirs = _participations(kept_id)
    rows = _participations(gone_id).values()
    for row in rows:
        if row.sitting_id not in theirs:
            row.person_id = kept_id
        elif row.removed_at is None:
            row.removed_at = clock.now()
            events.publish(ParticipationRemoved(row.id))
    db.session.flush()
    _move_needs(kept_id, gone_id)
    db.session.execute(delete(Booking).where(Booking.resource == f"person:{gone_id}"))
    for row in rows:
        if row.role is ParticipantRole.KEY_PERSON and row.removed_at is None:
            _book_if_free(row.sitting)


def _participations(person_id: int) -> dict[int, Participation]:
    query = select(Participation).where(Participation.person_id == person_id)
    return {row.sitting_id: row for row in db.session.scalars(query.order_by(Participation.id))}


def _move_needs(kept_id: int, gone_id: int) -> None:
    known = select(DayNeed.workshop_id).where(DayNeed.person_id == kept_id)
    db.session.execute(
        update(DayNeed)
        .where(DayNeed.person_id == gone_id, DayNeed.workshop_id.not_in(known))
        .values(person_id=kept_id)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(delete(DayNeed).where(DayNeed.person_id == gone_id))


def _book_if_free(sitting: Sitting) -> None:
    """A merge is not undone because the one person turns out to be in two places."""
    try:
        bookings.rebook(WORKER, sitting=sitting)
    except bookings.Taken:
        return
