"""A time zone as calendar programs understand it: two yearly rules read off zoneinfo, or none.

Outlook reads only start, rule and offsets of a VTIMEZONE, and other programs misread lists of
dates. A zone that has no stable pair of yearly rules around an event is written in UTC instead.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

EPOCH_YEAR = 1970
YEARS_BEFORE, YEARS_AFTER = 1, 2
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Change:
    """A moment at which clocks change. `wall` is the local time just before it."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str


@dataclass(frozen=True)
class YearlyRule:
    """A change that comes back each year on the `nth` weekday of a month, at the same wall time.

    `nth` counts from the front, or is -1 for the last; `weekday` is 0 for Monday.
    """

    month: int
    weekday: int
    nth: int
    at: timedelta
    before: timedelta
    after: timedelta
    name: str

    def first(self) -> datetime:
        """The first time it came, had it always held: in 1970, in wall time before the change."""
        day = _nth_weekday(EPOCH_YEAR, self.month, self.weekday, self.nth)
        return datetime(day.year, day.month, day.day) + self.at  # noqa: DTZ001 - wall time


@lru_cache(maxsize=2048)
def rules_around(zone: str, year: int) -> tuple[YearlyRule, ...] | None:
    """The zone's two yearly rules from the year before `year` to two years after it.

    An empty tuple for a zone that keeps one offset; None where the years do not agree.
    """
    years = [
        _changes(ZoneInfo(zone), each)
        for each in range(year - YEARS_BEFORE, year + YEARS_AFTER + 1)
    ]
    if not any(years):
        return ()
    if any(len(changes) != 2 for changes in years):
        return None
    rules = [_common_rule([changes[n] for changes in years]) for n in (0, 1)]
    found = tuple(rule for rule in rules if rule is not None)
    return found if len(found) == 2 else None


def vtimezone(zone: str, year: int) -> Timezone | None:
    """The VTIMEZONE for an event in `year`, or None where the event must be written in UTC."""
    rules = rules_around(zone, year)
    if rules is None:
        return None
    component = Timezone()
    component.add("TZID", zone)
    if not rules:
        component.add_component(_constant(zone, year))
    for rule in sorted(rules, key=lambda rule: rule.after < rule.before):
        component.add_component(_observance(rule))
    return component


def _observance(rule: YearlyRule) -> TimezoneDaylight | TimezoneStandard:
    part = TimezoneDaylight() if rule.after > rule.before else TimezoneStandard()
    part.add("DTSTART", rule.first())
    day = f"{rule.nth}{WEEKDAYS[rule.weekday]}"
    part.add("RRULE", vRecur(freq="YEARLY", bymonth=rule.month, byday=day))
    part.add("TZOFFSETFROM", rule.before)
    part.add("TZOFFSETTO", rule.after)
    part.add("TZNAME", rule.name)
    return part


def _constant(zone: str, year: int) -> TimezoneStandard:
    local = datetime(year, 1, 1, tzinfo=ZoneInfo(zone))
    part = TimezoneStandard()
    part.add("DTSTART", datetime(EPOCH_YEAR, 1, 1))  # noqa: DTZ001 - wall time
    part.add("TZOFFSETFROM", local.utcoffset())
    part.add("TZOFFSETTO", local.utcoffset())
    part.add("TZNAME", local.tzname())
    return part


def _changes(zone: ZoneInfo, year: int) -> list[Change]:
    """Every change of offset in a year of UTC, in order."""
    found = []
    day, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while day < end:
        following = min(day + timedelta(days=7), end)
        if _offset(zone, day) != _offset(zone, following):
            found.append(_change_between(zone, day, following))
        day = following
    return found


def _change_between(zone: ZoneInfo, low: datetime, high: datetime) -> Change:
    before = _offset(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    wall = (high + before).replace(tzinfo=None)
    return Change(wall, before, _offset(zone, high), high.astimezone(zone).tzname() or "")


def _common_rule(changes: list[Change]) -> YearlyRule | None:
    """The one yearly rule that explains all of these changes, if there is one."""
    first = changes[0]
    shared = set.intersection(*(_places(change.wall.date()) for change in changes))
    same = {(c.wall.month, c.wall.weekday(), c.wall.time(), c.before, c.after) for c in changes}
    if not shared or len(same) != 1:
        return None
    midnight = datetime.combine(first.wall.date(), datetime.min.time())
    return YearlyRule(
        month=first.wall.month,
        weekday=first.wall.weekday(),
        nth=min(shared),
        at=first.wall - midnight,
        before=first.before,
        after=first.after,
        name=first.name,
    )


def _places(day: date) -> set[int]:
    """Which places a day may have among the same weekdays of its month: nth, and -1 if last."""
    last = day.day + 7 > monthrange(day.year, day.month)[1]
    return {(day.day - 1) // 7 + 1} | ({-1} if last else set())


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    days = monthrange(year, month)[1]
    found = [
        date(year, month, day)
        for day in range(1, days + 1)
        if date(year, month, day).weekday() == weekday
    ]
    return found[nth - 1 if nth > 0 else nth]


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()
