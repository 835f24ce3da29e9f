"""What somebody wants to find, and what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.search.models import EntryKind
from workshops.search.rules.facets import Facet, FacetCount
from workshops.search.rules.snippets import Segment

PAGE = 20


class Sort(Worded):
    """The order of hits; the newest first among equals."""

    RELEVANCE = "relevance", N_("Best match first")
    NEWEST = "newest", N_("Newest first")
    EVIDENCE = "evidence", N_("Strongest evidence first")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants to find.

    `filters` are values by facet: any value of a facet, and every facet. `cursor` is what `Found`
    gave as `next`. `engagements` are those that the one who asks works on: what is kept to their
    people is found in these only. `language` is preferred for entries in several.
    """

    text: str = ""
    filters: Mapping[Facet, Sequence[str]] = field(default_factory=dict)
    sort: Sort | None = None
    cursor: str = ""
    engagements: frozenset[int] = frozenset()
    language: str = "da"
    size: int = PAGE

    @property
    def order(self) -> Sort:
        """The order wanted; without one the best match first, where there is something to match."""
        return self.sort or (Sort.RELEVANCE if self.text.strip() else Sort.NEWEST)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One entry that was found, with what was asked for marked."""

    kind: EntryKind
    record_id: int
    public_id: str
    language: str
    engagement_id: int | None
    organisation_id: int | None
    level: str
    policy_area: str
    stage: str
    outcome: str
    evidence_level: int | None
    year: int
    happened_on: date
    title: tuple[Segment, ...]
    snippet: tuple[Segment, ...]

    @property
    def title_text(self) -> str:
        """The title as plain text."""
        return "".join(segment.text for segment in self.title)


@dataclass(frozen=True)
class Found:
    """What was found: one page of hits, and how many there are.

    When `capped`, there are more than `total`, and the newest `total` were ranked and counted.
    """

    hits: tuple[Hit, ...]
    total: int
    capped: bool
    facets: Mapping[Facet, tuple[FacetCount, ...]]
    next: str = ""
