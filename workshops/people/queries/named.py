"""Organisations and disciplines by the names that people write."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from workshops.core.db import db
from workshops.core.text import fold
from workshops.people.models import Discipline, Organisation


def find_organisations(names: Iterable[str]) -> dict[str, int]:
    """The numbers of organisations by folded name or official number; unknown ones are missing."""
    wanted = {fold(name) for name in names if name}
    if not wanted:
        return {}
    query = (
        select(Organisation.id, Organisation.name_search, Organisation.code)
        .where(
            Organisation.deleted_at.is_(None),
            or_(Organisation.name_search.in_(wanted), Organisation.code.in_(wanted)),
        )
        .order_by(Organisation.id.desc())
    )
    found: dict[str, int] = {}
    for number, name, code in db.session.execute(query):
        found |= {fold(code or name): number, name: number}
    return found


def find_disciplines(names: Iterable[str]) -> dict[str, int]:
    """The numbers of disciplines by folded name in either language; unknown ones are missing."""
    wanted = {fold(name) for name in names if name}
    if not wanted:
        return {}
    query = (
        select(Discipline.id, Discipline.search_da, Discipline.search_en)
        .where(or_(Discipline.search_da.in_(wanted), Discipline.search_en.in_(wanted)))
        .order_by(Discipline.id.desc())
    )
    found: dict[str, int] = {}
    for number, danish, english in db.session.execute(query):
        found |= {danish: number, english: number}
    return found
