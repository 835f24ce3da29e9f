"""One entry, and the whole index in figures."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import String, cast, func, literal, select, union_all

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.search.models import EntryKind, SearchEntry, SearchMethod
from workshops.search.permissions import can_search
from workshops.search.queries.finding import require
from workshops.search.queries.matching import Query, chosen, matching, visible
from workshops.search.queries.showing import SLIM, find_text, shown
from workshops.search.queries.wishes import Hit, Wish
from workshops.search.rules.asking import ask
from workshops.search.rules.facets import Facet, FacetCount, division, ordered

_COLUMNS: dict[Facet, Any] = {
    Facet.POLICY_AREA: SearchEntry.policy_area,
    Facet.AGENCY: SearchEntry.organisation_id,
    Facet.OUTCOME: SearchEntry.outcome,
    Facet.YEAR: SearchEntry.year,
    Facet.KIND: SearchEntry.kind,
    Facet.METHOD: SearchMethod.method,
}
Browsed = Mapping[Facet, Sequence[FacetCount]]
Outcomes = Mapping[tuple[str, int], int]


def get_entry(
    actor: Actor, public_id: str, engagements: frozenset[int], language: str
) -> tuple[Hit, str]:
    """One entry, and its whole text, in a language where it has that. Raises NotFound."""
    query = select(*SLIM).where(SearchEntry.public_id == public_id, visible(engagements))
    row = db.session.execute(query).first() if can_search(actor) else None
    if row is None:
        raise NotFound(N_("There is no such entry in the library."))
    (hit,) = shown([row], (), language)
    return hit, find_text(row.id, hit.language)


def list_newest(
    actor: Actor, engagements: frozenset[int], language: str, most: int
) -> Sequence[Hit]:
    """The newest entries; two reads."""
    require(actor)
    query: Query = select(*SLIM).where(visible(engagements)).order_by(SearchEntry.id.desc())
    return shown(db.session.execute(query.limit(most)).all(), (), language)


def count_all(actor: Actor, engagements: frozenset[int]) -> Browsed:
    """How many entries there are by area, agency, outcome, year, kind and method; one read."""
    require(actor)
    parts = [_counted(facet, engagements) for facet in _COLUMNS]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for facet, value, count in db.session.execute(union_all(*parts)):
        if value:
            found[facet][division(value) if facet == Facet.POLICY_AREA else value] += count
    return {facet: ordered(facet, found[facet]) for facet in _COLUMNS if facet in found}


def count_outcomes(actor: Actor, wish: Wish) -> Outcomes:
    """How many experiments of a wish have each outcome at each evidence level; one read."""
    require(actor)
    question = ask(wish.text)
    if wish.text.strip() and not question:
        return {}
    groups = (SearchEntry.outcome, SearchEntry.evidence_level)
    query: Query = select(*groups, func.count()).where(
        visible(wish.engagements),
        SearchEntry.kind == EntryKind.EXPERIMENT,
        SearchEntry.evidence_level.is_not(None),
        *chosen(wish.filters).values(),
    )
    counted = matching(query, question).order_by(None).group_by(*groups)
    return {(outcome, level): count for outcome, level, count in db.session.execute(counted)}


def _counted(facet: Facet, engagements: frozenset[int]) -> Query:
    column = _COLUMNS[facet]
    value = cast(column, String).label("value")
    query: Query = select(literal(facet.value), value, func.count()).select_from(SearchEntry)
    if facet is Facet.METHOD:
        query = query.join(SearchMethod, SearchMethod.entry_id == SearchEntry.id)
    return query.where(visible(engagements)).group_by(column)
