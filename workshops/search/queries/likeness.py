"""Entries that are like a text."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import literal, select, union_all

from workshops.core.db import db
from workshops.search.models import EntryKind, SearchEntry, SearchText
from workshops.search.queries.matching import Query, matching, visible
from workshops.search.queries.showing import SLIM, shown
from workshops.search.queries.wishes import Hit
from workshops.search.rules.asking import Asked, telling_stems
from workshops.search.rules.likeness import FLOOR, closeness, nearest, weights

STEMS = 60
HOLDERS = 200
COMPARED = 40


def similar(
    text: str,
    kind: EntryKind | None = None,
    exclude: int | None = None,
    limit: int = 5,
    *,
    engagements: frozenset[int] = frozenset(),
    language: str = "da",
) -> list[Hit]:
    """The entries that share most rare words with a text, the likest first; often none.

    `exclude` is the id of the record of that kind which the text comes from. What is kept to an
    engagement's people is found in `engagements` only. Three reads.
    """
    holders = _holders(telling_stems(text, STEMS), kind, exclude, engagements)
    weight = weights(holders, HOLDERS)
    near = nearest(holders, weight, COMPARED)
    query = select(*SLIM, SearchText.stems).join(SearchText, SearchText.entry_id == SearchEntry.id)
    rows = db.session.execute(query.where(SearchEntry.id.in_(near))).all()
    close = {row.id: closeness(weight, row.stems.split()) for row in rows}
    best = sorted(
        (row for row in rows if close[row.id] >= FLOOR), key=lambda row: (-close[row.id], -row.id)
    )
    return list(shown(best[:limit], (), language))


def _holders(
    stems: Sequence[str],
    kind: EntryKind | None,
    exclude: int | None,
    engagements: frozenset[int],
) -> dict[str, list[int]]:
    """The newest entries that have each stem; one read."""
    parts: list[Query] = []
    for number, stem in enumerate(stems):
        query: Query = select(literal(number).label("number"), SearchEntry.id)
        query = query.where(visible(engagements))
        if kind is not None:
            query = query.where(SearchEntry.kind == kind)
            if exclude is not None:
                query = query.where(SearchEntry.record_id != exclude)
        question = (Asked(((stem,),), beginning=False),)
        newest = matching(query, question).limit(HOLDERS).subquery()
        parts.append(select(newest.c.number, newest.c.id))
    found: dict[str, list[int]] = defaultdict(list)
    for number, entry_id in db.session.execute(union_all(*parts)) if parts else ():
        found[stems[number]].append(entry_id)
    return found
