"""What the page Today shows: the actor's next workshops, tasks, requests and undelivered mail."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import Select, bindparam, exists, func, literal, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

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
from workshops.planning.models import Sitting, Workshop, WorkshopState
from workshops.planning.queries import is_theirs, visible

SOON_DAYS = 7
GONE = (WorkshopState.CANCELLED, WorkshopState.HELD, WorkshopState.CLOSED)
_DUE = (
    select(EngagementTask)
    .join(EngagementTask.engagement)
    .options(contains_eager(EngagementTask.engagement))
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
    select(EngagementRequest)
    .where(EngagementRequest.state == RequestState.RECEIVED)
    .order_by(EngagementRequest.created_at, EngagementRequest.id)
    .limit(10)
)


def list_coming_sittings(
    actor: Actor, now: datetime, *, own: bool, limit: int = 4
) -> Sequence[Sitting]:
    """The first sitting still to come of each workshop, the soonest first."""
    return db.session.scalars(_coming(actor, own).limit(limit), {"now": now}).all()


@lru_cache(maxsize=STATEMENTS)
def _coming(actor: Actor, own: bool) -> Select[Sitting]:
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
    mine = visible(actor).with_only_columns(Workshop.id)
    query = (
        select(Sitting)
        .join(Sitting.workshop)
        .options(
            contains_eager(Sitting.workshop).joinedload(Workshop.engagement),
            joinedload(Sitting.room),
        )
        .where(
            Workshop.id.in_(mine),
            Workshop.state.not_in(GONE),
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
            Sitting.starts_at == first,
        )
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return query.where(is_theirs(actor)) if own else query


def list_due_tasks(actor: Actor, today: date) -> Sequence[EngagementTask]:
    """The actor's open tasks that are late or due within a week, the oldest first."""
    until = today + timedelta(days=SOON_DAYS)
    return db.session.scalars(_DUE, {"owner": actor.id, "until": until}).all()


def list_waiting_requests(actor: Actor) -> Sequence[EngagementRequest]:
    """Requests that nobody has answered, the oldest first; for those who may answer them."""
    return db.session.scalars(_REQUESTS).all() if may_ever(actor, "U", "request") else []


def list_unfinished_workshops(actor: Actor, now: datetime) -> Sequence[Workshop]:
    """The actor's workshops that are over by the clock and not marked as held."""
    return db.session.scalars(_unfinished(actor), {"began": now - timedelta(hours=12)}).all()


@lru_cache(maxsize=STATEMENTS)
def _unfinished(actor: Actor) -> Select[Workshop]:
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
        .options(joinedload(Workshop.engagement))
        .where(is_theirs(actor), Workshop.state.not_in(GONE), last < bindparam("began"))
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
        .where(Letter.state.in_(UNDELIVERED), scope, ~followed)
        .order_by(Letter.id.desc())
        .limit(10)
    )
