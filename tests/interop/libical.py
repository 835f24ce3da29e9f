"""The C library libical, called directly: its iTIP check and what it reads as the start."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

VEVENT = 5  # icalcomponent_kind: ICAL_VEVENT_COMPONENT
XLICERROR = 106


class Time(ctypes.Structure):
    """struct icaltimetype"""

    _fields_ = [
        *[(name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")],
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    ]


def _load() -> ctypes.CDLL:
    library = ctypes.CDLL("libical.so.3")
    pointer = ctypes.c_void_p
    library.icalparser_parse_string.restype = pointer
    library.icalparser_parse_string.argtypes = [ctypes.c_char_p]
    library.icalrestriction_check.argtypes = [pointer]
    library.icalcomponent_count_errors.argtypes = [pointer]
    library.icalcomponent_get_inner.restype = pointer
    library.icalcomponent_get_inner.argtypes = [pointer]
    library.icalcomponent_get_dtstart.restype = Time
    library.icalcomponent_get_dtstart.argtypes = [pointer]
    library.icalcomponent_as_ical_string.restype = ctypes.c_char_p
    library.icalcomponent_as_ical_string.argtypes = [pointer]
    library.icaltime_as_timet_with_zone.restype = ctypes.c_long
    library.icaltime_as_timet_with_zone.argtypes = [Time, pointer]
    library.icalcomponent_free.argtypes = [pointer]
    return library


LIBRARY = _load()


@contextmanager
def _parsed(data: bytes) -> Iterator[int]:
    component = LIBRARY.icalparser_parse_string(data)
    assert component, "libical could not read it"
    try:
        yield component
    finally:
        LIBRARY.icalcomponent_free(component)


def errors(data: bytes) -> str:
    """What libical marks as wrong by the rules of iTIP; empty when nothing is."""
    with _parsed(data) as component:
        valid = LIBRARY.icalrestriction_check(component)
        count = LIBRARY.icalcomponent_count_errors(component)
        text: bytes = LIBRARY.icalcomponent_as_ical_string(component)
        marked = [line for line in text.decode().splitlines() if "X-LIC-ERROR" in line]
        return "" if valid and not count else f"{valid} {count} {marked}"


def start(data: bytes) -> datetime:
    """The instant at which libical has the event begin."""
    with _parsed(data) as component:
        event = LIBRARY.icalcomponent_get_inner(component)
        begins = LIBRARY.icalcomponent_get_dtstart(event)
        return datetime.fromtimestamp(LIBRARY.icaltime_as_timet_with_zone(begins, begins.zone), UTC)
