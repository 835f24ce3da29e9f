"""The days of a workshop: adding one, moving it, changing its place, taking it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from workshops.core import clock, events
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.text import N_, clean_line
from workshops.planning import permissions
from workshops.planning.events import ParticipationRemoved, SittingChanged, SittingRemoved
from workshops.planning.models import (
    Participation,
    Room,
    Seat,
    Sitting,
    Workshop,
    WorkshopState,
)
from workshops.planning.queries.seats import has_kind
from workshops.planning.queries.standing import was_held
from workshops.planning.rules import timing
from workshops.planning.services import acts, bookings, seats

LONGEST_MINUTES = 16 * 60
SETTLED = (WorkshopState.HELD, WorkshopState.CLOSED, WorkshopState.CANCELLED)


@dataclass(frozen=True)
class SittingPlan:
    """When and where a day is. `local` is the wall time in `timezone`, without a zone itself."""

    local: datetime
    length_minutes: int
    timezone: str = "Europe/Copenhagen"
    room: Room | None = None
    online_url: str = ""

    @property
    def starts_at(self) -> datetime:
        """The instant in UTC."""
        return timing.instant_of(self.local, self.timezone)


def add_sitting(actor: Actor, *, workshop: Workshop, plan: SittingPlan) -> Sitting:
    """Add a day; who is on the workshop is on the new day too, without an answer.

    Raises Invalid for a time that is over by now, and Taken.
    """
    _check(actor, workshop)
    check_plan(plan)
    _check_to_come(workshop, plan)
    guests = list_guests(workshop)
    sitting = Sitting(workshop=workshop, **_values(plan))
    db.session.add(sitting)
    db.session.flush()
    put_on(sitting, guests)
    db.session.expire(workshop, ["sittings"])
    bookings.rebook(actor, sitting=sitting)
    acts.record(actor, "day_added", workshop)
    return sitting


def change_sitting(actor: Actor, *, sitting: Sitting, plan: SittingPlan, version: int) -> Sitting:
    """Move a day or change its place. Nobody is written to: that is a step of its own.

    Raises Conflict for a day that was held, Invalid for a time that is over by now, Stale when
    somebody else changed it, and Taken.
    """
    _check(actor, sitting.workshop)
    _check_record(sitting)
    check_plan(plan)
    if sitting.version != version:
        raise Stale(N_("Somebody else changed this day while you were writing."))
    values = _values(plan)
    if _shows_the_same(sitting, plan):
        values["starts_at"] = sitting.starts_at
    changed = frozenset(name for name, value in values.items() if getattr(sitting, name) != value)
    if "starts_at" in changed or "length_minutes" in changed:
        _check_to_come(sitting.workshop, plan)
    gone = _write(sitting, values)
    bookings.rebook(actor, sitting=sitting)
    if changed:
        seats.settle(sitting=sitting, now=clock.now(), gone=gone)
        acts.record(actor, "day_changed", sitting.workshop, fields=changed)
        events.publish(SittingChanged(sitting.id, changed))
    return sitting


def remove_sitting(actor: Actor, *, sitting: Sitting) -> None:
    """Take a day out of a workshop, and everybody off it.

    Raises Conflict for the last one, and for one that was held.
    """
    workshop = sitting.workshop
    _check(actor, workshop)
    _check_record(sitting)
    if len(workshop.sittings) < 2:
        raise Conflict(
            N_("A workshop has at least one day. Cancel or delete the workshop instead.")
        )
    take_out(sitting)
    acts.record(actor, "day_removed", workshop)


def take_out(sitting: Sitting) -> None:
    """Take a day out of its workshop, and everybody off it."""
    workshop = sitting.workshop
    sitting.removed_at = clock.now()
    gone = db.session.scalars(
        select(Participation)
        .where(Participation.sitting_id == sitting.id, Participation.removed_at.is_(None))
        .order_by(Participation.id)
    ).all()
    for one in gone:
        one.removed_at = sitting.removed_at
    bookings.release([sitting])
    seats.clear(gone)
    db.session.expire(workshop, ["sittings"])
    for one in gone:
        events.publish(ParticipationRemoved(one.id))
    events.publish(SittingRemoved(sitting.id))


def check_plan(plan: SittingPlan) -> None:
    """Raise Invalid when a day's length, place or zone cannot be."""
    check_clock(plan.local, plan.timezone)
    if not 5 <= plan.length_minutes <= LONGEST_MINUTES:
        raise Invalid(N_("A day lasts from 5 minutes to 16 hours."), "length_minutes")
    url = plan.online_url
    if url and not url.startswith(("https://", "http://")):
        raise Invalid(N_("An online link begins with https://."), "online_url")
    if plan.room is not None and plan.room.deleted_at is not None:
        raise Invalid(N_("This room is no longer in use."), "room")


def check_clock(local: datetime, zone: str) -> None:
    """Raise Invalid when clocks in `zone` are put past a wall time that day."""
    if not timing.exists(local, zone):
        raise Invalid(timing.SKIPPED, "starts_time")


def _values(plan: SittingPlan) -> dict[str, object]:
    return {
        "starts_at": plan.starts_at,
        "length_minutes": plan.length_minutes,
        "timezone": plan.timezone,
        "room": plan.room,
        "online_url": clean_line(plan.online_url)[:500],
    }


def _write(sitting: Sitting, values: dict[str, object]) -> Seat | None:
    """Write the values of a day; gives the kind of seat that it had and has no more."""
    had = [seat for seat in Seat if has_kind(sitting, seat)]
    for name, value in values.items():
        setattr(sitting, name, value)
    db.session.flush()
    return next((seat for seat in had if not has_kind(sitting, seat)), None)


def _shows_the_same(sitting: Sitting, plan: SittingPlan) -> bool:
    """Whether day and time were left as they stood; a wall time alone does not tell the second of
    two equal hours."""
    stood = sitting.starts_at.astimezone(ZoneInfo(sitting.timezone)).replace(tzinfo=None)
    return plan.timezone == sitting.timezone and plan.local == stood


def put_on(sitting: Sitting, guests: Iterable[Participation]) -> None:
    """Put the same people on a new day, in their roles and without an answer."""
    db.session.add_all(
        Participation(sitting=sitting, person_id=one.person_id, role=one.role, seat=one.seat)
        for one in guests
    )
    db.session.flush()


def list_guests(workshop: Workshop) -> Iterable[Participation]:
    """One participation for each person on the workshop.

    Who was only on days that were held, and was taken off those to come, is no longer on it.
    """
    rows = db.session.scalars(
        select(Participation)
        .join(Participation.sitting)
        .where(
            Sitting.workshop_id == workshop.id,
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
        )
        .order_by(Participation.id)
    ).all()
    to_come = [row for row in rows if not was_held(row.sitting, clock.now())]
    gone = {row.person_id for row in to_come if row.removed_at}
    gone -= {row.person_id for row in to_come if not row.removed_at}
    stay = [row for row in rows if not row.removed_at and row.person_id not in gone]
    return {row.person_id: row for row in stay}.values()


def _check_record(sitting: Sitting) -> None:
    if was_held(sitting, clock.now()):
        raise Conflict(N_("This day was held; it stays as it was."))


def _check_to_come(workshop: Workshop, plan: SittingPlan) -> None:
    """A day of a workshop that people know of is not moved to where it would be a record."""
    ends_at = plan.starts_at + timedelta(minutes=plan.length_minutes)
    if workshop.state is not WorkshopState.DRAFT and ends_at <= clock.now():
        raise Invalid(N_("This time is over already."), "starts_on")


def _check(actor: Actor, workshop: Workshop) -> None:
    if not permissions.can_edit_workshop(actor, workshop):
        raise NotAllowed(N_("Only those who run the workshop can change it."))
    if workshop.state in SETTLED:
        raise Conflict(N_("The workshop is over; its days can no longer be changed."))
