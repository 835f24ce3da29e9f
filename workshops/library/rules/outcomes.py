"""What experiments came to, by how sure the lab is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEVELS = (1, 2, 3, 4, 5)
OPEN = "open"


@dataclass(frozen=True)
class LevelRow:
    """An evidence level: how many experiments of it came to each outcome."""

    level: int
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All experiments of the level."""
        return sum(self.counts.values())


def rows_of(counted: Mapping[tuple[str, int], int], outcomes: Sequence[str]) -> list[LevelRow]:
    """A row for each of the five levels, with every outcome; none yet is `open`."""
    names = [*outcomes, OPEN]
    rows = []
    for level in LEVELS:
        counts = dict.fromkeys(names, 0)
        for (outcome, at), count in counted.items():
            if at == level:
                counts[outcome if outcome in counts else OPEN] += count
        rows.append(LevelRow(level, counts))
    return rows
