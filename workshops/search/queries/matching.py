"""The statements that find entries, on SQLite and PostgreSQL."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    case,
    cast,
    column,
    false,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from workshops.core.db import db
from workshops.search.models import EntryKind, SearchEntry, SearchMethod, Visibility
from workshops.search.rules.asking import Asked, Phrase, Question
from workshops.search.rules.facets import Facet

Query = Select[*tuple[Any, ...]]

_SQLITE = table("search_index", column("rowid"), column("search_index"))
_POSTGRESQL = table("search_index", column("entry_id"), column("vector"))


def visible(engagements: frozenset[int]) -> ColumnElement[bool]:
    """What everyone may find, and what is kept to engagements that the one who asks works on."""
    found = SearchEntry.visibility == Visibility.STAFF
    if engagements:
        found = or_(found, SearchEntry.engagement_id.in_(sorted(engagements)))
    return and_(~SearchEntry.hidden, found)


def matching(query: Query, question: Question) -> Query:
    """The query narrowed to entries that have all that is asked for, the newest first."""
    if question and db.engine.dialect.name == "postgresql":
        query = _postgresql_matching(query, question)
    elif question:
        query = query.join(_SQLITE, _SQLITE.c.rowid == SearchEntry.id)
        query = query.where(_SQLITE.c.search_index.op("MATCH")(_sqlite(question)))
        return query.order_by(_SQLITE.c.rowid.desc())
    return query.order_by(SearchEntry.id.desc())


def chosen(filters: Mapping[Facet, Sequence[str]]) -> dict[Facet, ColumnElement[bool]]:
    """The condition of each facet that something was chosen in."""
    return {facet: _CONDITIONS[facet](values) for facet, values in filters.items() if values}


def missing_one(conditions: Mapping[Facet, ColumnElement[bool]]) -> Sequence[ColumnElement[bool]]:
    """For each facet: entries that miss its condition and meet all others."""
    return [
        and_(~condition, *(other for key, other in conditions.items() if key is not facet))
        for facet, condition in conditions.items()
    ]


def missed(conditions: Mapping[Facet, ColumnElement[bool]]) -> ColumnElement[str]:
    """A column with the name of a facet whose condition an entry misses."""
    return case(*((~condition, facet.value) for facet, condition in conditions.items()), else_="")


def _among(column_: SQLColumnExpression[Any]) -> Callable[[Sequence[str]], ColumnElement[bool]]:
    return lambda values: column_.in_(values)


def _number_among(
    column_: SQLColumnExpression[Any],
) -> Callable[[Sequence[str]], ColumnElement[bool]]:
    def condition(values: Sequence[str]) -> ColumnElement[bool]:
        numbers = [int(value) for value in values if value.isdecimal() and len(value) < 10]
        return and_(column_.is_not(None), column_.in_(numbers)) if numbers else false()

    return condition


def _kind(values: Sequence[str]) -> ColumnElement[bool]:
    return SearchEntry.kind.in_([kind for kind in EntryKind if kind.value in values])


def _area(values: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(SearchEntry.policy_area.startswith(v[:5], autoescape=True) for v in values))


def _method(values: Sequence[str]) -> ColumnElement[bool]:
    return SearchEntry.id.in_(select(SearchMethod.entry_id).where(SearchMethod.method.in_(values)))


_CONDITIONS: dict[Facet, Callable[[Sequence[str]], ColumnElement[bool]]] = {
    Facet.KIND: _kind,
    Facet.AGENCY: _number_among(SearchEntry.organisation_id),
    Facet.LEVEL: _among(SearchEntry.level),
    Facet.POLICY_AREA: _area,
    Facet.STAGE: _among(SearchEntry.stage),
    Facet.OUTCOME: _among(SearchEntry.outcome),
    Facet.EVIDENCE_LEVEL: _number_among(SearchEntry.evidence_level),
    Facet.YEAR: _number_among(SearchEntry.year),
    Facet.METHOD: _method,
}


def _sqlite(question: Question) -> str:
    def one(asked: Asked, phrase: Phrase) -> str:
        return f'"{" ".join(phrase)}"' + (" *" if asked.begins(phrase) else "")

    return _joined(question, one, " AND ", " OR ")


def _postgresql_matching(query: Query, question: Question) -> Query:
    """The query joined with the index: read first and whole for phrases, of which the server
    expects many more than there are.
    """
    found = _POSTGRESQL.c.vector.op("@@")(cast(_postgresql(question), TSQUERY))
    if any(len(phrase) > 1 for asked in question for phrase in asked.needed):
        first = select(_POSTGRESQL.c.entry_id).where(found).cte("found").prefix_with("MATERIALIZED")
        return query.join(first, first.c.entry_id == SearchEntry.id)
    return query.join(_POSTGRESQL, _POSTGRESQL.c.entry_id == SearchEntry.id).where(found)


def _postgresql(question: Question) -> str:
    def one(asked: Asked, phrase: Phrase) -> str:
        words = " <-> ".join(f"'{word}'" for word in phrase)
        return f"({words}{':*' if asked.begins(phrase) else ''})"

    return _joined(question, one, " & ", " | ")


def _joined(question: Question, one: Callable[[Asked, Phrase], str], both: str, either: str) -> str:
    return both.join(
        "(" + either.join(one(asked, phrase) for phrase in asked.needed) + ")" for asked in question
    )
