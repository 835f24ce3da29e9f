"""The one clock. Everything that needs the time asks here, or is handed `now`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

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


def read_instant(text: str) -> datetime | None:
    """An instant as we write it into forms and JSON; None for all else, and out of bounds."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return in_bounds(instant) if instant.tzinfo else None


def end_of_day(instant: datetime, zone: str) -> datetime:
    """The last minute of the day that an instant falls on in a zone, for deadlines told as days."""
    local = instant.astimezone(ZoneInfo(zone))
    return local.replace(hour=23, minute=59, second=0, microsecond=0).astimezone(UTC)


def comes_twice(local: datetime) -> bool:
    """Whether the wall time of an aware instant comes twice, as clocks are put back just then."""
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


@contextmanager
def frozen_at(instant: datetime) -> Iterator[None]:
    """Let the clock stand at an aware instant inside the block, for tests and the demo story."""
    _frozen.append(instant.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.pop()
