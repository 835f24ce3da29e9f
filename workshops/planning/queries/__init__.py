"""Reads of workshops and of who takes part; rooms, bookings and team are beside this."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, case, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workshops.accounts.permissions import allows, may_ever
from workshops.core.actor import Actor, Role
from workshops.core.db import STATEMENTS, db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements.models import Engagement, EngagementMember
from workshops.people.models import Person
from workshops.planning.models import (
    Answer,
    Participation,
    Sitting,
    Workshop,
    WorkshopFacilitator,
)

_HELD = (
    selectinload(Workshop.facilitators).joinedload(WorkshopFacilitator.user),
    selectinload(Workshop.sittings).joinedload(Sitting.room),
)
_WHO = (joinedload(Workshop.engagement).selectinload(Engagement.members), *_HELD)
_LOWEST, _HIGHEST = func.min(Participation.answer), func.max(Participation.answer)
_BY_PERSON = (
    select(
        Sitting.workshop_id.label("workshop_id"),
        case((_LOWEST == _HIGHEST, _LOWEST), else_=Answer.MAYBE).label("answer"),
    )
    .join(Participation.sitting)
    .where(
        Sitting.workshop_id.in_(bindparam("workshops", expanding=True)),
        Sitting.is_hold.is_(False),
        Participation.removed_at.is_(None),
    )
    .group_by(Sitting.workshop_id, Participation.person_id)
    .subquery()
)
_COUNTS = select(_BY_PERSON.c.workshop_id, _BY_PERSON.c.answer, func.count()).group_by(
    _BY_PERSON.c.workshop_id, _BY_PERSON.c.answer
)


@dataclass(frozen=True)
class AnswerCounts:
    """How many people of a workshop answered what, over all its sittings."""

    yes: int = 0
    maybe: int = 0
    no: int = 0
    none: int = 0

    @property
    def total(self) -> int:
        """How many people are asked."""
        return self.yes + self.maybe + self.no + self.none


@lru_cache(maxsize=STATEMENTS)
def visible(actor: Actor) -> Select[Workshop]:
    """The workshops that the one who asks may read, deleted ones left out; not ordered."""
    query = (
        select(Workshop)
        .join(Workshop.engagement)
        .where(Workshop.deleted_at.is_(None), Engagement.deleted_at.is_(None))
    )
    if allows(actor, "R", "workshop"):
        return query
    return query.where(is_theirs(actor) if may_ever(actor, "R", "workshop") else false())


@lru_cache(maxsize=STATEMENTS)
def is_theirs(actor: Actor) -> Any:
    """The condition that a workshop is the actor's: in the engagement, or assigned to run it."""
    number = actor.id or 0
    assigned = Workshop.facilitators.any(WorkshopFacilitator.user_id == number)
    if actor.role is Role.FACILITATOR:
        return assigned
    return or_(
        assigned,
        Workshop.engagement.has(Engagement.members.any(EngagementMember.user_id == number)),
    )


def get_workshop(actor: Actor, public_id: str) -> Workshop:
    """One workshop with engagement, facilitators, sittings and rooms.

    Raises NotFound, also when invisible.
    """
    found = db.session.scalars(_one(actor), {"wanted": public_id}).unique().one_or_none()
    if found is None:
        raise NotFound(N_("There is no such workshop."))
    return found


@lru_cache(maxsize=STATEMENTS)
def _one(actor: Actor) -> Select[Workshop]:
    return (
        visible(actor)
        .where(Workshop.public_id == bindparam("wanted"))
        .options(
            contains_eager(Workshop.engagement).joinedload(Engagement.members),
            joinedload(Workshop.facilitators).joinedload(WorkshopFacilitator.user),
            selectinload(Workshop.sittings).joinedload(Sitting.room),
        )
    )


def list_of_engagement(actor: Actor, engagement: Engagement) -> Sequence[Workshop]:
    """The workshops of an engagement that the actor may read, with their sittings; newest last."""
    return db.session.scalars(_planned(actor), {"engagement": engagement.id}).all()


@lru_cache(maxsize=STATEMENTS)
def _planned(actor: Actor) -> Select[Workshop]:
    query = visible(actor).where(Workshop.engagement_id == bindparam("engagement"))
    return query.options(*_HELD).order_by(Workshop.id)


def list_participations(workshop: Workshop) -> Sequence[Participation]:
    """Who takes part in which sitting, with person, agency and discipline; by name, then day."""
    return db.session.scalars(
        select(Participation)
        .join(Participation.sitting)
        .join(Participation.person)
        .where(
            Sitting.workshop_id == workshop.id,
            Sitting.is_hold.is_(False),
            Participation.removed_at.is_(None),
        )
        .options(
            joinedload(Participation.sitting),
            joinedload(Participation.person).joinedload(Person.organisation),
            joinedload(Participation.person).joinedload(Person.discipline),
            joinedload(Participation.person).joinedload(Person.user),
        )
        .order_by(Person.name_sort, Person.id, Sitting.starts_at)
    ).all()


def get_participation(actor: Actor, public_id: str) -> Participation:
    """One participation of a workshop that the actor may read. Raises NotFound."""
    found = db.session.scalar(
        select(Participation)
        .join(Participation.sitting)
        .where(
            Participation.public_id == public_id,
            Sitting.is_hold.is_(False),
            Participation.removed_at.is_(None),
            Sitting.workshop_id.in_(visible(actor).with_only_columns(Workshop.id)),
        )
        .options(joinedload(Participation.person), joinedload(Participation.sitting))
    )
    if found is None:
        raise NotFound(N_("This person is not on the workshop."))
    return found


def list_of_person(workshop: Workshop, person: Person) -> Sequence[Participation]:
    """One person's participations in a workshop's sittings, by day; removed ones left out."""
    return db.session.scalars(
        select(Participation)
        .join(Participation.sitting)
        .where(
            Sitting.workshop_id == workshop.id,
            Sitting.is_hold.is_(False),
            Participation.person_id == person.id,
            Participation.removed_at.is_(None),
        )
        .order_by(Sitting.starts_at, Sitting.id)
    ).all()


def answer_counts(workshop: Workshop) -> AnswerCounts:
    """How many people answered yes, maybe, no, or nothing; different answers by day are a maybe."""
    return answer_counts_of([workshop.id])[workshop.id]


def answer_counts_of(workshop_ids: Iterable[int]) -> dict[int, AnswerCounts]:
    """The answer counts of several workshops in one query; each id has an entry."""
    numbers = list(workshop_ids)
    counted: dict[int, dict[str, int]] = {number: {} for number in numbers}
    found = db.session.execute(_COUNTS, {"workshops": numbers})
    for workshop_id, answer, count in found:
        counted[workshop_id][Answer(answer).value] = count
    return {number: AnswerCounts(**counts) for number, counts in counted.items()}


def get_to_restore(actor: Actor, public_id: str) -> Workshop:
    """A deleted workshop of the actor's. Raises NotFound."""
    found = db.session.scalar(_deleted(actor).where(Workshop.public_id == public_id))
    if found is None:
        raise NotFound(N_("There is no such workshop."))
    return found


def list_deleted(actor: Actor) -> Sequence[Workshop]:
    """Deleted workshops that the actor may bring back, the newest first."""
    query = _deleted(actor).order_by(Workshop.deleted_at.desc(), Workshop.id.desc())
    return db.session.scalars(query).all()


def _deleted(actor: Actor) -> Select[Workshop]:
    query = (
        select(Workshop)
        .join(Workshop.engagement)
        .where(Workshop.deleted_at.is_not(None), Engagement.deleted_at.is_(None))
        .options(*_WHO)
    )
    return query if actor.trusted else query.where(is_theirs(actor))
