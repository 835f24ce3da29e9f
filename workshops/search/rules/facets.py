"""By what a search can be narrowed, and how many hits each value would leave."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workshops.core.text import N_
from workshops.core.words import Worded


class Facet(Worded):
    """By what a search can be narrowed, in the order in which it is shown."""

    KIND = "kind", N_("Kind")
    AGENCY = "agency", N_("Agency")
    LEVEL = "level", N_("Level of government")
    POLICY_AREA = "policy_area", N_("Policy area")
    STAGE = "stage", N_("Stage")
    OUTCOME = "outcome", N_("Outcome")
    EVIDENCE_LEVEL = "evidence_level", N_("Evidence level")
    YEAR = "year", N_("Year")
    METHOD = "method", N_("Method")


DIVISION = 2


@dataclass(frozen=True)
class FacetCount:
    """A value of a facet and how many hits have it."""

    value: str
    count: int


def division(policy_area: str) -> str:
    """The COFOG division of a code: 07 of 07.2."""
    return policy_area[:DIVISION]


def count_values(
    found: Mapping[Facet, Iterable[object]], chosen: Mapping[Facet, Sequence[str]]
) -> dict[Facet, tuple[FacetCount, ...]]:
    """For every facet its values, in the order of `ordered`.

    `found` has one value for each entry that counts. A chosen value stays even with no hit.
    """
    counts = {}
    for facet in Facet:
        counter: Counter[str] = Counter(dict.fromkeys(chosen.get(facet, ()), 0))
        for value, count in Counter(found.get(facet, ())).items():
            if value not in ("", None):
                counter[str(value)] += count
        counts[facet] = ordered(facet, counter)
    return counts


def ordered(facet: Facet, counter: Mapping[str, int]) -> tuple[FacetCount, ...]:
    """The most frequent values first; years and evidence levels from the highest down."""
    pairs = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    if facet in (Facet.YEAR, Facet.EVIDENCE_LEVEL):
        pairs.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(FacetCount(value, count) for value, count in pairs)
