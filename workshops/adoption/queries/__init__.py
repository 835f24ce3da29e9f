"""Reads of adoptions, scoped by who asks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workshops.adoption import permissions
from workshops.adoption.models import Adoption, AdoptionAsk, AdoptionChange, AdoptionCheck, Status
from workshops.adoption.rules import ENDED
from workshops.core.actor import Actor
from workshops.core.db import STATEMENTS, db
from workshops.core.errors import Gone, NotFound
from workshops.core.text import N_, sort_key
from workshops.deliverables.models.issued import DeliverableVersion, Recommendation
from workshops.engagements.models import Engagement
from workshops.engagements.queries import visible as visible_engagements
from workshops.people.models import Organisation


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; `organisations` are numbers, None means all."""

    status: Status | None = None
    overdue: bool = False
    organisations: frozenset[int] | None = None

    @property
    def active(self) -> bool:
        """Whether anything is narrowed at all."""
        return self != Wanted()


def visible(actor: Actor) -> Select[Adoption]:
    """The adoptions that the one who asks may read; not ordered. Raises NotFound for others."""
    if not permissions.can_see_ledger(actor):
        raise NotFound(N_("There is no such recommendation."))
    query = select(Adoption).join(Adoption.engagement).join(Engagement.organisation)
    if actor.trusted:
        return query.where(Engagement.deleted_at.is_(None))
    ids = visible_engagements(actor).with_only_columns(Engagement.id)
    return query.where(Engagement.id.in_(ids))


def search_adoptions(
    actor: Actor, wanted: Wanted, today: date, engagement: Engagement | None = None
) -> Select[Adoption]:
    """The adoptions that the one who asks may read, narrowed; not ordered."""
    query = visible(actor)
    if engagement is not None:
        query = query.where(Adoption.engagement_id == engagement.id)
    if wanted.status is not None:
        query = query.where(Adoption.status == wanted.status)
    if wanted.overdue:
        query = query.where(Adoption.checks.any(_overdue(today)), Adoption.status.not_in(ENDED))
    if wanted.organisations is not None:
        query = query.where(Engagement.organisation_id.in_(wanted.organisations))
    return query.options(*shown())


def read_all(query: Select[Adoption]) -> Sequence[Adoption]:
    """Every row of a list, for a file."""
    return db.session.scalars(query).all()


def shown() -> tuple[Any, ...]:
    """What a list of adoptions shows of each."""
    return (
        contains_eager(Adoption.engagement).contains_eager(Engagement.organisation),
        joinedload(Adoption.recommendation).joinedload(Recommendation.issued),
        joinedload(Adoption.deliverable),
        selectinload(Adoption.checks),
    )


def get_adoption(actor: Actor, public_id: str) -> Adoption:
    """One adoption with its engagement's members. Raises NotFound, also when invisible."""
    engagement = contains_eager(Adoption.engagement)
    query = visible(actor).where(Adoption.public_id == public_id)
    query = query.options(*shown(), engagement.selectinload(Engagement.members))
    found = db.session.scalar(query)
    if found is None or not permissions.can_see_adoptions(actor, found.engagement):
        raise NotFound(N_("There is no such recommendation."))
    return found


def list_changes(adoption: Adoption) -> Sequence[AdoptionChange]:
    """What was answered so far, the newest first."""
    query = select(AdoptionChange).where(AdoptionChange.adoption_id == adoption.id)
    return db.session.scalars(query.order_by(AdoptionChange.id.desc())).all()


def list_askable(engagement: Engagement) -> Sequence[DeliverableVersion]:
    """The issued versions in force that recommend something, the oldest first."""
    query = (
        select(DeliverableVersion)
        .join(DeliverableVersion.deliverable)
        .where(
            DeliverableVersion.deliverable.has(engagement_id=engagement.id, deleted_at=None),
            DeliverableVersion.superseded_at.is_(None),
            select(Recommendation.id)
            .where(Recommendation.version_id == DeliverableVersion.id)
            .exists(),
        )
        .options(contains_eager(DeliverableVersion.deliverable))
        .order_by(DeliverableVersion.issued_at, DeliverableVersion.id)
    )
    return db.session.scalars(query).all()


def list_recommendations(version: DeliverableVersion) -> Sequence[Recommendation]:
    """The recommendations of an issued version, by number."""
    query = select(Recommendation).where(Recommendation.version_id == version.id)
    return db.session.scalars(query.order_by(Recommendation.number)).all()


def list_of_versions(version_ids: Collection[int]) -> Sequence[Adoption]:
    """What is under adoption of some issued versions, by number."""
    query = (
        select(Adoption)
        .join(Adoption.recommendation)
        .where(Recommendation.version_id.in_(version_ids))
        .options(contains_eager(Adoption.recommendation))
        .order_by(Recommendation.version_id, Recommendation.number)
    )
    return db.session.scalars(query).all()


def list_asks(engagement: Engagement) -> Sequence[AdoptionAsk]:
    """Who has been asked in an engagement, by name."""
    query = select(AdoptionAsk).where(AdoptionAsk.engagement_id == engagement.id)
    asked = db.session.scalars(query.order_by(AdoptionAsk.id))
    return sorted(asked, key=lambda one: sort_key(one.name))


def get_ask(engagement: Engagement, public_id: str) -> AdoptionAsk:
    """One who has been asked in an engagement. Raises NotFound, also for another engagement's."""
    query = select(AdoptionAsk).where(
        AdoptionAsk.engagement_id == engagement.id, AdoptionAsk.public_id == public_id
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(N_("There is no such person."))
    return found


def get_by_link(number: int, version: int) -> AdoptionAsk:
    """Whom a link is bound to. Raises NotFound, and Gone when a newer link has ended it."""
    query = (
        select(AdoptionAsk)
        .join(AdoptionAsk.engagement)
        .where(AdoptionAsk.id == number, Engagement.deleted_at.is_(None))
        .options(
            contains_eager(AdoptionAsk.engagement).options(
                joinedload(Engagement.organisation), joinedload(Engagement.manager)
            )
        )
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(N_("This link is not known."))
    if found.link_version != version:
        raise Gone(N_("A newer link has taken the place of this one."))
    return found


def list_for_ask(ask: AdoptionAsk) -> Sequence[Adoption]:
    """What the holder of a link answers, document by document."""
    query = (
        select(Adoption)
        .join(Adoption.recommendation)
        .where(Adoption.engagement_id == ask.engagement_id)
        .options(
            contains_eager(Adoption.recommendation).joinedload(Recommendation.issued),
            joinedload(Adoption.deliverable),
            selectinload(Adoption.checks),
        )
        .order_by(Adoption.deliverable_id, Recommendation.number, Adoption.id)
    )
    return db.session.scalars(query).all()


def list_asks_at(address: str) -> Sequence[AdoptionAsk]:
    """What somebody with this address has been asked, in engagements that stand."""
    query = (
        select(AdoptionAsk)
        .join(AdoptionAsk.engagement)
        .where(AdoptionAsk.address == address, Engagement.deleted_at.is_(None))
        .options(contains_eager(AdoptionAsk.engagement).joinedload(Engagement.manager))
        .order_by(AdoptionAsk.id)
    )
    return db.session.scalars(query).all()


def list_due(today: date) -> Sequence[AdoptionCheck]:
    """The checks that are due and that nobody has been reminded of, by engagement and day."""
    query = (
        select(AdoptionCheck)
        .join(AdoptionCheck.adoption)
        .join(Adoption.engagement)
        .where(
            AdoptionCheck.due_on <= today,
            AdoptionCheck.done_at.is_(None),
            AdoptionCheck.reminded_at.is_(None),
            Adoption.status.not_in(ENDED),
            Engagement.deleted_at.is_(None),
        )
        .options(
            contains_eager(AdoptionCheck.adoption)
            .contains_eager(Adoption.engagement)
            .joinedload(Engagement.manager),
            contains_eager(AdoptionCheck.adoption).joinedload(Adoption.recommendation),
        )
        .order_by(Adoption.engagement_id, AdoptionCheck.due_on, AdoptionCheck.id)
    )
    return db.session.scalars(query).all()


def list_overdue(actor: Actor, today: date) -> Sequence[Row[str, str, int]]:
    """Id and name of the asking person's engagements, and how many adoptions have an overdue
    check; by name."""
    if not permissions.can_see_ledger(actor):
        return []
    return db.session.execute(_late(actor), {"today": today}).all()


@lru_cache(maxsize=STATEMENTS)
def _late(actor: Actor) -> Select[str, str, int]:
    number = (
        select(Adoption.engagement_id, func.count(Adoption.id).label("number"))
        .where(Adoption.checks.any(_overdue(bindparam("today"))), Adoption.status.not_in(ENDED))
        .group_by(Adoption.engagement_id)
        .subquery()
    )
    return (
        select(Engagement.public_id, Engagement.name, number.c.number)
        .join(number, number.c.engagement_id == Engagement.id)
        .where(Engagement.deleted_at.is_(None), Engagement.manager_id == actor.id)
        .order_by(Engagement.name_sort, Engagement.id)
    )


def _overdue(today: Any) -> Any:
    return and_(AdoptionCheck.due_on < today, AdoptionCheck.done_at.is_(None))


AGENCY = Organisation.name_sort
