"""Instants in zones that other programs name: by the file's own rules, else by a known name.

A zone that nobody knows gives no instant. It is never taken for the local time of the reader.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from workshops.core import clock

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_OBSERVANCES = 400
READ = ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE")
_KNOWN_PARTS = {"FREQ", "INTERVAL", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "WKST"}


@dataclass(frozen=True)
class Observance:
    """Since when a zone has which offset: one STANDARD or DAYLIGHT part of a VTIMEZONE.

    `onset` is wall time before the change; `rule` is its RRULE's parts, if it comes every year.
    """

    onset: datetime
    offset_from: timedelta
    offset_to: timedelta
    rule: Mapping[str, str]


Zones = Mapping[str, Sequence[Observance]]


def instant_of(value: str, tzid: str, zones: Zones) -> datetime | None:
    """The instant in UTC of a DATE-TIME; None for a day, a floating time or an unknown zone.

    Also None outside 1970 to 2099, where no workshop is and some zones have no time.

    Raises ValueError for what is no time at all.
    """
    if len(value) == 8:
        _wall(value, "%Y%m%d")
        return None
    local = _wall(value)
    if not clock.FIRST.year <= local.year < clock.LAST.year:
        return None
    if value.endswith("Z"):
        return local.replace(tzinfo=UTC)
    offset = _offset_by_rules(local, zones.get(tzid, ()))
    if offset is not None:
        return clock.in_bounds((local - offset).replace(tzinfo=UTC))
    zone = _zone_by_name(tzid)
    return clock.in_bounds(local.replace(tzinfo=zone).astimezone(UTC)) if zone else None


def observance(props: Mapping[str, str]) -> Observance:
    """A part of a VTIMEZONE from its properties, those in READ. Raises ValueError.

    Lists of dates are not followed: programs write them differently, so the name has to do.
    """
    if props.get("RDATE") not in ("", None, props["DTSTART"]):
        raise ValueError("RDATE")
    rule = dict(part.split("=", 1) for part in props.get("RRULE", "").upper().split(";") if part)
    if rule and (set(rule) - _KNOWN_PARTS or rule.get("FREQ") != "YEARLY"):
        raise ValueError(rule)
    return Observance(
        _wall(props["DTSTART"]),
        _offset(props["TZOFFSETFROM"]),
        _offset(props["TZOFFSETTO"]),
        rule,
    )


def _wall(value: str, form: str = "%Y%m%dT%H%M%S") -> datetime:
    """What a clock on the wall shows."""
    return datetime.strptime(value.removesuffix("Z"), form)  # noqa: DTZ007 - wall time


def _offset(text: str) -> timedelta:
    """+0100 or -013015 as a span."""
    sign, digits = text[:1], text[1:]
    if sign not in "+-" or len(digits) not in (4, 6) or not digits.isascii():
        raise ValueError(text)
    hours, minutes, seconds = (int(digits[at : at + 2] or 0) for at in (0, 2, 4))
    if hours > 23:
        raise ValueError(text)
    span = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -span if sign == "-" else span


def _offset_by_rules(local: datetime, parts: Sequence[Observance]) -> timedelta | None:
    """The offset that the file's own rules give to a wall time."""
    if not parts:
        return None
    onsets = [(onset, part) for part in parts if (onset := _last_onset(part, local))]
    if onsets:
        return max(onsets, key=lambda found: found[0])[1].offset_to
    return min(parts, key=lambda part: part.onset).offset_from


def _last_onset(part: Observance, local: datetime) -> datetime | None:
    """When an observance last began before a wall time; None if it had not begun yet."""
    if local < part.onset:
        return None
    if not part.rule:
        return part.onset
    years = (local.year, local.year - 1)
    found = [onset for year in years if (onset := _onset_in(part, year)) and onset <= local]
    return max([*found, part.onset])


def _onset_in(part: Observance, year: int) -> datetime | None:
    """The onset of a yearly rule in one year."""
    rule, first = part.rule, part.onset
    until = rule.get("UNTIL", "")
    if year < 1 or (until and int(until[:4]) < year):
        return None
    month = int(rule.get("BYMONTH", first.month))
    day = next(iter(_days(rule, year, month)), first.day)
    return first.replace(year=year, month=month, day=day)


def _days(rule: Mapping[str, str], year: int, month: int) -> list[int]:
    """The days of a month that BYDAY and BYMONTHDAY name."""
    within = [int(day) for day in rule.get("BYMONTHDAY", "").split(",") if day]
    word = rule.get("BYDAY", "")
    if not word:
        return within
    wanted, nth = WEEKDAYS.index(word[-2:]), int(word[:-2] or 0)
    first_weekday, length = monthrange(year, month)
    fitting = [
        day
        for day in range(1, length + 1)
        if (first_weekday + day - 1) % 7 == wanted and (not within or day in within)
    ]
    return [fitting[nth - 1 if nth > 0 else nth]]


def _zone_by_name(tzid: str) -> ZoneInfo | None:
    """A zone by its IANA name, also behind a vendor's prefix, or by Windows' name for it."""
    pieces = tzid.strip('"').strip("/").split("/")
    names = [WINDOWS_TO_OLSON.get(tzid.strip('"'), "")]
    names += ["/".join(pieces[-count:]) for count in (len(pieces), 3, 2)]
    for name in names:
        if not name or not name.isascii() or len(name) > 64:
            continue
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, LookupError):
            continue
    return None
