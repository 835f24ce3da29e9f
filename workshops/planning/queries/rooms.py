"""Reads of rooms."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_, fold
from workshops.planning import permissions
from workshops.planning.models import Room, Sitting, Workshop, WorkshopState


def search_rooms(actor: Actor, text: str = "", seats: int = 0) -> Select[Room]:
    """Rooms by part of a name and by how many must fit in; not ordered yet."""
    if not permissions.can_see_rooms(actor):
        raise NotFound(N_("There is no such room."))
    query = select(Room).where(Room.deleted_at.is_(None), Room.capacity >= seats)
    return query.where(Room.name_search.contains(fold(text), autoescape=True)) if text else query


def list_rooms(actor: Actor) -> Sequence[Room]:
    """Every room in use, by name."""
    return db.session.scalars(search_rooms(actor).order_by(Room.name_sort, Room.id)).all()


def get_room(actor: Actor, public_id: str, *, deleted: bool = False) -> Room:
    """One room, or with `deleted` one in the bin. Raises NotFound."""
    query = select(Room).where(
        Room.public_id == public_id,
        Room.deleted_at.is_not(None) if deleted else Room.deleted_at.is_(None),
    )
    found = db.session.scalar(query) if permissions.can_see_rooms(actor) else None
    if found is None:
        raise NotFound(N_("There is no such room."))
    return found


def count_coming(room: Room, now: datetime) -> int:
    """How many days of workshops that take place are still to come in a room."""
    query = (
        select(func.count(Sitting.id))
        .join(Sitting.workshop)
        .where(
            Sitting.room_id == room.id,
            Sitting.starts_at >= now,
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
            Workshop.deleted_at.is_(None),
            Workshop.state != WorkshopState.CANCELLED,
        )
    )
    return db.session.scalar(query) or 0
