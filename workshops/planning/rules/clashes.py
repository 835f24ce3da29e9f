"""What a booking occupies, and when there is time instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workshops.core.holidays import is_working_day

SLOT_MINUTES = 5
DAY_BEGINS = time(8)
DAY_ENDS = time(17)
STEP_MINUTES = 30
LOOK_AHEAD_DAYS = 60
Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Wish:
    """A sitting to find time for. `buffers` gives each resource its travel minutes on each side."""

    starts_at: datetime
    length_minutes: int
    zone: str
    buffers: Mapping[str, int]


def slots(starts_at: datetime, length_minutes: int, buffer_minutes: int = 0) -> range:
    """The five-minute slots since 1970 that a sitting takes, with travel before and after."""
    first = _minute(starts_at) - buffer_minutes
    last = _minute(starts_at) + length_minutes + buffer_minutes
    return range(first // SLOT_MINUTES, -(-last // SLOT_MINUTES))


def interval(first_slot: int, last_slot: int) -> Interval:
    """The time from the beginning of one slot to the end of another."""
    return _instant(first_slot * SLOT_MINUTES), _instant((last_slot + 1) * SLOT_MINUTES)


def next_free(wish: Wish, busy: Mapping[str, Sequence[Interval]], count: int = 3) -> list[datetime]:
    """The next starts, one a working day, when every resource is free; at most `count`.

    On the wished day only later times count; on other days the wished time of day comes first.
    The sitting stays within working hours unless it is longer than they are.
    """
    found: list[datetime] = []
    first = wish.starts_at.astimezone(ZoneInfo(wish.zone)).date()
    for ahead in range(LOOK_AHEAD_DAYS):
        day = first + timedelta(days=ahead)
        starts = (at for at in _starts(wish, day) if at > wish.starts_at)
        hit = next((at for at in starts if _is_free(wish, at, busy)), None)
        if hit is not None:
            found.append(hit)
        if len(found) == count:
            break
    return found


def over_capacity(capacity: int | None, people: int) -> int:
    """How many people too many for a room; 0 when they fit or there is no room."""
    return max(0, people - capacity) if capacity is not None else 0


def _starts(wish: Wish, day: date) -> Iterator[datetime]:
    """Starts to try on a day, the wished time of day first, then by distance from it."""
    if not is_working_day(day):
        return
    zone = ZoneInfo(wish.zone)
    wished = datetime.combine(day, wish.starts_at.astimezone(zone).time())
    earliest, latest = datetime.combine(day, DAY_BEGINS), datetime.combine(day, DAY_ENDS)
    latest -= timedelta(minutes=wish.length_minutes)
    steps = max(0, (latest - earliest) // timedelta(minutes=STEP_MINUTES)) + 1
    times = [earliest + timedelta(minutes=STEP_MINUTES * step) for step in range(steps)]
    within = earliest <= wished <= max(latest, earliest)
    for local in sorted({*times, *([wished] if within else [])}, key=lambda at: abs(at - wished)):
        yield local.replace(tzinfo=zone).astimezone(UTC)


def _is_free(wish: Wish, at: datetime, busy: Mapping[str, Sequence[Interval]]) -> bool:
    for resource, buffer_minutes in wish.buffers.items():
        begins = at - timedelta(minutes=buffer_minutes)
        ends = at + timedelta(minutes=wish.length_minutes + buffer_minutes)
        if any(begin < ends and begins < end for begin, end in busy.get(resource, ())):
            return False
    return True


def _minute(instant: datetime) -> int:
    return int(instant.timestamp()) // 60


def _instant(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)
