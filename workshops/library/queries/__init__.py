"""Reads of the library: what the one who asks works on, and names for codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.deliverables.models import Deliverable
from workshops.engagements.models import EngagementMember
from workshops.expectations.models import Theme
from workshops.experiments.models import Experiment
from workshops.people.models import Organisation
from workshops.planning.models import Method, MethodText
from workshops.search.models import EntryKind

_RECORDS: Mapping[EntryKind, Any] = {
    EntryKind.EXPERIMENT: Experiment,
    EntryKind.THEME: Theme,
    EntryKind.METHOD: Method,
    EntryKind.DELIVERABLE: Deliverable,
}


@dataclass(frozen=True)
class Agency:
    """An organisation as the library names it."""

    number: int
    public_id: str
    name: str


def my_engagements(actor: Actor) -> frozenset[int]:
    """The engagements that the one who asks works on; drafts are found in these only."""
    if actor.kind is not ActorKind.USER:
        return frozenset()
    query = select(EngagementMember.engagement_id).where(EngagementMember.user_id == actor.id)
    return frozenset(db.session.scalars(query))


def require_record(kind: EntryKind, record_id: int) -> None:
    """That the record behind an entry is still there. Raises NotFound when it was deleted."""
    model = _RECORDS[kind]
    there = select(model.id).where(model.id == record_id, model.deleted_at.is_(None))
    if db.session.scalar(there) is None:
        raise NotFound(N_("It has been deleted."))


def list_agencies(
    numbers: Iterable[int] = (), public_ids: Iterable[str] = ()
) -> Mapping[int, Agency]:
    """Organisations by number; those with one of the numbers or public ids."""
    found = (Organisation.id.in_(list(numbers))) | (Organisation.public_id.in_(list(public_ids)))
    query = select(Organisation.id, Organisation.public_id, Organisation.name).where(found)
    return {number: Agency(number, key, name) for number, key, name in db.session.execute(query)}


def all_agencies() -> dict[int, Agency]:
    """Every organisation by number, for an export."""
    query = select(Organisation.id, Organisation.public_id, Organisation.name)
    return {number: Agency(number, key, name) for number, key, name in db.session.execute(query)}


def method_names(slugs: Iterable[str], language: str) -> Mapping[str, str]:
    """The names of methods by slug, in a language."""
    query = (
        select(Method.slug, MethodText.name)
        .join(MethodText, MethodText.method_id == Method.id)
        .where(Method.slug.in_(list(slugs)), MethodText.language == language)
    )
    return dict(db.session.execute(query).all())
