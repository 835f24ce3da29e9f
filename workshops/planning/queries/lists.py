"""The list of workshops: what is shown, sorted and searched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from workshops.core.actor import Actor
from workshops.core.text import fold
from workshops.engagements.models import Engagement
from workshops.people.models import Organisation
from workshops.planning.models import Sitting, Workshop, WorkshopFacilitator
from workshops.planning.queries import is_theirs, visible


class When(StrEnum):
    """Which workshops by time."""

    UPCOMING = "upcoming"
    PAST = "past"
    ALL = "all"


@dataclass(frozen=True)
class WorkshopFilter:
    """What a list of workshops is narrowed to."""

    when: When = When.UPCOMING
    mine: bool = False
    text: str = ""


def _days(pick: Any) -> Any:
    return (
        select(pick(Sitting.starts_at))
        .where(
            Sitting.workshop_id == Workshop.id,
            Sitting.removed_at.is_(None),
            Sitting.is_hold.is_(False),
        )
        .correlate(Workshop)
        .scalar_subquery()
    )


def sort_columns() -> Mapping[str, Any]:
    """What the list can be sorted by."""
    return {
        "starts": _days(func.min),
        "name": Workshop.name_sort,
        "engagement": Engagement.name_sort,
        "state": Workshop.state,
    }


def search_workshops(actor: Actor, wanted: WorkshopFilter, now: datetime) -> Select[Workshop]:
    """Workshops that the actor may read and that fit a filter; not ordered yet.

    A workshop is upcoming until half a day after its last day began.
    """
    query = visible(actor).options(
        joinedload(Workshop.engagement).joinedload(Engagement.organisation),
        selectinload(Workshop.sittings).joinedload(Sitting.room),
        selectinload(Workshop.facilitators).joinedload(WorkshopFacilitator.user),
    )
    last = _days(func.max)
    if wanted.when is When.UPCOMING:
        query = query.where(or_(last >= now - timedelta(hours=12), last.is_(None)))
    elif wanted.when is When.PAST:
        query = query.where(last < now - timedelta(hours=12))
    if wanted.mine:
        query = query.where(is_theirs(actor))
    for word in fold(wanted.text).split():
        query = query.where(_has_word(word))
    return query


def _has_word(word: str) -> Any:
    agency = Engagement.organisation.has(Organisation.name_search.contains(word, autoescape=True))
    return or_(
        Workshop.name_search.contains(word, autoescape=True),
        Engagement.name_search.contains(word, autoescape=True),
        agency,
    )
