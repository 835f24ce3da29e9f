"""Adding, changing, moving and deleting organisations."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.text import N_, clean_line
from workshops.people import permissions
from workshops.people.models import (
    Level,
    Organisation,
    OrganisationKind,
    OrganisationPeriod,
    Person,
)
from workshops.people.queries.organisations import parent_on
from workshops.people.services.standing import renew_parents


@dataclass(frozen=True)
class OrganisationDetails:
    """What can be written about an organisation. `code` is its official number, if any."""

    name: str
    level: Level
    kind: OrganisationKind
    code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def add_organisation(
    actor: Actor, *, details: OrganisationDetails, parent: Organisation | None = None
) -> Organisation:
    """Add an organisation below `parent`. Raises Invalid for a missing name or reversed days."""
    if not permissions.can_add_organisation(actor):
        raise NotAllowed(N_("You may not add organisations."))
    require_there(parent)
    organisation = Organisation(parent=parent)
    _write(organisation, details)
    db.session.add(organisation)
    db.session.flush()
    activity.record(actor, "added", organisation, title=organisation.name)
    return organisation


def edit_organisation(
    actor: Actor, *, organisation: Organisation, details: OrganisationDetails, version: int
) -> Organisation:
    """Change an organisation. Raises Stale when somebody saved since `version`."""
    if not permissions.can_edit_organisation(actor):
        raise NotAllowed(N_("You may not change organisations."))
    require_there(organisation)
    if organisation.version != version:
        raise Stale(N_("Somebody else has saved this organisation since you opened the page."))
    fields = _write(organisation, details)
    db.session.flush()
    if fields:
        activity.record(actor, "changed", organisation, title=organisation.name, fields=fields)
    return organisation


def move_organisation(
    actor: Actor, *, organisation: Organisation, parent: Organisation | None, from_day: date
) -> None:
    """Give an organisation another parent from a day on; later moves are dropped.

    Raises Invalid when the new parent is the organisation itself or stands below it that day.
    """
    if not permissions.can_edit_organisation(actor):
        raise NotAllowed(N_("You may not change organisations."))
    require_there(organisation, parent)
    if parent is not None:
        _refuse_circle(organisation, parent, from_day)
    _end_periods(organisation, from_day)
    if parent is not None:
        db.session.add(
            OrganisationPeriod(
                organisation_id=organisation.id, parent_id=parent.id, valid_from=from_day
            )
        )
    db.session.flush()
    if parent is None and from_day <= clock.now().date():
        organisation.parent_id = None
    renew_parents(clock.now().date())
    activity.record(actor, "moved", organisation, title=organisation.name, fields=["parent"])


def delete_organisation(actor: Actor, *, organisation: Organisation) -> None:
    """Take an organisation out of every list; can be undone.

    Raises Conflict while it has people or organisations below it, and for standing data, which
    would come back at the next start.
    """
    if not permissions.can_delete_organisation(actor):
        raise NotAllowed(N_("You may not delete organisations."))
    if organisation.standing_key is not None:
        raise Conflict(
            N_("%(name)s came with the product; give it a last day instead."),
            name=organisation.name,
        )
    if _is_used(organisation):
        raise Conflict(
            N_("%(name)s has people or organisations below it; give it a last day instead."),
            name=organisation.name,
        )
    organisation.deleted_at = clock.now()
    db.session.flush()
    activity.record(actor, "deleted", organisation, title=organisation.name)


def restore_organisation(actor: Actor, *, organisation: Organisation) -> None:
    """Bring a deleted organisation back."""
    if not permissions.can_delete_organisation(actor):
        raise NotAllowed(N_("You may not bring this organisation back."))
    organisation.deleted_at = None
    db.session.flush()
    activity.record(actor, "restored", organisation, title=organisation.name)


def _write(organisation: Organisation, details: OrganisationDetails) -> list[str]:
    name = clean_line(details.name)
    if not name:
        raise Invalid(N_("Enter a name."), "name")
    if details.valid_from and details.valid_to and details.valid_to < details.valid_from:
        raise Invalid(N_("The last day is before the first."), "valid_to")
    values = {
        "name": name[:200],
        "level": details.level,
        "kind": details.kind,
        "code": clean_line(details.code)[:20] or None,
        "valid_from": details.valid_from,
        "valid_to": details.valid_to,
    }
    changed = [key for key, value in values.items() if getattr(organisation, key) != value]
    for key in changed:
        setattr(organisation, key, values[key])
    return changed


def _refuse_circle(organisation: Organisation, parent: Organisation, day: date) -> None:
    above: Organisation | None = parent
    seen: set[int] = set()
    while above is not None and above.id not in seen:
        if above.id == organisation.id:
            raise Invalid(N_("An organisation cannot stand below itself."), "parent")
        seen.add(above.id)
        above = parent_on(above, day)


def _end_periods(organisation: Organisation, from_day: date) -> None:
    """Let the dated parents end the day before; write down the undated one that held till now."""
    query = select(OrganisationPeriod).where(OrganisationPeriod.organisation_id == organisation.id)
    periods = db.session.scalars(query).all()
    last = from_day - timedelta(days=1)
    if not periods and organisation.parent_id is not None:
        db.session.add(
            OrganisationPeriod(
                organisation_id=organisation.id, parent_id=organisation.parent_id, valid_to=last
            )
        )
    for period in periods:
        if period.valid_from is not None and period.valid_from >= from_day:
            db.session.delete(period)
        elif period.valid_to is None or period.valid_to >= from_day:
            period.valid_to = last


def _is_used(organisation: Organisation) -> bool:
    people = select(Person.id).where(
        Person.organisation_id == organisation.id, Person.deleted_at.is_(None)
    )
    below = (
        select(Organisation.id)
        .outerjoin(OrganisationPeriod, OrganisationPeriod.organisation_id == Organisation.id)
        .where(
            Organisation.deleted_at.is_(None),
            or_(
                Organisation.parent_id == organisation.id,
                OrganisationPeriod.parent_id == organisation.id,
            ),
        )
    )
    found = (db.session.scalar(query.limit(1)) for query in (people, below))
    return any(number is not None for number in found)
