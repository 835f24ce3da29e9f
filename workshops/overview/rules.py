"""How sittings are laid out on a month and a week, on plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MONTH, WEEK, LIST = "month", "week", "list"
LIST_DAYS = 60


@dataclass(frozen=True)
class Entry:
    """One sitting in a calendar. `starts` and `ends` are texts, `start_minute` is wall time."""

    title: str
    url: str
    place: str
    starts_at: datetime
    starts: str
    ends: str
    start_minute: int
    minutes: int
    lane: int = 1
    kind: str = "workshop"


@dataclass(frozen=True)
class DayCell:
    """One day with its entries."""

    date: date
    label: str
    in_month: bool = True
    today: bool = False
    entries: list[Entry] = field(default_factory=list)

    @property
    def day(self) -> int:
        """The day of the month."""
        return self.date.day


@dataclass(frozen=True)
class WeekRow:
    """A week of a month, with its ISO number."""

    number: int
    days: list[DayCell]


@dataclass(frozen=True)
class Stretch:
    """The days a view shows, from `first` up to but not with `after`; where its arrows lead."""

    first: date
    after: date
    earlier: date
    later: date


def stretch(view: str, day: date) -> Stretch:
    """What a month, a week or a list that holds `day` shows. Weeks begin on Monday."""
    if view == WEEK:
        monday = day - timedelta(days=day.weekday())
        week = timedelta(days=7)
        return Stretch(monday, monday + week, monday - week, monday + week)
    if view == LIST:
        after = day + timedelta(days=LIST_DAYS)
        return Stretch(day, after, day - timedelta(days=LIST_DAYS), after)
    first = day.replace(day=1)
    later = (first + timedelta(days=31)).replace(day=1)
    earlier = (first - timedelta(days=1)).replace(day=1)
    monday = first - timedelta(days=first.weekday())
    after = later + timedelta(days=(7 - later.weekday()) % 7)
    return Stretch(monday, after, earlier, later)


def bounds(days: Stretch, zone: str) -> tuple[datetime, datetime]:
    """The instants at which a stretch of days begins and ends in a zone."""
    midnight = datetime.min.time()
    place = ZoneInfo(zone)
    return (
        datetime.combine(days.first, midnight, place),
        datetime.combine(days.after, midnight, place),
    )


def side_by_side(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of one day, each in the first of four lanes that is free when it begins."""
    free = [0, 0, 0, 0]
    placed = []
    for entry in sorted(entries, key=lambda e: (e.start_minute, e.title)):
        lane = next((n for n, until in enumerate(free) if until <= entry.start_minute), 3)
        free[lane] = entry.start_minute + entry.minutes
        placed.append(replace(entry, lane=lane + 1))
    return placed


def weeks(days: Sequence[DayCell]) -> list[WeekRow]:
    """Days in sevens; the first is a Monday."""
    return [
        WeekRow(days[at].date.isocalendar().week, list(days[at : at + 7]))
        for at in range(0, len(days), 7)
    ]
