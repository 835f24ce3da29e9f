"""Until when participants may write notes themselves, and when what names them is forgotten."""

from collections.abc import Sequence
from datetime import datetime, timedelta

WRITING_LASTS = timedelta(hours=24)
AUTHORS_KEPT = timedelta(days=30)
CLOSED_STATES = ("closed", "cancelled")


def writing_ends(ends: Sequence[datetime]) -> datetime | None:
    """A day after the last sitting is over; None where nothing is planned."""
    return max(ends) + WRITING_LASTS if ends else None


def may_write(state: str, ends: Sequence[datetime], now: datetime) -> bool:
    """Whether a participant may write and change notes: until the workshop's capture closes."""
    last = writing_ends(ends)
    return state not in CLOSED_STATES and (last is None or now < last)


def authors_end(last_end: datetime) -> datetime:
    """When the link between a note and who wrote it is forgotten."""
    return last_end + AUTHORS_KEPT
