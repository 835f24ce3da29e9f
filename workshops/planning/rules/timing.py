"""When each block of an agenda starts. Nothing here is stored; it is worked out anew each time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workshops.core.text import N_

MINUTE = timedelta(minutes=1)
SKIPPED = N_("Clocks are put forward that night, so this time does not exist. Choose another one.")


@dataclass(frozen=True)
class Span:
    """What of a block matters for time: its minutes and, if pinned, its minute after midnight."""

    minutes: int
    pinned_minute: int | None = None


@dataclass(frozen=True)
class Slot:
    """When a block runs, in UTC. A pinned block keeps its time whatever stands before it.

    `gap_minutes` are free before it; `overrun_minutes` is how far the blocks before run past it.
    """

    starts_at: datetime
    ends_at: datetime
    gap_minutes: int = 0
    overrun_minutes: int = 0


@dataclass(frozen=True)
class Plan:
    """A sitting's agenda in time. `over_minutes` is how far it runs past the sitting's length."""

    slots: tuple[Slot, ...]
    ends_at: datetime
    total_minutes: int
    over_minutes: int

    @property
    def left_minutes(self) -> int:
        """Minutes of the sitting that no block fills at its end."""
        return max(0, -self.over_minutes)

    @property
    def collisions(self) -> int:
        """How many pinned blocks the blocks before them run into."""
        return sum(1 for slot in self.slots if slot.overrun_minutes)


def plan(spans: Sequence[Span], starts_at: datetime, length_minutes: int, zone: str) -> Plan:
    """Work out when each block runs. Minutes are real minutes, also in the night a clock is moved.

    A pin is a wall time in `zone`: the first one at or after the sitting's start.
    """
    slots: list[Slot] = []
    at = starts_at.astimezone(UTC)
    for span in spans:
        slot = _place(span, at, starts_at, zone)
        slots.append(slot)
        at = slot.ends_at
    ends_at = max([slot.ends_at for slot in slots], default=starts_at.astimezone(UTC))
    over = (ends_at - starts_at) // MINUTE - length_minutes
    return Plan(tuple(slots), ends_at, sum(span.minutes for span in spans), over)


def _place(span: Span, at: datetime, starts_at: datetime, zone: str) -> Slot:
    begin = at
    if span.pinned_minute is not None:
        begin = pinned_instant(starts_at, span.pinned_minute, zone)
    distance = (begin - at) // MINUTE
    return Slot(begin, begin + span.minutes * MINUTE, max(0, distance), max(0, -distance))


def pinned_instant(starts_at: datetime, minute: int, zone: str) -> datetime:
    """The first instant at or after `starts_at` when clocks in `zone` show `minute`.

    A wall time that a change of clocks leaves out is taken as if the clock had not been moved.
    """
    place = ZoneInfo(zone)
    wall = time(minute // 60 % 24, minute % 60)
    first = starts_at.astimezone(place).date()
    days = (first, first + timedelta(days=1))
    instants = [datetime.combine(day, wall, place).astimezone(UTC) for day in days]
    again = [datetime.combine(day, wall, place).replace(fold=1).astimezone(UTC) for day in days]
    twice = [instant for instant in again if instant.astimezone(place).time() == wall]
    return min(instant for instant in instants + twice if instant >= starts_at)


def exists(day: datetime, zone: str) -> bool:
    """Whether clocks in `zone` ever show a naive wall time; not when they are put past it."""
    place = ZoneInfo(zone)
    return day.replace(tzinfo=place).astimezone(UTC).astimezone(place).replace(tzinfo=None) == day


def instant_of(day: datetime, zone: str) -> datetime:
    """The UTC instant of a naive wall time in `zone`; the first of two when clocks are put back."""
    return day.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
