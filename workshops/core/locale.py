"""Dates, times and numbers in a person's own form."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from workshops.core.clock import comes_twice

_DAY = {"da": "EEEE 'den' d. MMMM y", "en": "EEEE d MMMM y"}
_DAY_MONTH = {"da": "d. MMM", "en": "d MMM"}
_DAY_TIME = {"da": "EEEE 'den' d. MMMM y 'kl.' HH.mm", "en": "EEEE d MMMM y 'at' HH:mm"}
_SHORT_DAY = {"da": "d. MMM y", "en": "d MMM y"}
_TIME = {"da": "%H.%M", "en": "%H:%M"}

_SUMMER = {"da": "sommertid", "en": "summer time"}
_WINTER = {"da": "normaltid", "en": "standard time"}


def long_day(day: date, language: str) -> str:
    """A day in full: "mandag den 23. november 2026"."""
    return format_date(day, _DAY[language], locale=language)


def short_day(day: date, language: str) -> str:
    """A day for tables: "23. nov. 2026"."""
    return format_date(day, _SHORT_DAY[language], locale=language)


def weekday(day: date, language: str) -> str:
    """The name of a day of the week: "mandag"."""
    return format_date(day, "EEEE", locale=language)


def day_and_month(day: date, language: str) -> str:
    """A day without its year: "23. nov."."""
    return format_date(day, _DAY_MONTH[language], locale=language)


def month(day: date, language: str) -> str:
    """The month of a day: "november 2026"."""
    return format_date(day, "LLLL y", locale=language)


def long_moment(instant: datetime, zone: str, language: str) -> str:
    """An instant in full in a zone: "mandag den 23. november 2026 kl. 13.00"."""
    local = instant.astimezone(ZoneInfo(zone))
    said = format_datetime(instant, _DAY_TIME[language], tzinfo=ZoneInfo(zone), locale=language)
    return said + _which(local, language)


def short_moment(instant: datetime, zone: str, language: str) -> str:
    """An instant for tables: "23. nov. 2026 13.00"."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{short_day(local.date(), language)} {time_of_day(instant, zone, language)}"


def time_of_day(instant: datetime, zone: str, language: str) -> str:
    """The clock time of an instant in a zone: "13.00" or "13:00".

    In an hour that comes twice it says which: "02.30 sommertid".
    """
    local = instant.astimezone(ZoneInfo(zone))
    return local.strftime(_TIME[language]) + _which(local, language)


def _which(local: datetime, language: str) -> str:
    """Which of two equal wall times it is; nothing for all others."""
    if not comes_twice(local):
        return ""
    return f" {(_SUMMER if local.dst() else _WINTER)[language]}"


def file_size(size: int, language: str) -> str:
    """The size of a file, as a person says it: "0,4 kB", "286 kB", "1,3 MB"."""
    unit, value = ("MB", size / 1e6) if size >= 1e6 else ("kB", size / 1e3)
    digits = 0 if value >= 10 else 1
    return f"{format_decimal(round(value, digits), locale=language)} {unit}"


def number(value: float, language: str) -> str:
    """A number with the language's separators: "1.234,5"."""
    return format_decimal(value, locale=language)
