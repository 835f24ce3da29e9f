"""Sittings of a stretch of time, for calendars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from workshops.accounts.models import User
from workshops.core.actor import Actor, Role
from workshops.core.db import db
from workshops.planning.models import Room, Sitting, Workshop, WorkshopFacilitator
from workshops.planning.queries import is_theirs, visible
from workshops.planning.queries.standing import day_stands

LONGEST = timedelta(days=1)


@dataclass(frozen=True)
class Filter:
    """Whose calendar: everybody's, the actor's own, a room's or an account's."""

    mine: bool = False
    room: str = ""
    user: str = ""


def list_sittings(
    actor: Actor, since: datetime, until: datetime, chosen: Filter
) -> Sequence[Sitting]:
    """Sittings that overlap [since, until) and that the actor may see, by start; not called off."""
    query = (
        select(Sitting)
        .join(Sitting.workshop)
        .options(
            contains_eager(Sitting.workshop).joinedload(Workshop.engagement),
            joinedload(Sitting.room),
        )
        .where(
            Workshop.id.in_(visible(actor).with_only_columns(Workshop.id)),
            day_stands(),
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
            Sitting.starts_at > since - LONGEST,
            Sitting.starts_at < until,
        )
        .order_by(Sitting.starts_at, Sitting.id)
    )
    if chosen.mine:
        query = query.where(is_theirs(actor))
    if chosen.room:
        query = query.where(Sitting.room.has(Room.public_id == chosen.room))
    if chosen.user:
        runs = WorkshopFacilitator.user.has(User.public_id == chosen.user)
        query = query.where(Workshop.facilitators.any(runs))
    found = db.session.scalars(query).all()
    return [s for s in found if s.starts_at + timedelta(minutes=s.length_minutes) > since]


def list_rooms() -> Sequence[Room]:
    """Every room, by name, for choosing one."""
    return db.session.scalars(
        select(Room).where(Room.deleted_at.is_(None)).order_by(Room.name_sort)
    ).all()


def list_bookable_accounts() -> Sequence[User]:
    """The accounts that can run a workshop, by name."""
    roles = (Role.PROJECT_MANAGER, Role.FACILITATOR)
    query = select(User).where(User.disabled_at.is_(None), or_(*(User.role == r for r in roles)))
    return db.session.scalars(query.order_by(User.name_sort)).all()
