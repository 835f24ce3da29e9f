"""Whose an address is: a person's own, or another one that they answer from.

Every look-up of a person by an address goes through here, so that nobody is made twice.
"""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from workshops.core.addresses import normal_address
from workshops.core.db import db
from workshops.people.models import Person, PersonAlias

AT_ONCE = 500


def at_address(address: str) -> ColumnElement[bool]:
    """The condition that a person has an address, whatever its case; for queries over Person."""
    wanted = normal_address(address)
    others = select(PersonAlias.person_id).where(PersonAlias.address == wanted)
    return or_(Person.email == wanted, Person.id.in_(others))


def find_at(address: str) -> Person | None:
    """The person who has an address, deleted ones too; whose own it is comes first."""
    wanted = normal_address(address)
    return find_all_at([wanted]).get(wanted)


def find_all_at(addresses: Iterable[str], *options: Any) -> dict[str, Person]:
    """For each of these addresses as they are kept the person who has it, deleted ones too.

    `options` are for loading; two queries for every five hundred addresses.
    """
    wanted = sorted(set(addresses))
    found: dict[str, Person] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        others = (
            select(PersonAlias.address, Person)
            .join(Person, Person.id == PersonAlias.person_id)
            .where(PersonAlias.address.in_(some))
        )
        own = select(Person.email, Person).where(Person.email.in_(some))
        for query in (others, own):
            rows = db.session.execute(query.options(*options).order_by(Person.id))
            found.update({str(address): person for address, person in rows})
    return found


def ids_at(addresses: Collection[str]) -> set[int]:
    """The numbers of those who have any of these addresses in lower case."""
    return {person.id for person in find_all_at(addresses).values()} if addresses else set()
