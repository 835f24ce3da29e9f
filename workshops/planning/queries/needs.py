"""Reads of what guests need on the day."""

from collections.abc import Sequence

from sqlalchemy import select

from workshops.core.db import db
from workshops.people.models import Person
from workshops.planning.models import DayNeed, Workshop


def find_need(workshop: Workshop, person: Person) -> DayNeed | None:
    """What one person said they need, if anything."""
    return db.session.scalar(
        select(DayNeed).where(DayNeed.workshop_id == workshop.id, DayNeed.person_id == person.id)
    )


def list_needs(workshop: Workshop) -> Sequence[DayNeed]:
    """Everything that people of a workshop need, by person."""
    return db.session.scalars(
        select(DayNeed).where(DayNeed.workshop_id == workshop.id).order_by(DayNeed.person_id)
    ).all()
