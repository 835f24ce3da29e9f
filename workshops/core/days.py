"""Days as people type them: "15/12", "15.12.26", "15. december 2026", "tirsdag"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST = 60
_SIGNS = re.compile(r"[^\w\s.,/-]|_")
_FIGURE = re.compile(r"\d{1,2}")
_FOUR = re.compile(r"\d{4}")
_TWO_OR_FOUR = re.compile(r"\d{4}|\d{2}")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_FILLERS = frozenset({"den", "d", "the", "of", "st", "nd", "rd", "th"})
_WEEKDAYS = (
    ("mandag", "monday", "man", "mon"),
    ("tirsdag", "tuesday", "tirs", "tir", "tue"),
    ("onsdag", "wednesday", "ons", "wed"),
    ("torsdag", "thursday", "tors", "tor", "thu"),
    ("fredag", "friday", "fre", "fri"),
    ("lørdag", "saturday", "lør", "sat"),
    ("søndag", "sunday", "søn", "sun"),
)
_MONTHS = (
    ("januar", "january", "jan"),
    ("februar", "february", "feb"),
    ("marts", "march", "mar"),
    ("april", "apr"),
    ("maj", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}


class Lies(StrEnum):
    """On which side of today the days of a field lie."""

    AHEAD = "ahead"
    BEHIND = "behind"
    EITHER = "either"


@dataclass(frozen=True)
class Understood:
    """The day that was read; not `sure` when what was typed could mean another one too."""

    day: date
    sure: bool


class NoSuchDay(ValueError):
    """Typed as a day, but not in the calendar, such as 31.2.2026."""


def read_day(typed: str, today: date, lies: Lies = Lies.EITHER) -> Understood | None:
    """The day that a line names, the day of the month first; None when it names none.

    A day without its year, or a day of the week alone, is the next one (the last one where days
    lie behind); it is not sure where days can lie on either side. A day of the week that is not
    the date's is not sure either. Raises NoSuchDay.
    """
    text = typed.strip().casefold()
    if not text or len(text) > LONGEST or _SIGNS.search(text):
        return None
    words = [word for word in _TOKEN.findall(text) if word not in _FILLERS]
    weekday = _WEEKDAY.get(words[0]) if words else None
    if weekday is not None:
        words = words[1:]
    if weekday is not None and not words:
        return _of_week(weekday, today, lies)
    parts = _parts(words)
    if parts is None:
        return None
    found = _dated(*parts, today, lies)
    agrees = weekday in (None, found.day.weekday())
    return Understood(found.day, found.sure and agrees)


def _parts(words: list[str]) -> tuple[int, int, int | None] | None:
    """Day, month and year; the year is None when it was not typed."""
    if len(words) == 3 and _FOUR.fullmatch(words[0]):
        words = words[::-1]
    if len(words) not in (2, 3):
        return None
    first, second, *rest = words
    if first in _MONTH:
        first, second = second, first
    month = _MONTH.get(second) or _figure(second)
    day, year = _figure(first), None
    if rest:
        year = int(rest[0]) if _TWO_OR_FOUR.fullmatch(rest[0]) else None
        if year is None:
            return None
        year += 2000 if len(rest[0]) == 2 else 0
    return None if day is None or month is None else (day, month, year)


def _figure(word: str) -> int | None:
    return int(word) if _FIGURE.fullmatch(word) else None


def _dated(day: int, month: int, year: int | None, today: date, lies: Lies) -> Understood:
    if year is not None:
        try:
            return Understood(date(year, month, day), sure=True)
        except ValueError as wrong:
            raise NoSuchDay from wrong
    days = list(_around(day, month, today.year))
    if not days:
        raise NoSuchDay
    after = [one for one in days if one >= today]
    before = [one for one in days if one <= today]
    chosen = before[-1] if lies is Lies.BEHIND else after[0]
    return Understood(chosen, sure=lies is not Lies.EITHER)


def _around(day: int, month: int, year: int) -> Iterator[date]:
    """That day in the years around one; 29 February has gaps of up to eight years."""
    for one in range(year - 8, year + 9):
        try:
            yield date(one, month, day)
        except ValueError:
            continue


def _of_week(weekday: int, today: date, lies: Lies) -> Understood:
    """A day of the week. On that very day it could be today or a week away."""
    ahead = (weekday - today.weekday()) % 7
    if lies is Lies.BEHIND:
        return Understood(today - timedelta(days=-ahead % 7 or 7), sure=ahead > 0)
    return Understood(today + timedelta(days=ahead or 7), sure=ahead > 0 and lies is Lies.AHEAD)
