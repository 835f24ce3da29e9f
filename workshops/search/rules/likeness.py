"""How like one text is to another: by the rare words that they share."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from math import log, sqrt

FLOOR = 0.12
LEAST_SHARED = 2


def weights(holders: Mapping[str, Collection[int]], most: int) -> dict[str, float]:
    """What sharing each stem tells: the fewer entries have it, the more.

    `holders` are the newest entries with the stem, `most` at most.
    """
    return {stem: log((most + 1) / len(ids)) for stem, ids in holders.items() if ids}


def nearest(
    holders: Mapping[str, Collection[int]], weight: Mapping[str, float], most: int
) -> list[int]:
    """The entries that share most, roughly; the best first."""
    shared: dict[int, float] = defaultdict(float)
    for stem, ids in holders.items():
        for number in ids:
            shared[number] += weight[stem]
    return sorted(shared, key=lambda number: (-shared[number], -number))[:most]


def closeness(weight: Mapping[str, float], stems: Collection[str]) -> float:
    """From 0, nothing shared, to 1: the weight that is shared, held against both texts' lengths."""
    there = set(stems)
    shared = [weight[stem] for stem in weight if stem in there]
    if len(shared) < LEAST_SHARED:
        return 0.0
    usual = sum(weight.values()) / len(weight)
    other = usual * (len(there) - len(shared))
    return sum(shared) / sqrt(sum(weight.values()) * (sum(shared) + other))
