"""The list of engagements, narrowed and counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from workshops.accounts.models import User
from workshops.core.actor import Actor
from workshops.core.columns import every_word
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_, clean_line, fold
from workshops.engagements import permissions
from workshops.engagements.models import (
    Engagement,
    EngagementState,
    StrategicGoal,
)
from workshops.engagements.queries import visible
from workshops.people.models import Organisation
from workshops.people.queries import organisations_among

SORTS = {
    "name": Engagement.name_sort,
    "agency": Organisation.name_sort,
    "manager": User.name_sort,
    "target": Engagement.target_on,
    "state": Engagement.state,
}


@dataclass(frozen=True)
class EngagementFilter:
    """What the list is narrowed to; "" means everything. `area` is a division or a group."""

    text: str = ""
    state: str = ""
    organisation: str = ""
    area: str = ""
    manager: str = ""
    goal: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is narrowed at all."""
        return self != EngagementFilter()


def search_engagements(actor: Actor, wanted: EngagementFilter) -> Select[Engagement]:
    """The engagements that the one who asks may read, narrowed; not ordered."""
    query = (
        visible(actor)
        .join(Engagement.organisation)
        .join(Engagement.manager)
        .options(contains_eager(Engagement.organisation), contains_eager(Engagement.manager))
    )
    words = every_word(wanted.text, Engagement.name_search, Organisation.name_search)
    return _narrowed(query.where(*words), wanted)


def _narrowed(query: Select[Engagement], wanted: EngagementFilter) -> Select[Engagement]:
    if wanted.state in list(EngagementState):
        query = query.where(Engagement.state == EngagementState(wanted.state))
    if wanted.organisation:
        query = query.where(Organisation.public_id == wanted.organisation)
    if wanted.area:
        query = query.where(Engagement.policy_area.startswith(wanted.area, autoescape=True))
    if wanted.manager:
        query = query.where(User.public_id == wanted.manager)
    if wanted.goal:
        query = query.where(Engagement.goals.any(StrategicGoal.public_id == wanted.goal))
    return query


def list_client_agencies(actor: Actor) -> Sequence[tuple[str, str]]:
    """(public id, name) of every agency with an engagement that the one who asks may read."""
    return organisations_among(visible(actor).with_only_columns(Engagement.organisation_id))


def find_agency(name: str) -> Organisation | None:
    """The organisation with that name, whatever its case and its accents."""
    query = (
        select(Organisation)
        .where(
            Organisation.name_search == fold(clean_line(name)), Organisation.deleted_at.is_(None)
        )
        .order_by(Organisation.valid_to.is_not(None), Organisation.id)
    )
    return db.session.scalars(query).first()


def get_deleted_engagement(actor: Actor, public_id: str) -> Engagement:
    """A deleted engagement that the one who asks may bring back. Raises NotFound."""
    query = select(Engagement).where(
        Engagement.public_id == public_id, Engagement.deleted_at.is_not(None)
    )
    found = db.session.scalar(query)
    if found is None or not permissions.can_delete_engagement(actor, found):
        raise NotFound(N_("There is no such engagement."))
    return found
