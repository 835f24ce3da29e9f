"""How sittings are laid out on a month and a week, on plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MONTH, WEEK, LIST = "month", "week", "list"
LIST_DAYS = 60
FIRST_HOUR, LAST_HOUR = 8, 18
LANES = 8
DRAWN_MINUTES = 40
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Part:
    """What one day holds of a sitting, in minutes of wall time from the day's midnight."""

    date: date
    start_minute: int
    minutes: int
    begins: bool
    ends: bool


@dataclass(frozen=True)
class Entry:
    """One sitting on one day of a calendar. `starts` and `ends` are texts, `start_minute` is wall
    time."""

    title: str
    url: str
    place: str
    starts_at: datetime
    starts: str
    ends: str
    start_minute: int
    minutes: int
    lane: int = 1
    span: int = 1
    kind: str = "workshop"


@dataclass(frozen=True)
class DayCell:
    """One day with its entries. `label` is the day in full, `weekday` and `short` are for a narrow
    column, `note` is the holiday that it is."""

    date: date
    label: str
    weekday: str = ""
    short: str = ""
    note: str = ""
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


def parts(starts_at: datetime, ends_at: datetime, zone: str) -> list[Part]:
    """A sitting in pieces, one for each day that it touches in a zone; midnight ends a day."""
    start, end = (moment.astimezone(ZoneInfo(zone)) for moment in (starts_at, ends_at))
    last = max(start.date(), (end.replace(tzinfo=None) - timedelta(minutes=1)).date())
    found = []
    for n in range((last - start.date()).days + 1):
        day = start.date() + timedelta(days=n)
        begins, ends = n == 0, day == last
        since = start.hour * 60 + start.minute if begins else 0
        until = end.hour * 60 + end.minute if end.date() == day else MINUTES_A_DAY
        found.append(Part(day, since, max(until - since, 1), begins, ends))
    return found


def side_by_side(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of one day, each in the first lane that is free when it begins; one that stands
    alone takes the day's whole width.

    None is drawn so short that its time and title could not be read.
    """
    groups: list[list[Entry]] = []
    until = 0
    for entry in sorted(map(_drawn, entries), key=lambda e: (e.start_minute, e.title)):
        if entry.start_minute >= until:
            groups.append([])
        groups[-1].append(entry)
        until = max(until, entry.start_minute + entry.minutes)
    placed = [_in_lanes(group) for group in groups]
    most = max((entry.lane for group in placed for entry in group), default=1)
    return [replace(e, span=most if len(group) == 1 else 1) for group in placed for e in group]


def _drawn(entry: Entry) -> Entry:
    minutes = max(entry.minutes, DRAWN_MINUTES)
    start = min(entry.start_minute, MINUTES_A_DAY - minutes)
    return replace(entry, start_minute=start, minutes=minutes)


def _in_lanes(entries: Sequence[Entry]) -> list[Entry]:
    free = [0] * LANES
    placed = []
    for entry in entries:
        lane = next((n for n, until in enumerate(free) if until <= entry.start_minute), LANES - 1)
        free[lane] = entry.start_minute + entry.minutes
        placed.append(replace(entry, lane=lane + 1))
    return placed


def hours(days: Iterable[DayCell]) -> tuple[int, int]:
    """The first hour of a week's grid and the one it ends with: working hours, and as much before
    and after them as there are entries."""
    entries = [entry for day in days for entry in day.entries]
    first = min([FIRST_HOUR, *(entry.start_minute // 60 for entry in entries)])
    ends = (-(-(entry.start_minute + entry.minutes) // 60) for entry in entries)
    return first, max([LAST_HOUR, *ends])


def weeks(days: Sequence[DayCell]) -> list[WeekRow]:
    """Days in sevens; the first is a Monday."""
    return [
        WeekRow(days[at].date.isocalendar().week, list(days[at : at + 7]))
        for at in range(0, len(days), 7)
    ]
