"""The one clock. Everything that needs the time asks here, or is handed `now`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_frozen: list[datetime] = []


def now() -> datetime:
    """The present instant in UTC, to the second."""
    return (_frozen[-1] if _frozen else datetime.now(UTC)).replace(microsecond=0)


def in_bounds(instant: datetime | None) -> datetime | None:
    """An aware instant that somebody else told, or None when it lies outside 1970 to 2099.

    Nearer the ends of the calendar an instant cannot be moved into every time zone.
    """
    return instant if instant is not None and FIRST <= instant < LAST else None


@contextmanager
def frozen_at(instant: datetime) -> Iterator[None]:
    """Let the clock stand at an aware instant inside the block, for tests and the demo story."""
    _frozen.append(instant.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.pop()
