"""Reads of the index: what is asked for, narrowed, counted, ranked."""

from workshops.search.queries.finding import find_all, search
from workshops.search.queries.likeness import similar
from workshops.search.queries.wishes import Found, Hit, Sort, Wish
from workshops.search.rules.facets import Facet, FacetCount
from workshops.search.rules.snippets import Segment

__all__ = [
    "Facet",
    "FacetCount",
    "Found",
    "Hit",
    "Segment",
    "Sort",
    "Wish",
    "find_all",
    "search",
    "similar",
]
