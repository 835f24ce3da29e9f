"""Reads of disciplines and skills."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sqlalchemy import Select, func, select

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor
from workshops.core.db import STATEMENTS, db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.people.models import Discipline, Person, PersonSkill, Skill


def list_disciplines(actor: Actor) -> Sequence[Discipline]:
    """Every discipline, then every voice, in their order; retired ones too."""
    if not allows(actor, "R", "taxonomy"):
        return []
    query = select(Discipline).order_by(Discipline.voice, Discipline.position, Discipline.id)
    return db.session.scalars(query).all()


def list_skills(actor: Actor, language: str) -> Sequence[Skill]:
    """Every skill by name in a language; retired ones too."""
    if not allows(actor, "R", "taxonomy"):
        return []
    name = Skill.sort_da if language == "da" else Skill.sort_en
    return db.session.scalars(select(Skill).order_by(name, Skill.id)).all()


def skill_choices(language: str) -> Sequence[tuple[str, str]]:
    """(public id, name) of every skill by name in a language; retired ones too."""
    return [(key, text) for key, text in db.session.execute(_skills(language))]


@lru_cache(maxsize=STATEMENTS)
def _skills(language: str) -> Select[str, str]:
    name, order = (
        (Skill.name_da, Skill.sort_da) if language == "da" else (Skill.name_en, Skill.sort_en)
    )
    return select(Skill.public_id, name).order_by(order, Skill.id)


def find_discipline(public_id: str | None) -> Discipline | None:
    """The discipline that a form's choice stands for, or None."""
    if not public_id:
        return None
    return db.session.scalar(select(Discipline).where(Discipline.public_id == public_id))


def find_skill(public_id: str | None) -> Skill | None:
    """The skill that a form's choice stands for, or None."""
    if not public_id:
        return None
    return db.session.scalar(select(Skill).where(Skill.public_id == public_id))


def get_discipline(actor: Actor, public_id: str) -> Discipline:
    """One discipline. Raises NotFound, also when invisible."""
    found = find_discipline(public_id) if allows(actor, "R", "taxonomy") else None
    if found is None:
        raise NotFound(N_("There is no such discipline."))
    return found


def get_skill(actor: Actor, public_id: str) -> Skill:
    """One skill. Raises NotFound, also when invisible."""
    found = find_skill(public_id) if allows(actor, "R", "taxonomy") else None
    if found is None:
        raise NotFound(N_("There is no such skill."))
    return found


def count_people_by_discipline() -> Mapping[int, int]:
    """How many persons each discipline has."""
    query = (
        select(Person.discipline_id, func.count())
        .where(Person.deleted_at.is_(None), Person.discipline_id.is_not(None))
        .group_by(Person.discipline_id)
    )
    return {number: count for number, count in db.session.execute(query) if number is not None}


def count_people_by_skill() -> Mapping[int, int]:
    """How many persons have each skill at level 1 or more."""
    query = (
        select(PersonSkill.skill_id, func.count())
        .join(Person, Person.id == PersonSkill.person_id)
        .where(Person.deleted_at.is_(None), PersonSkill.level > 0)
        .group_by(PersonSkill.skill_id)
    )
    return dict(db.session.execute(query).all())
