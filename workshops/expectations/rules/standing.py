"""How an expectation stands among those who voted: shared, contested, or the view of a few.

Groups in which fewer than five people voted are not told apart from one another; their votes count
in the whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workshops.core.text import N_
from workshops.core.words import Worded

LEAST_VOTES = 5
SHARED_FROM = 0.6
CONTESTED_FROM = 0.3
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Tally:
    """How many agreed, disagreed and passed."""

    agrees: int = 0
    disagrees: int = 0
    passes: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.agrees + other.agrees,
            self.disagrees + other.disagrees,
            self.passes + other.passes,
        )

    @property
    def votes(self) -> int:
        """How many voted at all."""
        return self.agrees + self.disagrees + self.passes

    @property
    def support(self) -> float:
        """The share of those who voted that agreed, from 0 to 1; 0 when nobody voted."""
        return self.agrees / self.votes if self.votes else 0.0

    @property
    def percent(self) -> int:
        """The support as a whole number of per cent."""
        return round(self.support * 100)


class Standing(Worded):
    """What the votes say."""

    SHARED = "shared", N_("Shared by all groups")
    CONTESTED = "contested", N_("Contested between groups")
    MINORITY = "minority", N_("View of a minority")
    PLAIN = "plain", N_("Not told apart by votes")


def total(tallies: Iterable[Tally]) -> Tally:
    """All votes together."""
    return sum(tallies, Tally())


def standing_of(votes: Mapping[Any, Tally]) -> Standing:
    """What the votes by group say; the key None holds those who belong to no group.

    Shared: at least three in five agree in every group, two groups or more. Contested: most agree
    in one group and most do not in another, and the two lie far apart. Minority: fewer than half
    agree, but somebody does. Everything else is plain, and so is what hardly anybody voted on.
    """
    shares = [
        tally.support
        for group, tally in votes.items()
        if group is not None and tally.votes >= LEAST_VOTES
    ]
    whole = total(votes.values())
    if len(shares) > 1 and min(shares) >= SHARED_FROM:
        return Standing.SHARED
    if len(shares) > 1 and _split(min(shares), max(shares)):
        return Standing.CONTESTED
    if whole.votes >= LEAST_VOTES and 0 < whole.support < HALF:
        return Standing.MINORITY
    return Standing.PLAIN


def _split(least: float, most: float) -> bool:
    return least < HALF < most and most - least >= CONTESTED_FROM
