"""A search as the address has it: `?q=…&policy_area=07&agency=…`, read and written again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from workshops.core.text import clean_line
from workshops.library.queries import Agency, list_agencies, my_engagements
from workshops.search.queries import Facet, Sort, Wish
from workshops.web.access import current_actor
from workshops.web.arguments import asked, asked_query
from workshops.web.language import language

LONGEST = 300
MOST_VALUES = 50
Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Address:
    """What an address asks for: `query` is all of it that is known, `wish` what it means."""

    query: Query
    wish: Wish
    agencies: Mapping[int, Agency]

    @property
    def narrowed(self) -> bool:
        """Whether anything but a text is asked for."""
        return any(self.wish.filters.values())

    @property
    def asked(self) -> bool:
        """Whether anything is asked for at all."""
        return self.narrowed or bool(self.wish.text)

    def url(self, endpoint: str = "library.search_page", **changes: Any) -> str:
        """A page for the same search, with some of it changed; "" takes a part away."""
        kept = {key: value for key, value in {**self.query, **changes}.items() if value}
        return url_for(endpoint, **kept)


def asked_here() -> Address:
    """What this request's address asks for; two reads."""
    query = known(asked_query())
    agencies = list_agencies(public_ids=query.get("agency", ()))
    return Address(query, _wish(query, agencies, asked("cursor")), agencies)


def known(given: Query) -> Query:
    """The parts of an address that a search understands, cut to a sensible length."""
    names = ["q", "sort", *Facet]
    cut = {
        name: [clean_line(value)[:LONGEST] for value in given.get(name, ())[:MOST_VALUES]]
        for name in names
    }
    kept = {name: [value for value in values if value] for name, values in cut.items()}
    return {str(name): values for name, values in kept.items() if values}


def _wish(query: Query, agencies: Mapping[int, Agency], cursor: str) -> Wish:
    filters = {facet: query[facet] for facet in Facet if facet in query}
    if Facet.AGENCY in filters:
        filters[Facet.AGENCY] = [str(number) for number in agencies] or ["0"]
    sort = query.get("sort", [""])[0]
    return Wish(
        text=query.get("q", [""])[0],
        filters=filters,
        sort=Sort(sort) if sort in set(Sort) else None,
        cursor=cursor[:20],
        engagements=my_engagements(current_actor()),
        language=language(),
    )
