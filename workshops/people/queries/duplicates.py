"""Reads of persons that look like the same one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.people import permissions
from workshops.people.models import DistinctPersons, Person
from workshops.people.queries import SHOWN, visible
from workshops.people.rules.similar import Entry, Pair, find_pairs


@dataclass(frozen=True)
class Likeness:
    """Two persons that may be one."""

    first: Person
    second: Person
    pair: Pair


def list_duplicates(actor: Actor, limit: int = 50) -> tuple[Sequence[Likeness], int]:
    """The likeliest pairs that nobody has told apart, and how many there are in all."""
    if not permissions.can_merge_persons(actor):
        return [], 0
    query = (
        visible(actor)
        .with_only_columns(Person.id, Person.name_search, Person.email, Person.organisation_id)
        .order_by(Person.id)
    )
    entries = [Entry(*row) for row in db.session.execute(query)]
    apart = select(DistinctPersons.first_id, DistinctPersons.second_id)
    told = set(db.session.execute(apart))
    pairs = [p for p in find_pairs(entries) if (p.first_id, p.second_id) not in told]
    wanted = {number for p in pairs[:limit] for number in (p.first_id, p.second_id)}
    found = db.session.scalars(select(Person).where(Person.id.in_(wanted)).options(*SHOWN))
    people = {person.id: person for person in found}
    shown = [Likeness(people[p.first_id], people[p.second_id], p) for p in pairs[:limit]]
    return shown, len(pairs)
