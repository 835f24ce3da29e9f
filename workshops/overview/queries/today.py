"""What the page Today shows: the actor's next workshops, tasks, requests and undelivered mail.

Only the words that the page shows are read, no whole records.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, literal, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased, load_only

from workshops.accounts.permissions import may_ever
from workshops.core.actor import Actor
from workshops.core.db import STATEMENTS, db
from workshops.engagements.models import (
    Engagement,
    EngagementMember,
    EngagementRequest,
    EngagementTask,
    RequestState,
)
from workshops.invitations.queries.incoming import search_tray
from workshops.mail.models import UNDELIVERED, Incoming, Letter
from workshops.planning.models import Room, Sitting, Workshop, WorkshopState
from workshops.planning.queries import is_theirs, visible

SOON_DAYS = 7
GONE = (WorkshopState.CANCELLED, WorkshopState.HELD, WorkshopState.CLOSED)
_OF_LETTERS = (
    Letter.public_id,
    Letter.state,
    Letter.to_name,
    Letter.to_address,
    Letter.subject,
    Letter.failure,
    Letter.last_error,
)
_DUE = (
    select(
        EngagementTask.title,
        EngagementTask.due_on,
        Engagement.public_id,
        Engagement.name.label("engagement"),
    )
    .join(EngagementTask.engagement)
    .where(
        EngagementTask.owner_id == bindparam("owner"),
        EngagementTask.done_at.is_(None),
        EngagementTask.deleted_at.is_(None),
        Engagement.deleted_at.is_(None),
        EngagementTask.due_on <= bindparam("until"),
    )
    .order_by(EngagementTask.due_on, EngagementTask.id)
)
_REQUESTS = (
    select(EngagementRequest.public_id, EngagementRequest.agency, EngagementRequest.question)
    .where(EngagementRequest.state == RequestState.RECEIVED)
    .order_by(EngagementRequest.created_at, EngagementRequest.id)
    .limit(10)
)


def list_coming_sittings(
    actor: Actor, now: datetime, *, own: bool, limit: int = 4
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The first sitting still to come of each workshop, the soonest first."""
    return db.session.execute(_coming(actor, own), {"now": now, "most": limit}).all()


@lru_cache(maxsize=STATEMENTS)
def _coming(actor: Actor, own: bool) -> Select[*tuple[Any, ...]]:
    first = (
        select(func.min(Sitting.starts_at))
        .where(
            Sitting.workshop_id == Workshop.id,
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
            Sitting.starts_at >= bindparam("now"),
        )
        .correlate(Workshop)
        .scalar_subquery()
    )
    query = (
        visible(actor)
        .join(Workshop.sittings)
        .outerjoin(Sitting.room)
        .where(
            Workshop.state.not_in(GONE),
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
            Sitting.starts_at == first,
        )
        .with_only_columns(
            Workshop.id,
            Workshop.public_id,
            Workshop.name,
            Engagement.name.label("engagement"),
            Sitting.starts_at,
            Sitting.timezone,
            Sitting.online_url,
            Room.name.label("room"),
        )
        .order_by(Sitting.starts_at, Sitting.id)
        .limit(bindparam("most"))
    )
    return query.where(is_theirs(actor)) if own else query


def list_due_tasks(actor: Actor, today: date) -> Sequence[Row[str, date | None, str, str]]:
    """The actor's open tasks that are late or due within a week, the oldest first."""
    until = today + timedelta(days=SOON_DAYS)
    return db.session.execute(_DUE, {"owner": actor.id, "until": until}).all()


def list_waiting_requests(actor: Actor) -> Sequence[Row[str, str, str]]:
    """Requests that nobody has answered, the oldest first; for those who may answer them."""
    return db.session.execute(_REQUESTS).all() if may_ever(actor, "U", "request") else []


def list_unfinished_workshops(actor: Actor, now: datetime) -> Sequence[Row[str, str, str]]:
    """The actor's workshops that are over by the clock and not marked as held."""
    return db.session.execute(_unfinished(actor), {"began": now - timedelta(hours=12)}).all()


@lru_cache(maxsize=STATEMENTS)
def _unfinished(actor: Actor) -> Select[str, str, str]:
    last = (
        select(func.max(Sitting.starts_at))
        .where(
            Sitting.workshop_id == Workshop.id,
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
        )
        .correlate(Workshop)
        .scalar_subquery()
    )
    return (
        visible(actor)
        .where(is_theirs(actor), Workshop.state.not_in(GONE), last < bindparam("began"))
        .with_only_columns(Workshop.public_id, Workshop.name, Engagement.name.label("engagement"))
        .order_by(Workshop.id)
        .limit(10)
    )


def count_waiting_messages(actor: Actor) -> int:
    """How many messages wait in the post tray for the actor to settle them; one query."""
    return db.session.scalar(_in_tray(actor)) or 0


@lru_cache(maxsize=STATEMENTS)
def _in_tray(actor: Actor) -> Select[int]:
    return search_tray(actor).with_only_columns(func.count(Incoming.id)).order_by(None)


def list_undelivered_letters(actor: Actor) -> Sequence[Letter]:
    """Letters of the actor's engagements that did not arrive and that none has followed since."""
    return db.session.scalars(_undelivered(actor)).all()


@lru_cache(maxsize=STATEMENTS)
def _undelivered(actor: Actor) -> Select[Letter]:
    mine = select(EngagementMember.engagement_id).where(EngagementMember.user_id == actor.id)
    everybody = literal(may_ever(actor, "R", "job"))
    scope = or_(Letter.engagement_id.in_(mine), Letter.engagement_id.is_(None) & everybody)
    newer = aliased(Letter)
    same = (newer.lane == Letter.lane, newer.to_name == Letter.to_name)
    followed = exists().where(*same, newer.id > Letter.id)
    return (
        select(Letter)
        .options(load_only(*_OF_LETTERS))
        .where(Letter.state.in_(UNDELIVERED), scope, ~followed)
        .order_by(Letter.id.desc())
        .limit(10)
    )
