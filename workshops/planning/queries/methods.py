"""Reads of the method library."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased, contains_eager, selectinload

from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_, fold
from workshops.engagements.models import Stage
from workshops.planning.models import Method, MethodPair, MethodText


def list_methods(
    language: str, *, stage: Stage | None = None, text: str = "", people: int | None = None
) -> list[MethodText]:
    """The cards in one language, by stage and name; with every filter that is given."""
    query = (
        select(MethodText)
        .join(Method, Method.id == MethodText.method_id)
        .options(contains_eager(MethodText.method))
        .where(Method.deleted_at.is_(None), MethodText.language == language)
    )
    if stage:
        query = query.where(Method.stage == stage)
    if text:
        pattern = f"%{fold(text)}%"
        query = query.where(
            or_(MethodText.name_search.like(pattern), MethodText.purpose.ilike(f"%{text}%"))
        )
    if people:
        query = query.where(Method.group_min <= people, Method.group_max >= people)
    found = db.session.scalars(query.order_by(MethodText.name_sort)).all()
    order = list(Stage)
    return sorted(found, key=lambda card: order.index(card.method.stage))


def get_method(slug: str) -> Method:
    """One method with its words in every language. Raises NotFound."""
    query = (
        select(Method)
        .options(selectinload(Method.texts))
        .where(Method.slug == slug, Method.deleted_at.is_(None))
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(N_("There is no such method."))
    return found


def list_beside(method: Method, language: str, *, before: bool) -> Sequence[MethodText]:
    """The cards that go well before, or after, a method."""
    pair = aliased(MethodPair)
    here, there = (pair.after_id, pair.before_id) if before else (pair.before_id, pair.after_id)
    query = (
        select(MethodText)
        .join(pair, there == MethodText.method_id)
        .join(Method, Method.id == MethodText.method_id)
        .options(contains_eager(MethodText.method))
        .where(here == method.id, MethodText.language == language, Method.deleted_at.is_(None))
        .order_by(MethodText.name_sort)
    )
    return db.session.scalars(query).all()


def list_method_choices(language: str) -> list[tuple[int, str]]:
    """Every method's id and name, for choosing one in an agenda block."""
    return [(card.method_id, card.name) for card in list_methods(language)]
