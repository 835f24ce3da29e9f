"""Making a tree of pairs."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Branch:
    """One number and what stands below it."""

    number: int
    below: list["Branch"] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many stand below it, all the way down."""
        return sum(1 + branch.size for branch in self.below)


def grow(pairs: Sequence[tuple[int, int | None]]) -> list[Branch]:
    """The roots of (number, parent) pairs in their order; a parent outside the pairs is none."""
    branches = {number: Branch(number) for number, _ in pairs}
    roots = []
    for number, parent in pairs:
        if parent in branches and parent != number:
            branches[parent].below.append(branches[number])
        else:
            roots.append(branches[number])
    return roots
