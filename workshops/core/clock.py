"""The one clock. Everything that needs the time asks here, or is handed `now`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_frozen: list[datetime] = []


def now() -> datetime:
    """The present instant in UTC, to the second."""
    return (_frozen[-1] if _frozen else datetime.now(UTC)).replace(microsecond=0)


@contextmanager
def frozen_at(instant: datetime) -> Iterator[None]:
    """Let the clock stand at an aware instant inside the block, for tests and the demo story."""
    _frozen.append(instant.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.pop()
