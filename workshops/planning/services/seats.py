"""Seats and the waiting list of a day: read under a lock, decided by the rules, written and told.

Whoever changes places holds the day's row until the end of the transaction (on SQLite the write
lock), so that two acts never decide on the same free seat; the key of SeatTaken stands behind it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update

from workshops.core import clock, events
from workshops.core.actor import WORKER
from workshops.core.db import db
from workshops.jobs import queue
from workshops.planning.events import PlaceChanged
from workshops.planning.models import (
    Participation,
    Place,
    Seat,
    Sitting,
    Workshop,
    WorkshopState,
)
from workshops.planning.models.kinds import Cause
from workshops.planning.models.seats import SeatTaken
from workshops.planning.queries.seats import capacity_of, has_kind
from workshops.planning.rules.seats import Day, Guest, Seating
from workshops.planning.services import acts
from workshops.planning.services.steps import Decision, keep, keep_one

SETTLE = "planning.settle_seats"
FIXED = (WorkshopState.HELD, WorkshopState.CLOSED, WorkshopState.CANCELLED)
RANK = {Place.NONE: 0, Place.WAITING: 1, Place.OFFERED: 2, Place.SEAT: 3}


@contextmanager
def seating(
    sitting: Sitting,
    now: datetime,
    concerned: Sequence[Participation] = (),
    decision: Decision | None = None,
) -> Iterator[Seating]:
    """The places of a day to change inside the block; afterwards they are written and told.

    What `concerned` guests have is read again under the lock. On a day that is only online nobody
    sits or waits on site.
    """
    hold_day(sitting)
    for one in concerned:
        db.session.refresh(one)
    before = _guests(sitting, [one.id for one in concerned])
    places = Seating(_day(sitting), before.values(), now)
    if not has_kind(sitting, Seat.ON_SITE):
        places.move_over(Seat.ON_SITE)
    yield places
    _write(sitting, before, places.guests)
    keep(places.steps, now, decision)
    _wake(sitting, places)


def hold_day(sitting: Sitting) -> None:
    """Hold a day's row until the end of the transaction, and read day and workshop anew."""
    db.session.flush()
    db.session.execute(
        select(Sitting.id).where(Sitting.id == sitting.id).with_for_update(key_share=True)
    )
    db.session.refresh(sitting)
    db.session.refresh(sitting.workshop)


def settle(*, sitting: Sitting, now: datetime, gone: Seat | None = None) -> None:
    """End offers and kept seats that have run out, and hand on what is free.

    Where the day is no longer held as `gone`, everybody there sits or waits as the other kind. On a
    day that is not to come, or of a workshop that is over, nothing happens.
    """
    if not hands_out(sitting):
        return
    with seating(sitting, now) as places:
        if gone is not None:
            places.move_over(gone)
        places.settle()
    if gone is not None:
        _move_unplaced(sitting, gone)


def _move_unplaced(sitting: Sitting, gone: Seat) -> None:
    """Who has no place yet will sit as the other kind too."""
    rows = db.session.scalars(
        select(Participation)
        .where(
            Participation.sitting_id == sitting.id,
            Participation.seat == gone,
            Participation.place == Place.NONE,
            Participation.removed_at.is_(None),
        )
        .order_by(Participation.id)
    )
    for row in rows:
        row.seat = Seat.ON_SITE if gone is Seat.ONLINE else Seat.ONLINE
    db.session.flush()


def settle_all(*, workshop: Workshop, now: datetime) -> None:
    """The same for every day of a workshop."""
    for sitting in sorted(workshop.sittings, key=lambda one: one.id):
        settle(sitting=sitting, now=now)


def hands_out(sitting: Sitting) -> bool:
    """Whether places of this day are still given: not of a hold, nor of what is over or gone."""
    workshop = sitting.workshop
    over = workshop.state in FIXED or workshop.deleted_at is not None
    return not (over or sitting.is_hold or sitting.removed_at is not None)


def leave(*, participation: Participation, now: datetime) -> None:
    """Take the place of somebody who is taken off, and hand it on where places still are given."""
    if hands_out(participation.sitting):
        with seating(participation.sitting, now, [participation]) as places:
            places.remove(participation.id)
    else:
        clear([participation])


def admit(*, participation: Participation, now: datetime) -> None:
    """A seat for somebody who stands at the door and is let in, however many there are."""
    if hands_out(participation.sitting):
        with seating(participation.sitting, now, [participation]) as places:
            places.give(participation.id, Cause.DOOR)
    else:
        participation.place = Place.SEAT


def clear(participations: Sequence[Participation], cause: Cause = Cause.ENDED) -> None:
    """Take places that nobody else is to have."""
    for one in participations:
        keep_one(one, one.place, Place.NONE, cause)
    _drop(participations)


def _drop(participations: Sequence[Participation]) -> None:
    numbers = [one.id for one in participations]
    db.session.flush()
    db.session.execute(delete(SeatTaken).where(SeatTaken.participation_id.in_(numbers)))
    for one in participations:
        one.place, one.queued_at = Place.NONE, None
        one.offered_until, one.kept_until = None, None
    db.session.flush()


def pass_on(*, given: Participation, taken: Participation, now: datetime) -> None:
    """Give `taken` the place that `given` has on the same day, where it is better than theirs.

    What is left over is handed on. The answers are the caller's.
    """
    before = taken.place
    if RANK[given.place] > RANK[before]:
        _drop([taken])
        taken.seat, taken.place, taken.queued_at = given.seat, given.place, given.queued_at
        taken.offered_until, taken.kept_until = given.offered_until, given.kept_until
        db.session.execute(
            update(SeatTaken)
            .where(SeatTaken.participation_id == given.id)
            .values(participation_id=taken.id)
        )
    clear([given], Cause.PASSED_ON)
    if taken.place is not before:
        keep_one(taken, before, taken.place, Cause.PASSED_ON)
        events.publish(PlaceChanged(taken.id, before, taken.place))
    settle(sitting=taken.sitting, now=now)


def _day(sitting: Sitting) -> Day:
    return Day(
        starts_at=sitting.starts_at,
        cut_off=timedelta(hours=sitting.workshop.promote_until_hours),
        seats={seat: capacity_of(sitting, seat) for seat in Seat},
    )


def _guests(sitting: Sitting, concerned: Sequence[int]) -> dict[int, Guest]:
    """Everybody on a day who has a place or is concerned, as the rules see them."""
    rows = db.session.execute(
        select(
            Participation.id,
            Participation.seat,
            Participation.role,
            Participation.answer,
            Participation.place,
            Participation.queued_at,
            Participation.offered_until,
            Participation.kept_until,
            SeatTaken.number,
        )
        .outerjoin(SeatTaken, SeatTaken.participation_id == Participation.id)
        .where(
            Participation.sitting_id == sitting.id,
            or_(Participation.place != Place.NONE, Participation.id.in_(concerned)),
        )
        .order_by(Participation.id)
    )
    return {row.id: Guest(*row) for row in rows}


def _write(sitting: Sitting, before: dict[int, Guest], after: dict[int, Guest]) -> None:
    """Write what has changed, seats given back before others are taken, and tell it."""
    changed = [one for number, one in after.items() if before[number] != one]
    moved = [one for one in changed if _seat_of(before[one.id]) != _seat_of(one)]
    numbers = [one.id for one in moved]
    if numbers:
        db.session.execute(delete(SeatTaken).where(SeatTaken.participation_id.in_(numbers)))
    taken = [
        {
            "sitting_id": sitting.id,
            "seat": one.seat,
            "number": one.number,
            "participation_id": one.id,
        }
        for one in moved
        if one.number
    ]
    if taken:
        db.session.execute(insert(SeatTaken), taken)
    rows = db.session.scalars(
        select(Participation)
        .where(Participation.id.in_([one.id for one in changed]))
        .order_by(Participation.id)
        .execution_options(populate_existing=True)
    )
    for row in rows:
        _write_one(row, after[row.id])
    db.session.flush()
    for one in changed:
        _tell(sitting, before[one.id], one)


def _seat_of(guest: Guest) -> tuple[Seat, int | None]:
    return guest.seat, guest.number


def _write_one(row: Participation, guest: Guest) -> None:
    row.seat, row.answer, row.place = guest.seat, guest.answer, guest.place
    row.queued_at, row.offered_until = guest.queued_at, guest.offered_until
    row.kept_until = guest.kept_until


def _tell(sitting: Sitting, before: Guest, after: Guest) -> None:
    if before.place is after.place:
        return
    if before.place is Place.WAITING and after.place is not Place.NONE:
        act = "seat_handed_on" if after.place is Place.SEAT else "seat_offered"
        acts.record(WORKER, act, sitting.workshop)
    events.publish(PlaceChanged(after.id, before.place, after.place))


def _wake(sitting: Sitting, places: Seating) -> None:
    """Have the day looked at again when something runs out."""
    at = places.next_wake()
    if at is not None:
        key = f"seats:{sitting.id}:{at:%Y%m%d%H%M%S}"
        queue.enqueue(SETTLE, key=key, run_at=at, sitting_id=sitting.id)


def settle_by_id(*, sitting_id: int) -> None:
    """What the job of a day does: the rest is `settle`."""
    sitting = db.session.get(Sitting, sitting_id)
    if sitting is not None:
        settle(sitting=sitting, now=clock.now())
