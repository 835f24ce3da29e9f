"""What happens to participation when two persons turn out to be one."""

from sqlalchemy import delete, select, update

from workshops.core import clock, events
from workshops.core.actor import WORKER
from workshops.core.db import db
from workshops.planning.events import ParticipationsMerged
from workshops.planning.models import (
    Answer,
    Booking,
    DayNeed,
    ParticipantRole,
    Participation,
    Sitting,
)
from workshops.planning.models.polls import PollGuest
from workshops.planning.services import attendance, bookings, seats


def follow_merge(*, kept_id: int, gone_id: int) -> None:
    """Give the kept person what the gone one had in planning.

    Where both are on a sitting the kept one's row stays, and of two answers the kept one's.
    """
    theirs = _participations(kept_id)
    rows = _participations(gone_id).values()
    for row in rows:
        if row.sitting_id not in theirs:
            row.person_id = kept_id
        elif row.removed_at is None:
            _make_one(theirs[row.sitting_id], row)
    db.session.flush()
    _move_polls(kept_id, gone_id)
    _move_needs(kept_id, gone_id)
    db.session.execute(delete(Booking).where(Booking.resource == f"person:{gone_id}"))
    for row in _participations(kept_id).values():
        if row.role is ParticipantRole.KEY_PERSON and row.removed_at is None:
            _book_if_free(row.sitting)


def _make_one(kept: Participation, gone: Participation) -> None:
    """Take over what only the gone row has; one that was taken off comes back as the gone one."""
    if kept.removed_at is not None:
        kept.removed_at, kept.role, kept.seat = None, gone.role, gone.seat
        kept.answer = Answer.NONE
    if kept.answer is Answer.NONE:
        kept.answer, kept.answered_at = gone.answer, gone.answered_at
        kept.answer_note = gone.answer_note
    if gone.role is ParticipantRole.KEY_PERSON:
        kept.role = gone.role
    attendance.follow_merge(kept=kept, gone=gone)
    gone.removed_at = clock.now()
    db.session.flush()
    events.publish(ParticipationsMerged(kept_id=kept.id, gone_id=gone.id))
    if kept.answer is gone.answer:
        seats.pass_on(given=gone, taken=kept, now=clock.now())
    else:
        seats.leave(participation=gone, now=clock.now())


def _participations(person_id: int) -> dict[int, Participation]:
    query = select(Participation).where(Participation.person_id == person_id)
    return {row.sitting_id: row for row in db.session.scalars(query.order_by(Participation.id))}


def _move_polls(kept_id: int, gone_id: int) -> None:
    """Where both are asked in one poll, the kept one's word stays; else the gone one's goes on."""
    asked = select(PollGuest).where(PollGuest.person_id.in_([kept_id, gone_id]))
    both: dict[int, dict[int, PollGuest]] = {}
    for guest in db.session.scalars(asked.order_by(PollGuest.id)):
        both.setdefault(guest.poll_id, {})[guest.person_id] = guest
    for found in both.values():
        gone, kept = found.get(gone_id), found.get(kept_id)
        if gone is not None and kept is None:
            gone.person_id = kept_id
        elif gone is not None and kept is not None:
            kept.required = kept.required or gone.required
            db.session.delete(gone)
    db.session.flush()


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
