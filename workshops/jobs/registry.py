"""Which function does which kind of job, and which jobs come by the clock; filled by `app`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

Handler = Callable[..., None]


@dataclass(frozen=True)
class Daily:
    """A job that comes once a day at a local time."""

    kind: str
    at: time

    def due(self, now: datetime, zone: str) -> tuple[str, datetime] | None:
        """The key and the instant of today's run once it has come, else None."""
        local = now.astimezone(ZoneInfo(zone))
        run_at = datetime.combine(local.date(), self.at, tzinfo=ZoneInfo(zone))
        if run_at > now:
            return None
        return f"{CRON}{self.kind}:{local.date().isoformat()}T{self.at:%H:%M}", run_at


CRON = "cron:"
_handlers: dict[str, Handler] = {}
_long: set[str] = set()
_daily: dict[str, Daily] = {}


def handles(kind: str, function: Handler) -> None:
    """Have `function` do jobs of `kind`: it gets the payload as keywords, inside one transaction.

    It acts as `core.actor.WORKER`. What it raises undoes the transaction and has the job tried
    again later.
    """
    _handlers[kind] = function


def handles_long(kind: str, function: Handler) -> None:
    """Have `function` do jobs of `kind` that take long, outside any transaction.

    It opens short ones of its own, and may be called again for work that a dead worker had begun.
    """
    _handlers[kind] = function
    _long.add(kind)


def takes_long(kind: str) -> bool:
    """Whether jobs of a kind are done outside a transaction."""
    return kind in _long


def every(kind: str, *, at: time) -> None:
    """Have a job of `kind`, without payload, done every day at a local time of the installation.

    A day on which no worker ran at that time is made up for when one starts later that day.
    """
    _daily[kind] = Daily(kind, at)


def handler_of(kind: str) -> Handler:
    """The function for a kind of job. Raises LookupError when nobody handles it."""
    if kind not in _handlers:
        raise LookupError(f"nobody handles jobs of kind {kind!r}")
    return _handlers[kind]


def daily() -> Iterator[Daily]:
    """Every job that comes by the clock."""
    yield from _daily.values()
