"""Until when participants may write notes themselves, and when what names them is forgotten."""

from datetime import datetime, timedelta

WRITING_LASTS = timedelta(days=1)
AUTHORS_KEPT = timedelta(days=30)
CLOSED_STATES = ("closed", "cancelled")


def may_write(state: str, last: datetime | None, now: datetime) -> bool:
    """Whether a participant may write and change notes, where `last` is the last moment to."""
    return state not in CLOSED_STATES and (last is None or now <= last)
