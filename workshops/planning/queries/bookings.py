"""Reads of bookings: who holds what, when something is taken, what goes on in the rooms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from workshops.accounts.models import User
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.people.models import Person
from workshops.planning.models import (
    Answer,
    Booking,
    ParticipantRole,
    Participation,
    Place,
    Room,
    Seat,
    Sitting,
    Workshop,
)
from workshops.planning.queries import visible
from workshops.planning.rules import clashes

_EXPECTED = (
    select(Participation.sitting_id, func.count())
    .join(Participation.sitting)
    .where(
        Sitting.workshop_id == bindparam("workshop"),
        Participation.removed_at.is_(None),
        Participation.seat == Seat.ON_SITE,
        Participation.answer != Answer.NO,
        Participation.place != Place.WAITING,
    )
    .group_by(Participation.sitting_id)
)


@dataclass(frozen=True)
class Clash:
    """Something that is taken: by which workshop, if the one who asks may know, and when."""

    resource: str
    name: str
    workshop: Workshop | None
    starts_at: datetime
    ends_at: datetime


def wanted(sitting: Sitting) -> dict[str, int]:
    """What a sitting books, each with its travel minutes before and after.

    The room, the facilitators and the key persons; a person with an account is that account.
    """
    travel = sitting.room.travel_minutes if sitting.room else 0
    found = {f"room:{sitting.room_id}": 0} if sitting.room_id else {}
    for assigned in sitting.workshop.facilitators:
        found[f"user:{assigned.user_id}"] = travel
    for person_id, user_id in _key_persons(sitting):
        found[resource_of(person_id, user_id)] = travel
    return found


def resource_of(person_id: int, user_id: int | None) -> str:
    """What a person is booked as."""
    return f"user:{user_id}" if user_id else f"person:{person_id}"


def _key_persons(sitting: Sitting) -> Iterable[tuple[int, int | None]]:
    query = (
        select(Person.id, Person.user_id)
        .join(Participation, Participation.person_id == Person.id)
        .where(
            Participation.sitting_id == sitting.id,
            Participation.role == ParticipantRole.KEY_PERSON,
            Participation.removed_at.is_(None),
        )
        .order_by(Person.id)
    )
    return [(person_id, user_id) for person_id, user_id in db.session.execute(query)]


def list_clashes(actor: Actor, sitting: Sitting, ranges: Mapping[str, range]) -> list[Clash]:
    """What of the wanted slots other sittings hold; workshops the actor may not see are unnamed."""
    taken = or_(
        *(
            and_(Booking.resource == resource, Booking.slot.between(slots[0], slots[-1]))
            for resource, slots in sorted(ranges.items())
        )
    )
    held = db.session.execute(
        select(Booking.resource, Booking.sitting_id, func.min(Booking.slot), func.max(Booking.slot))
        .where(taken, Booking.sitting_id != sitting.id)
        .group_by(Booking.resource, Booking.sitting_id)
        .order_by(Booking.resource, func.min(Booking.slot))
    ).all()
    names = names_of([resource for resource, *_ in held])
    holders = _workshops(actor, [sitting_id for _, sitting_id, *_ in held])
    return [
        Clash(resource, names[resource], holders.get(number), *clashes.interval(first, last))
        for resource, number, first, last in held
    ]


def names_of(resources: Sequence[str]) -> dict[str, str]:
    """What rooms, accounts and persons are called, by how they are booked."""
    numbers = defaultdict(list)
    for resource in resources:
        kind, _, number = resource.partition(":")
        numbers[kind].append(int(number))
    found = {}
    for kind, model in (("room", Room), ("user", User), ("person", Person)):
        if numbers[kind]:
            query = select(model.id, model.name).where(model.id.in_(numbers[kind]))
            found.update({f"{kind}:{number}": name for number, name in db.session.execute(query)})
    return found


def _workshops(actor: Actor, sitting_ids: Sequence[int]) -> dict[int, Workshop]:
    query = (
        visible(actor)
        .join(Sitting, Sitting.workshop_id == Workshop.id)
        .where(Sitting.id.in_(sitting_ids))
        .add_columns(Sitting.id)
    )
    return {number: workshop for workshop, number in db.session.execute(query)}


def list_clashes_at(
    actor: Actor, sitting: Sitting, starts_at: datetime, length_minutes: int
) -> list[Clash]:
    """What would be taken if a sitting were moved: its room, facilitators and key persons."""
    ranges = {
        resource: clashes.slots(starts_at, length_minutes, buffer)
        for resource, buffer in wanted(sitting).items()
    }
    return list_clashes(actor, sitting, ranges) if ranges else []


def list_busy(
    resources: Iterable[str], sitting: Sitting, since: datetime, until: datetime
) -> dict[str, list[clashes.Interval]]:
    """When resources are taken by other sittings between two instants."""
    first, last = clashes.slots(since, 0).start, clashes.slots(until, 0).start
    query = (
        select(Booking.resource, func.min(Booking.slot), func.max(Booking.slot))
        .where(
            Booking.resource.in_(list(resources)),
            Booking.slot.between(first, last),
            Booking.sitting_id != sitting.id,
        )
        .group_by(Booking.resource, Booking.sitting_id)
        .order_by(Booking.resource, func.min(Booking.slot))
    )
    busy: dict[str, list[clashes.Interval]] = defaultdict(list)
    for resource, begin, end in db.session.execute(query):
        busy[resource].append(clashes.interval(begin, end))
    return busy


def list_sittings_between(
    actor: Actor, since: datetime, until: datetime, room: Room | None = None
) -> Sequence[Sitting]:
    """Sittings of workshops the actor may read that begin in a span, with room; by start."""
    query = (
        select(Sitting)
        .where(
            Sitting.workshop_id.in_(visible(actor).with_only_columns(Workshop.id)),
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
            Sitting.starts_at >= since,
            Sitting.starts_at < until,
        )
        .options(joinedload(Sitting.room), joinedload(Sitting.workshop))
        .order_by(Sitting.starts_at, Sitting.id)
    )
    if room is not None:
        query = query.where(Sitting.room_id == room.id)
    return db.session.scalars(query).all()


def list_crowded(workshop: Workshop) -> list[tuple[str, int]]:
    """Rooms that hold fewer than are expected, and how many fewer.

    Expected is everybody on site who did not say no and does not wait for a seat.
    """
    counted = db.session.execute(_EXPECTED, {"workshop": workshop.id})
    expected = {row[0]: row[1] for row in counted}
    found = [
        (one.room.name, clashes.over_capacity(one.room.capacity, expected.get(one.id, 0)))
        for one in workshop.sittings
        if one.room
    ]
    return [(name, over) for name, over in found if over]
