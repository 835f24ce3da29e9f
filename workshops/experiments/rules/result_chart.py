"""Where baseline, threshold and result lie on one scale, in percent of its width."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MARGIN = 8.0


class MarkKind(StrEnum):
    """What a mark stands for; each has a shape of its own."""

    BASELINE = "baseline"
    THRESHOLD = "threshold"
    CONTROL = "control"
    RESULT = "result"


@dataclass(frozen=True)
class Value:
    """A value to be placed, with the ends of its interval if there is one."""

    kind: MarkKind
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Mark:
    """A value with its place."""

    kind: MarkKind
    value: float
    at: float
    start: float | None = None
    end: float | None = None


def place_marks(values: Sequence[Value]) -> list[Mark]:
    """Each value on a scale from the lowest to the highest of all, with a margin on both sides.

    Where all are the same they stand in the middle.
    """
    ends = [end for one in values for end in (one.value, one.low, one.high) if end is not None]
    lowest, width = min(ends, default=0.0), max(ends, default=0.0) - min(ends, default=0.0)

    def at(value: float) -> float:
        share = (value - lowest) / width if width else 0.5
        return round(MARGIN + share * (100 - 2 * MARGIN), 2)

    return [
        Mark(
            one.kind,
            one.value,
            at(one.value),
            None if one.low is None else at(one.low),
            None if one.high is None else at(one.high),
        )
        for one in values
    ]
