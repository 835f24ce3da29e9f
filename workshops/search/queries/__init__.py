"""Reads of the index: what is asked for, narrowed, counted, ranked."""

from workshops.search.queries.entries import (
    Browsed,
    Outcomes,
    count_all,
    count_outcomes,
    get_entry,
    list_newest,
)
from workshops.search.queries.finding import find_all, search
from workshops.search.queries.likeness import similar
from workshops.search.queries.wishes import Found, Hit, Sort, Wish
from workshops.search.rules.facets import Facet, FacetCount
from workshops.search.rules.snippets import Segment

__all__ = [
    "Browsed",
    "Facet",
    "FacetCount",
    "Found",
    "Hit",
    "Outcomes",
    "Segment",
    "Sort",
    "Wish",
    "count_all",
    "count_outcomes",
    "find_all",
    "get_entry",
    "list_newest",
    "search",
    "similar",
]
