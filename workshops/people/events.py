"""Facts about people that higher slices react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonsMerged:
    """Two persons turned out to be one: whatever points at `gone_id` must point at `kept_id`.

    Both are numbers of the database. Where both have a row
    under a unique key, the kept one's stays.
    """

    kept_id: int
    gone_id: int
