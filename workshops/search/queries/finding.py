"""One search: a fixed number of reads, however many entries there are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import literal, or_, select

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.search.models import SearchEntry, SearchMethod, SearchText
from workshops.search.permissions import can_search
from workshops.search.queries.matching import Query, chosen, matching, missed, missing_one, visible
from workshops.search.queries.showing import SLIM, shown
from workshops.search.queries.wishes import Found, Hit, Sort, Wish
from workshops.search.rules.asking import Question, ask
from workshops.search.rules.facets import Facet, FacetCount, count_values, division
from workshops.search.rules.ranking import scorer

MOST = 1000
BATCH = 500

_ENTRY, _TEXT, _METHOD = (
    model.metadata.tables[model.__tablename__] for model in (SearchEntry, SearchText, SearchMethod)
)  # read as plain tables: a thousand rows at a time are no objects
Rows = Sequence[Any]


def search(actor: Actor, wish: Wish) -> Found:
    """One page of what is wanted, counted by facet. Raises NotAllowed without the library.

    Of more than 1,000 matches the newest 1,000 are ranked and counted; newest first, every match
    can be leafed through.
    """
    require(actor)
    question = ask(wish.text)
    if wish.text.strip() and not question:
        return Found((), 0, capped=False, facets=count_values({}, wish.filters))
    ranked = wish.order is Sort.RELEVANCE and bool(question)
    rows = _newest(wish, question, MOST + 1, with_stems=ranked)
    capped, rows = len(rows) > MOST, rows[:MOST]
    page, after = _page(wish, question, rows)
    return Found(
        shown(page, question, wish.language),
        len(rows),
        capped,
        _facets(wish, question, rows),
        after,
    )


def find_all(actor: Actor, wish: Wish) -> Iterator[Hit]:
    """Every match, the newest first, read in batches. Raises NotAllowed without the library."""
    require(actor)
    question = ask(wish.text)
    before = 0
    while not wish.text.strip() or question:
        rows = _newest(wish, question, BATCH, before=before)
        yield from shown(rows, (), wish.language)
        if len(rows) < BATCH:
            return
        before = rows[-1].id


def require(actor: Actor) -> None:
    """Refuse those who may not use the library. Raises NotAllowed."""
    if not can_search(actor):
        raise NotAllowed(N_("You may not use the library."))


def _newest(
    wish: Wish, question: Question, most: int, *, before: int = 0, with_stems: bool = False
) -> Rows:
    query: Query = select(*SLIM, _TEXT.c.stems if with_stems else literal("").label("stems"))
    if with_stems:
        query = query.join(_TEXT, _TEXT.c.entry_id == _ENTRY.c.id)
    if before:
        query = query.where(_ENTRY.c.id < before)
    return _read(query.where(*chosen(wish.filters).values()), wish, question, most)


def _read(query: Query, wish: Wish, question: Question, most: int) -> Rows:
    narrowed = query.where(visible(wish.engagements)).limit(most)
    return db.session.execute(matching(narrowed, question)).all()


def _page(wish: Wish, question: Question, rows: Rows) -> tuple[Rows, str]:
    """The rows of the page that is wanted, and the cursor of the next; "" on the last."""
    at = int(wish.cursor) if wish.cursor.isdecimal() and len(wish.cursor) < 18 else 0
    if wish.order is Sort.NEWEST:
        found = _newest(wish, question, wish.size + 1, before=at) if at else rows[: wish.size + 1]
        page = found[: wish.size]
        return page, str(page[-1].id) if len(found) > wish.size else ""
    ordered = sorted(rows, key=_order(wish, question))
    end = at + wish.size
    return ordered[at:end], str(end) if end < len(ordered) else ""


def _order(wish: Wish, question: Question) -> Callable[[Any], tuple[float, int]]:
    if wish.order is Sort.EVIDENCE:
        return lambda row: (-(row.evidence_level or 0), -row.id)
    score = scorer(question)
    return lambda row: (-score(row.stems), -row.id)


def _facets(wish: Wish, question: Question, rows: Rows) -> dict[Facet, tuple[FacetCount, ...]]:
    """The values of the hits, and of entries that would be hits but for one facet."""
    conditions = chosen(wish.filters)
    missing: dict[str, list[Any]] = defaultdict(list)
    if conditions:
        query = select(*SLIM, missed(conditions).label("missed"))
        query = query.where(or_(*missing_one(conditions)))
        for row in _read(query, wish, question, MOST):
            missing[row.missed].append(row)
    found: dict[Facet, Iterable[object]] = {
        facet: [value(row) for row in (*rows, *missing[facet])] for facet, value in _VALUES.items()
    }
    found[Facet.METHOD] = _methods([row.id for row in (*rows, *missing[Facet.METHOD])])
    return count_values(found, wish.filters)


def _methods(ids: Sequence[int]) -> Sequence[str]:
    query = select(_METHOD.c.method).where(_METHOD.c.entry_id.in_(ids))
    return db.session.scalars(query).all() if ids else ()


_VALUES: Mapping[Facet, Callable[[Any], object]] = {
    Facet.KIND: attrgetter("kind"),
    Facet.AGENCY: attrgetter("organisation_id"),
    Facet.LEVEL: attrgetter("level"),
    Facet.POLICY_AREA: lambda row: division(row.policy_area),
    Facet.STAGE: attrgetter("stage"),
    Facet.OUTCOME: attrgetter("outcome"),
    Facet.EVIDENCE_LEVEL: attrgetter("evidence_level"),
    Facet.YEAR: attrgetter("year"),
}
