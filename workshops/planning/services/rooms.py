"""Rooms that can be booked."""

from collections.abc import Sequence
from dataclasses import dataclass

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.text import N_, clean, clean_line
from workshops.planning import permissions
from workshops.planning.models import Room
from workshops.planning.queries import rooms as queries


@dataclass(frozen=True)
class RoomFacts:
    """What a room is. `travel_minutes` is the way there from the lab."""

    name: str
    capacity: int
    address: str = ""
    equipment: Sequence[str] = ()
    travel_minutes: int = 0
    notes: str = ""


def add_room(actor: Actor, *, facts: RoomFacts) -> Room:
    """Enter a room. Raises Invalid."""
    if not permissions.can_add_room(actor):
        raise NotAllowed(N_("Your role may not change rooms."))
    room = Room(**_values(facts))
    db.session.add(room)
    db.session.flush()
    activity.record(actor, "added", room, title=room.name)
    return room


def edit_room(actor: Actor, *, room: Room, facts: RoomFacts, version: int) -> Room:
    """Change a room; what is booked stays booked. Raises Invalid and Stale."""
    if not permissions.can_edit_room(actor):
        raise NotAllowed(N_("Your role may not change rooms."))
    require_there(room)
    if room.version != version:
        raise Stale(N_("Somebody else changed the room while you were writing."))
    values = _values(facts)
    changed = [name for name, new in values.items() if getattr(room, name) != new]
    for name in changed:
        setattr(room, name, values[name])
    db.session.flush()
    if changed:
        activity.record(actor, "changed", room, title=room.name, fields=changed)
    return room


def delete_room(actor: Actor, *, room: Room) -> None:
    """Put a room in the bin. Raises Conflict while coming workshops are held in it."""
    if not permissions.can_delete_room(actor):
        raise NotAllowed(N_("Only an administrator can delete rooms."))
    coming = queries.count_coming(room, clock.now())
    if coming:
        raise Conflict(
            N_("The room is booked for coming days: %(count)s. Move them first."), count=coming
        )
    room.deleted_at = clock.now()
    db.session.flush()
    activity.record(actor, "deleted", room, title=room.name)


def restore_room(actor: Actor, *, room: Room) -> Room:
    """Take a room out of the bin."""
    if not permissions.can_delete_room(actor):
        raise NotAllowed(N_("Only an administrator can delete rooms."))
    room.deleted_at = None
    db.session.flush()
    activity.record(actor, "restored", room, title=room.name)
    return room


def _values(facts: RoomFacts) -> dict[str, object]:
    name = clean_line(facts.name)[:200]
    if not name:
        raise Invalid(N_("Enter a name."), "name")
    if not 1 <= facts.capacity <= 5000:
        raise Invalid(N_("Enter how many people fit in, from 1 to 5000."), "capacity")
    if not 0 <= facts.travel_minutes <= 600:
        raise Invalid(N_("Enter minutes from 0 to 600."), "travel_minutes")
    equipment = [clean_line(item)[:120] for item in facts.equipment]
    return {
        "name": name,
        "capacity": facts.capacity,
        "address": clean_line(facts.address)[:300],
        "equipment": [item for item in dict.fromkeys(equipment) if item],
        "travel_minutes": facts.travel_minutes,
        "notes": clean(facts.notes)[:2000],
    }
