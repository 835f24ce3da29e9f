"""Reads of organisations as they stand on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.people.models import Organisation, OrganisationPeriod, Person, Scope


@dataclass(frozen=True)
class Placed:
    """An organisation with its parent's number on the day asked about."""

    organisation: Organisation
    parent_id: int | None


def visible(actor: Actor) -> Select[Organisation]:
    """The organisations that the one who asks may see, deleted ones left out; not ordered."""
    query = select(Organisation).where(Organisation.deleted_at.is_(None))
    return query if allows(actor, "R", "organisation") else query.where(false())


def get_organisation(actor: Actor, public_id: str) -> Organisation:
    """One organisation. Raises NotFound, also when invisible."""
    found = db.session.scalar(visible(actor).where(Organisation.public_id == public_id))
    if found is None:
        raise NotFound(N_("There is no such organisation."))
    return found


def get_organisation_to_restore(actor: Actor, public_id: str) -> Organisation:
    """One deleted organisation. Raises NotFound when the one who asks may not restore it."""
    query = select(Organisation).where(
        Organisation.public_id == public_id, Organisation.deleted_at.is_not(None)
    )
    found = db.session.scalar(query)
    if found is None or not allows(actor, "D", "organisation"):
        raise NotFound(N_("There is no such organisation."))
    return found


def find_organisation(public_id: str | None) -> Organisation | None:
    """The organisation that a form's choice stands for, or None."""
    if not public_id:
        return None
    query = select(Organisation).where(
        Organisation.public_id == public_id, Organisation.deleted_at.is_(None)
    )
    return db.session.scalar(query)


def exists_on(day: date) -> ColumnElement[bool]:
    """Whether an organisation exists on a day; both its first and its last day count."""
    return and_(
        or_(Organisation.valid_from.is_(None), Organisation.valid_from <= day),
        or_(Organisation.valid_to.is_(None), Organisation.valid_to >= day),
    )


def parent_id_on(day: date) -> ColumnElement[int | None]:
    """The number of an organisation's parent on a day, as a column for lists.

    An organisation without dated parents has its present one on every day.
    """
    of_this = OrganisationPeriod.organisation_id == Organisation.id
    dated = exists().where(of_this).correlate(Organisation)
    then = (
        select(func.max(OrganisationPeriod.parent_id))
        .where(of_this, covers(day))
        .correlate(Organisation)
        .scalar_subquery()
    )
    return case((dated, then), else_=Organisation.parent_id)


def covers(day: date) -> ColumnElement[bool]:
    """Whether a dated parent holds on a day."""
    return and_(
        or_(OrganisationPeriod.valid_from.is_(None), OrganisationPeriod.valid_from <= day),
        or_(OrganisationPeriod.valid_to.is_(None), OrganisationPeriod.valid_to >= day),
    )


def parent_on(organisation: Organisation, day: date) -> Organisation | None:
    """The parent of one organisation on a day."""
    number = db.session.scalar(select(parent_id_on(day)).where(Organisation.id == organisation.id))
    return db.session.get(Organisation, number) if number is not None else None


def list_organisations_on(actor: Actor, day: date) -> Sequence[Placed]:
    """Every organisation that exists on a day, with its parent on that day, by name."""
    query = (
        visible(actor)
        .where(exists_on(day))
        .add_columns(parent_id_on(day))
        .order_by(Organisation.name_sort, Organisation.id)
    )
    return [Placed(organisation, parent) for organisation, parent in db.session.execute(query)]


def list_children_on(actor: Actor, organisation: Organisation, day: date) -> Sequence[Organisation]:
    """The organisations right below one on a day, by name."""
    query = (
        visible(actor)
        .where(exists_on(day), parent_id_on(day) == organisation.id)
        .order_by(Organisation.name_sort, Organisation.id)
    )
    return db.session.scalars(query).all()


def list_parents(
    organisation: Organisation,
) -> Sequence[tuple[OrganisationPeriod, Organisation]]:
    """The dated parents of an organisation, the first in time first."""
    parent = aliased(Organisation)
    query = (
        select(OrganisationPeriod, parent)
        .join(parent, parent.id == OrganisationPeriod.parent_id)
        .where(OrganisationPeriod.organisation_id == organisation.id)
        .order_by(OrganisationPeriod.valid_from.is_not(None), OrganisationPeriod.valid_from)
    )
    return [(period, above) for period, above in db.session.execute(query)]


def count_people_by_organisation() -> Mapping[int, int]:
    """How many persons of the directory each organisation has."""
    query = (
        select(Person.organisation_id, func.count())
        .where(
            Person.organisation_id.is_not(None),
            Person.deleted_at.is_(None),
            Person.scope == Scope.DIRECTORY,
        )
        .group_by(Person.organisation_id)
    )
    return {number: count for number, count in db.session.execute(query) if number is not None}
