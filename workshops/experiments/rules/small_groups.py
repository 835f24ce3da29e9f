"""Small groups are not broken down: fewer than five people could be recognised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LEAST = 5


@dataclass(frozen=True)
class SubgroupRow:
    """One subgroup as it may be shown; a hidden one shows neither its value nor its number."""

    name: str
    value: float | None
    n: int | None
    hidden: bool = False


def shown_subgroups(stored: Sequence[Mapping[str, Any]]) -> list[SubgroupRow]:
    """The subgroups with the small ones hidden; one whose size is unknown counts as small."""
    return [
        SubgroupRow(row["name"], row.get("value"), row["n"])
        if (row.get("n") or 0) >= LEAST
        else SubgroupRow(row["name"], None, None, hidden=row.get("value") is not None)
        for row in stored
    ]
