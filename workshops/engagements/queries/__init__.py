"""Reads of engagements, scoped by who asks."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, false, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import joinedload, selectinload

from workshops.accounts.permissions import allows, may_ever
from workshops.core.actor import Actor
from workshops.core.db import STATEMENTS, db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements.models import Engagement, EngagementMember, EngagementState
from workshops.people.models import Organisation

_SHOWN = (
    joinedload(Engagement.organisation),
    joinedload(Engagement.manager),
    joinedload(Engagement.hr_partner),
    selectinload(Engagement.members),
)


@lru_cache(maxsize=STATEMENTS)
def visible(actor: Actor) -> Select[Engagement]:
    """The engagements that the one who asks may read, deleted ones left out; not ordered."""
    query = select(Engagement).where(Engagement.deleted_at.is_(None))
    if allows(actor, "R", "engagement"):
        return query
    return query.where(_is_theirs(actor) if may_ever(actor, "R", "engagement") else false())


def get_engagement(actor: Actor, public_id: str) -> Engagement:
    """One engagement with agency, manager and members. Raises NotFound, also when invisible."""
    found = db.session.scalar(_one(actor), {"wanted": public_id})
    if found is None:
        raise NotFound(N_("There is no such engagement."))
    return found


@lru_cache(maxsize=STATEMENTS)
def _one(actor: Actor) -> Select[Engagement]:
    return visible(actor).where(Engagement.public_id == bindparam("wanted")).options(*_SHOWN)


def list_my_engagements(actor: Actor) -> Sequence[Engagement]:
    """Engagements that are not closed and that the one who asks works on, by name."""
    return db.session.scalars(_mine(actor).options(*_SHOWN)).all()


def list_my_names(actor: Actor) -> Sequence[Row[str, str, str, str]]:
    """Id, name, question and agency of the same engagements, in the same order."""
    return db.session.execute(_mine_in_words(actor)).all()


@lru_cache(maxsize=STATEMENTS)
def _mine(actor: Actor) -> Select[Engagement]:
    return (
        visible(actor)
        .where(_is_theirs(actor), Engagement.state != EngagementState.CLOSED)
        .order_by(Engagement.name_sort, Engagement.id)
    )


@lru_cache(maxsize=STATEMENTS)
def _mine_in_words(actor: Actor) -> Select[str, str, str, str]:
    agency = Organisation.name.label("agency")
    return (
        _mine(actor)
        .join(Engagement.organisation)
        .with_only_columns(Engagement.public_id, Engagement.name, Engagement.question, agency)
    )


def _is_theirs(actor: Actor) -> Any:
    return Engagement.members.any(EngagementMember.user_id == (actor.id or 0))
