"""Reads of experiments, scoped by who asks: drafts are seen only by the engagement's own people."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, false, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import contains_eager, joinedload

from workshops.accounts.permissions import allows, may_ever
from workshops.core.actor import Actor
from workshops.core.db import STATEMENTS, db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements.models import Engagement, EngagementMember
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import ExperimentState

IN_WORDS = (Experiment.public_id, Experiment.name, Engagement.name.label("engagement"))
_GOING = (ExperimentState.REGISTERED, ExperimentState.RUNNING)


@lru_cache(maxsize=STATEMENTS)
def visible(actor: Actor) -> Select[Experiment]:
    """The experiments that the one who asks may read, deleted ones left out; not ordered.

    Others than the engagement's own people see an experiment once it has been registered.
    """
    query = (
        select(Experiment)
        .join(Experiment.engagement)
        .where(Experiment.deleted_at.is_(None), Engagement.deleted_at.is_(None))
    )
    if actor.trusted:
        return query
    if allows(actor, "R", "experiment"):
        return query.where(or_(Experiment.registered_at.is_not(None), is_theirs(actor)))
    return query.where(is_theirs(actor) if may_ever(actor, "R", "experiment") else false())


def is_theirs(actor: Actor) -> Any:
    """The condition that an experiment's engagement is one that the actor works on."""
    members = Engagement.members.any(EngagementMember.user_id == (actor.id or 0))
    return Experiment.engagement.has(members)


def get_experiment(actor: Actor, public_id: str) -> Experiment:
    """One experiment with engagement, agency, members, concept and owner.

    Raises NotFound, also when invisible.
    """
    query = visible(actor).where(Experiment.public_id == public_id).options(*_shown())
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(N_("There is no such experiment."))
    return found


def list_experiments(actor: Actor, engagement: Engagement) -> Sequence[Experiment]:
    """The experiments of an engagement that the actor may read, with concept; oldest first."""
    query = visible(actor).where(Experiment.engagement_id == engagement.id).options(*_shown())
    return db.session.scalars(query.order_by(Experiment.id)).all()


def list_past_end(actor: Actor, today: date) -> Sequence[Experiment]:
    """The actor's own experiments that are registered or running and past their planned end.

    The product itself sees everybody's. The longest overdue come first.
    """
    shown = (contains_eager(Experiment.engagement), joinedload(Experiment.owner))
    return db.session.scalars(_past_end(actor).options(*shown), {"today": today}).all()


def list_past_end_names(actor: Actor, today: date) -> Sequence[Row[str, str, str]]:
    """Id, name and engagement of the same experiments, in the same order."""
    return db.session.execute(_past_end_in_words(actor), {"today": today}).all()


@lru_cache(maxsize=STATEMENTS)
def _past_end_in_words(actor: Actor) -> Select[str, str, str]:
    return _past_end(actor).with_only_columns(*IN_WORDS)


@lru_cache(maxsize=STATEMENTS)
def _past_end(actor: Actor) -> Select[Experiment]:
    query = (
        visible(actor)
        .where(Experiment.state.in_(_GOING), Experiment.ends_on < bindparam("today"))
        .order_by(Experiment.ends_on, Experiment.id)
    )
    return query if actor.trusted else query.where(is_theirs(actor))


def get_to_restore(actor: Actor, public_id: str) -> Experiment:
    """A deleted experiment of the actor's. Raises NotFound."""
    query = (
        select(Experiment)
        .join(Experiment.engagement)
        .where(
            Experiment.public_id == public_id,
            Experiment.deleted_at.is_not(None),
            Engagement.deleted_at.is_(None),
        )
        .options(*_shown())
    )
    found = db.session.scalar(query if actor.trusted else query.where(is_theirs(actor)))
    if found is None:
        raise NotFound(N_("There is no such experiment."))
    return found


def _shown() -> tuple[Any, ...]:
    engagement = contains_eager(Experiment.engagement)
    return (
        engagement.joinedload(Engagement.organisation),
        engagement.selectinload(Engagement.members),
        joinedload(Experiment.concept),
        joinedload(Experiment.owner),
    )
