"""Reads of persons, scoped by who asks, and the choices that forms offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import contains_eager, joinedload, load_only, selectinload

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor
from workshops.core.db import STATEMENTS, db
from workshops.core.errors import NotFound
from workshops.core.text import N_, clean_line, fold
from workshops.people import permissions
from workshops.people.models import (
    Discipline,
    Level,
    Organisation,
    Person,
    PersonAlias,
    PersonSkill,
    Scope,
    Skill,
)

SHOWN = (
    joinedload(Person.organisation),
    joinedload(Person.discipline),
    selectinload(Person.skills).joinedload(PersonSkill.skill),
)

IN_LISTS = (
    load_only(Person.public_id, Person.name, Person.role_title),
    contains_eager(Person.organisation).load_only(
        Organisation.public_id, Organisation.name, Organisation.level
    ),
    contains_eager(Person.discipline).load_only(Discipline.name_en, Discipline.name_da),
)


_ORGANISATIONS = (
    select(Organisation.public_id, Organisation.name)
    .where(Organisation.deleted_at.is_(None))
    .order_by(Organisation.name_sort, Organisation.id)
)


@dataclass(frozen=True)
class PersonFilter:
    """What the list of people is narrowed to; None and "" mean everything."""

    text: str = ""
    organisation: Organisation | None = None
    level: Level | None = None
    discipline: Discipline | None = None
    skill: Skill | None = None

    @property
    def active(self) -> bool:
        """Whether anything is narrowed at all."""
        return self != PersonFilter()


@lru_cache(maxsize=STATEMENTS)
def visible(actor: Actor) -> Select[Person]:
    """The persons that the one who asks may see, deleted ones left out; not ordered.

    Guests are left out but for administrators; the slices that invited them find them through
    their own records.
    """
    query = select(Person).where(Person.deleted_at.is_(None))
    if not allows(actor, "R", "person"):
        return query.where(false())
    if not allows(actor, "R", "guest"):
        query = query.where(Person.scope == Scope.DIRECTORY)
    return query


def directory(actor: Actor, wanted: PersonFilter) -> Select[Person]:
    """The directory narrowed by a filter, with organisation and discipline joined; not ordered."""
    query = _everybody(actor)
    for condition in _conditions(actor, wanted):
        query = query.where(condition)
    return query


@lru_cache(maxsize=STATEMENTS)
def _everybody(actor: Actor) -> Select[Person]:
    return (
        visible(actor)
        .where(Person.scope == Scope.DIRECTORY)
        .outerjoin(Person.organisation)
        .outerjoin(Person.discipline)
        .options(contains_eager(Person.organisation), contains_eager(Person.discipline))
    )


def sort_columns(language: str) -> dict[str, Any]:
    """What the directory can be sorted by, as columns of `directory`."""
    discipline = Discipline.sort_da if language == "da" else Discipline.sort_en
    return {
        "name": Person.name_sort,
        "organisation": Organisation.name_sort,
        "level": Organisation.level,
        "discipline": discipline,
        "role": Person.role_title,
    }


def get_person(actor: Actor, public_id: str) -> Person:
    """One person with organisation, discipline and skills. Raises NotFound, also when invisible."""
    query = visible(actor).where(Person.public_id == public_id).options(*SHOWN)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(N_("There is no such person."))
    return found


def get_person_to_restore(actor: Actor, public_id: str) -> Person:
    """One deleted person. Raises NotFound when there is none that the one who asks may restore."""
    query = select(Person).where(
        Person.public_id == public_id,
        Person.deleted_at.is_not(None),
        Person.merged_into_id.is_(None),
    )
    found = db.session.scalar(query)
    if found is None or not permissions.can_delete_person(actor, found):
        raise NotFound(N_("There is no such person."))
    return found


def find_merged(actor: Actor, public_id: str) -> Person | None:
    """The person who took the place of a merged one, so that old addresses go on working."""
    gone = db.session.scalar(select(Person).where(Person.public_id == public_id))
    if gone is None or gone.merged_into_id is None:
        return None
    return db.session.scalar(visible(actor).where(Person.id == gone.merged_into_id))


def search_people(actor: Actor, text: str, limit: int = 10) -> Sequence[Person]:
    """Directory persons whose name, address, organisation or discipline has every word, by name."""
    query = directory(actor, PersonFilter(text=text)).order_by(Person.name_sort, Person.id)
    return db.session.scalars(query.limit(limit)).unique().all()


def organisation_choices() -> Sequence[tuple[str, str]]:
    """(public id, name) of every organisation, by name."""
    return [(key, name) for key, name in db.session.execute(_ORGANISATIONS)]


def organisations_among(numbers: Select[Any]) -> Sequence[tuple[str, str]]:
    """(public id, name) of the organisations whose numbers a query finds, by name."""
    query = select(Organisation.public_id, Organisation.name).where(Organisation.id.in_(numbers))
    rows = db.session.execute(query.order_by(Organisation.name_sort, Organisation.id))
    return [(key, name) for key, name in rows]


def discipline_choices(language: str) -> Sequence[tuple[str, str]]:
    """(public id, name) of every discipline and voice in use, in the order of the taxonomy."""
    return [(key, text) for key, text in db.session.execute(_disciplines(language))]


@lru_cache(maxsize=STATEMENTS)
def _disciplines(language: str) -> Select[str, str]:
    name = Discipline.name_da if language == "da" else Discipline.name_en
    return (
        select(Discipline.public_id, name)
        .where(Discipline.retired.is_(False))
        .order_by(Discipline.voice, Discipline.position, Discipline.id)
    )


def _conditions(actor: Actor, wanted: PersonFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        _has_word(word, with_email=permissions.can_see_contacts(actor))
        for word in clean_line(wanted.text).split()
    ]
    if wanted.organisation is not None:
        conditions.append(Person.organisation_id == wanted.organisation.id)
    if wanted.level is not None:
        conditions.append(Organisation.level == wanted.level)
    if wanted.discipline is not None:
        conditions.append(Person.discipline_id == wanted.discipline.id)
    if wanted.skill is not None:
        known = Person.skills.any(
            (PersonSkill.skill_id == wanted.skill.id) & (PersonSkill.level > 0)
        )
        conditions.append(known)
    return conditions


def _has_word(word: str, *, with_email: bool) -> ColumnElement[bool]:
    folded = fold(word)
    places: list[Any] = [
        Person.name_search.contains(folded, autoescape=True),
        Organisation.name_search.contains(folded, autoescape=True),
        Discipline.search_en.contains(folded, autoescape=True),
        Discipline.search_da.contains(folded, autoescape=True),
    ]
    if with_email:
        places.append(Person.email.contains(word.lower(), autoescape=True))
        other = PersonAlias.address.contains(word.lower(), autoescape=True)
        places.append(Person.aliases.any(other))
    return or_(*places)
