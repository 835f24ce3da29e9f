"""Booking rooms and people: the key in the database decides who was first."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError, OperationalError

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict
from workshops.core.text import N_
from workshops.planning.models import Booking, Sitting, Workshop, WorkshopState
from workshops.planning.queries import bookings as queries
from workshops.planning.queries.standing import was_held
from workshops.planning.rules import clashes


class Taken(Conflict):
    """A room or somebody is booked at that time; `free` are the next starts when all are free."""

    def __init__(self, found: Sequence[queries.Clash], free: Sequence[datetime]) -> None:
        what = ", ".join(dict.fromkeys(clash.name for clash in found))
        super().__init__(N_("%(what)s: taken at that time."), what=what)
        self.clashes = found
        self.free = free


def rebook(actor: Actor, *, sitting: Sitting) -> None:
    """Book a sitting's room, facilitators and key persons, and give back what it held before.

    Raises Taken, with what clashes and three next free times, when somebody else was first; the
    sitting then holds what it held.
    """
    db.session.flush()
    buffers = queries.wanted(sitting) if _holds(sitting) else {}
    ranges = {
        resource: clashes.slots(sitting.starts_at, sitting.length_minutes, buffer)
        for resource, buffer in buffers.items()
    }
    rows = [
        {"resource": resource, "slot": slot, "sitting_id": sitting.id}
        for resource, slots in sorted(ranges.items())
        for slot in slots
    ]
    try:
        with db.session.begin_nested():
            db.session.execute(delete(Booking).where(Booking.sitting_id == sitting.id))
            if rows:
                db.session.execute(insert(Booking), rows)
    except (IntegrityError, OperationalError) as wrong:
        found = queries.list_clashes(actor, sitting, ranges)
        if not found:
            raise
        raise Taken(found, _free(sitting, buffers)) from wrong


def rebook_all(actor: Actor, *, workshop: Workshop) -> None:
    """Book every sitting of a workshop anew that was not held already. Raises Taken."""
    for sitting in workshop.sittings:
        if not was_held(sitting, clock.now()):
            rebook(actor, sitting=sitting)


def release(sittings: Sequence[Sitting]) -> None:
    """Give back everything that sittings hold."""
    numbers = [sitting.id for sitting in sittings]
    db.session.flush()
    db.session.execute(delete(Booking).where(Booking.sitting_id.in_(numbers)))


def _holds(sitting: Sitting) -> bool:
    workshop = sitting.workshop
    over = workshop.state is WorkshopState.CANCELLED or workshop.deleted_at is not None
    return not over and sitting.removed_at is None and not sitting.is_hold


def _free(sitting: Sitting, buffers: dict[str, int]) -> list[datetime]:
    since = sitting.starts_at - timedelta(days=1)
    until = sitting.starts_at + timedelta(days=clashes.LOOK_AHEAD_DAYS + 1)
    busy = queries.list_busy(buffers, sitting, since, until)
    wish = clashes.Wish(sitting.starts_at, sitting.length_minutes, sitting.timezone, buffers)
    return clashes.next_free(wish, busy)
