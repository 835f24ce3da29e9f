"""Reads of seats: how many there are, how many are taken, who waits and at which number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select

from workshops.core.db import db
from workshops.planning.models import Answer, Participation, Place, Seat, Sitting, Workshop


@dataclass(frozen=True)
class SeatCount:
    """The seats of one kind on one day; capacity is None where there is no limit.

    `offered_until` is when the first of the offers that are open runs out.
    """

    sitting: Sitting
    seat: Seat
    capacity: int | None
    taken: int
    offered: int
    waiting: int
    offered_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody can sit down there: a seat is free that nobody waits for."""
        if self.capacity is None:
            return True
        return self.taken + self.offered < self.capacity and not self.waiting

    @property
    def over(self) -> int:
        """How many sit there above the number of seats."""
        return 0 if self.capacity is None else max(0, self.taken + self.offered - self.capacity)


def capacity_of(sitting: Sitting, seat: Seat) -> int | None:
    """How many seats of a kind a day has; None where there is no limit.

    On site it is never more than the day's room holds.
    """
    workshop = sitting.workshop
    if seat is Seat.ONLINE:
        return workshop.capacity_online
    room = sitting.room.capacity if sitting.room else None
    limits = [one for one in (workshop.capacity_on_site, room) if one is not None]
    return min(limits, default=None)


def has_kind(sitting: Sitting, seat: Seat) -> bool:
    """Whether a day is held there: online with a link, on site with a room or with neither yet."""
    if seat is Seat.ONLINE:
        return sitting.online_url != ""
    return sitting.room is not None or not sitting.online_url


def kinds_of(workshop: Workshop) -> list[Seat]:
    """The kinds of seat that a workshop's days have, on site first."""
    return [seat for seat in Seat if any(has_kind(day, seat) for day in workshop.sittings)]


def other_kind(placed: Participation) -> Seat | None:
    """Where else a guest can sit on that day; None where there is one kind of seat only."""
    other = Seat.ON_SITE if placed.seat is Seat.ONLINE else Seat.ONLINE
    has = has_kind(placed.sitting, other) and capacity_of(placed.sitting, other) != 0
    return other if has else None


def count_kind(sitting: Sitting, seat: Seat) -> SeatCount:
    """The seats of one kind on one day, also where nobody uses them yet."""
    found = db.session.execute(_COUNTED, {"workshop": sitting.workshop_id})
    return _counted(sitting, seat, {(row[0], row[1], row[2]): (row[3], row[4]) for row in found})


def position_of(placed: Participation) -> int:
    """Which number somebody is on the waiting list of the day; 0 for who is not on it."""
    if placed.place is not Place.WAITING or placed.queued_at is None:
        return 0
    earlier = or_(
        Participation.queued_at < placed.queued_at,
        and_(Participation.queued_at == placed.queued_at, Participation.id < placed.id),
    )
    ahead = db.session.scalar(
        select(func.count())
        .select_from(Participation)
        .where(
            Participation.sitting_id == placed.sitting_id,
            Participation.seat == placed.seat,
            Participation.place == Place.WAITING,
            Participation.answer == Answer.YES,
            earlier,
        )
    )
    return (ahead or 0) + 1


_COUNTED = (
    select(
        Participation.sitting_id,
        Participation.seat,
        Participation.place,
        func.count(),
        func.min(Participation.offered_until),
    )
    .join(Participation.sitting)
    .where(
        Sitting.workshop_id == bindparam("workshop"),
        Participation.removed_at.is_(None),
        Participation.place != Place.NONE,
    )
    .group_by(Participation.sitting_id, Participation.seat, Participation.place)
)


def list_counts(workshop: Workshop) -> Sequence[SeatCount]:
    """The seats of every day, on site and online, in one query; kinds nobody uses left out."""
    found = db.session.execute(_COUNTED, {"workshop": workshop.id})
    counted = {(day, seat, place): (count, ends) for day, seat, place, count, ends in found}
    every = [_counted(day, seat, counted) for day in workshop.sittings for seat in Seat]
    return [one for one in every if one.capacity or one.taken or one.offered or one.waiting]


def _counted(
    day: Sitting, seat: Seat, counted: dict[tuple[int, Seat, Place], tuple[int, datetime | None]]
) -> SeatCount:
    none: tuple[int, datetime | None] = (0, None)
    offered, ends = counted.get((day.id, seat, Place.OFFERED), none)
    return SeatCount(
        sitting=day,
        seat=seat,
        capacity=capacity_of(day, seat),
        taken=counted.get((day.id, seat, Place.SEAT), none)[0],
        offered=offered,
        waiting=counted.get((day.id, seat, Place.WAITING), none)[0],
        offered_until=ends,
    )
