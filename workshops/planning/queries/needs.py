"""Reads of what guests need on the day."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.people.models import Person
from workshops.planning import permissions
from workshops.planning.models import DayNeed, Sitting, Workshop


def find_need(workshop: Workshop, person: Person) -> DayNeed | None:
    """What one person needs at one workshop, if they said so."""
    return db.session.scalar(
        select(DayNeed).where(DayNeed.workshop_id == workshop.id, DayNeed.person_id == person.id)
    )


def list_needs(actor: Actor, workshop: Workshop) -> Sequence[tuple[str, str, str]]:
    """Name, access and diet of those who need something, by name. Raises NotAllowed."""
    if not permissions.can_see_participants(actor, workshop):
        raise NotAllowed(N_("Only those who run the workshop may see what guests need."))
    query = (
        select(Person.name, DayNeed.access, DayNeed.diet)
        .join(Person, Person.id == DayNeed.person_id)
        .where(DayNeed.workshop_id == workshop.id)
        .order_by(Person.name_sort, Person.id)
    )
    return [(name, access, diet) for name, access, diet in db.session.execute(query)]


def workshops_over(before: datetime) -> Select[int]:
    """The numbers of workshops whose last day began before then."""
    return (
        select(Sitting.workshop_id)
        .where(Sitting.is_hold.is_(False))
        .group_by(Sitting.workshop_id)
        .having(func.max(Sitting.starts_at) < before)
    )
