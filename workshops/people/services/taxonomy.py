"""Adding, renaming and retiring disciplines and skills."""

from sqlalchemy import func, or_, select

from workshops.activity import services as activity
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.text import N_, clean_line
from workshops.people import permissions
from workshops.people.models import Discipline, Skill


def add_discipline(actor: Actor, *, name_en: str, name_da: str, voice: bool) -> Discipline:
    """Add a discipline or a voice at the end. Raises Conflict when a name is taken."""
    _may(actor)
    last = db.session.scalar(select(func.max(Discipline.position))) or 0
    discipline = Discipline(voice=voice, position=last + 1)
    _name(discipline, name_en, name_da)
    db.session.add(discipline)
    db.session.flush()
    activity.record(actor, "added", discipline, title=discipline.name_en)
    return discipline


def add_skill(actor: Actor, *, name_en: str, name_da: str) -> Skill:
    """Add a skill. Raises Conflict when a name is taken."""
    _may(actor)
    skill = Skill()
    _name(skill, name_en, name_da)
    db.session.add(skill)
    db.session.flush()
    activity.record(actor, "added", skill, title=skill.name_en)
    return skill


def rename_term(
    actor: Actor, *, term: Discipline | Skill, name_en: str, name_da: str, version: int
) -> None:
    """Give a discipline or skill other names. Raises Stale, Invalid or Conflict."""
    _may(actor)
    if term.version != version:
        raise Stale(N_("Somebody else has saved this since you opened the page."))
    _name(term, name_en, name_da)
    db.session.flush()
    activity.record(actor, "changed", term, title=term.name_en, fields=["name_en", "name_da"])


def retire_term(actor: Actor, *, term: Discipline | Skill, retired: bool = True) -> None:
    """Offer a discipline or skill no longer, or again; those who have it keep it."""
    _may(actor)
    term.retired = retired
    db.session.flush()
    activity.record(actor, "retired" if retired else "restored", term, title=term.name_en)


def _may(actor: Actor) -> None:
    if not permissions.can_keep_taxonomy(actor):
        raise NotAllowed(N_("Only an administrator can change disciplines and skills."))


def _name(term: Discipline | Skill, name_en: str, name_da: str) -> None:
    english, danish = clean_line(name_en)[:120], clean_line(name_da)[:120]
    if not english:
        raise Invalid(N_("Enter the English name."), "name_en")
    if not danish:
        raise Invalid(N_("Enter the Danish name."), "name_da")
    kind = type(term)
    with db.session.no_autoflush:
        query = select(kind.id).where(or_(kind.name_en == english, kind.name_da == danish))
        others = [number for number in db.session.scalars(query) if number != term.id]
    if others:
        raise Conflict(N_("There is already one of that name."), "name_en")
    term.name_en, term.name_da = english, danish
