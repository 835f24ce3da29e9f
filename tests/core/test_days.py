"""How days are read as people type them."""

from datetime import date

import pytest

from workshops.core.days import Lies, NoSuchDay, read_day

WEDNESDAY = date(2026, 12, 16)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-15", date(2026, 12, 15)),
        ("15.12.2026", date(2026, 12, 15)),
        ("15/12/26", date(2026, 12, 15)),
        ("15-12-26", date(2026, 12, 15)),
        (" 15. 12. 2026 ", date(2026, 12, 15)),
        ("15. december 2026", date(2026, 12, 15)),
        ("15 DEC 2026", date(2026, 12, 15)),
        ("December 15, 2026", date(2026, 12, 15)),
        ("the 3rd of May 2027", date(2027, 5, 3)),
        ("tirsdag den 15. december 2026", date(2026, 12, 15)),
        ("d. 1. okt. 2027", date(2027, 10, 1)),
        ("29.2.2028", date(2028, 2, 29)),
    ],
)
def test_a_whole_day_needs_no_today(typed: str, day: date) -> None:
    for lies in Lies:
        found = read_day(typed, WEDNESDAY, lies)
        assert found is not None
        assert (found.day, found.sure) == (day, True)


@pytest.mark.parametrize(
    ("typed", "lies", "day", "sure"),
    [
        ("17/12", Lies.AHEAD, date(2026, 12, 17), True),
        ("16/12", Lies.AHEAD, date(2026, 12, 16), True),
        ("15/12", Lies.AHEAD, date(2027, 12, 15), True),
        ("15/12", Lies.BEHIND, date(2026, 12, 15), True),
        ("17. dec", Lies.BEHIND, date(2025, 12, 17), True),
        ("17/12", Lies.EITHER, date(2026, 12, 17), False),
        ("29/2", Lies.AHEAD, date(2028, 2, 29), True),
        ("tirsdag", Lies.AHEAD, date(2026, 12, 22), True),
        ("Thursday", Lies.AHEAD, date(2026, 12, 17), True),
        ("torsdag", Lies.BEHIND, date(2026, 12, 10), True),
        ("onsdag", Lies.AHEAD, date(2026, 12, 23), False),
        ("onsdag", Lies.BEHIND, date(2026, 12, 9), False),
        ("tirsdag", Lies.EITHER, date(2026, 12, 22), False),
        ("mandag den 15. december 2026", Lies.AHEAD, date(2026, 12, 15), False),
    ],
)
def test_what_is_left_out_is_taken_from_today(
    typed: str, lies: Lies, day: date, sure: bool
) -> None:
    found = read_day(typed, WEDNESDAY, lies)
    assert found is not None
    assert (found.day, found.sure) == (day, sure)


@pytest.mark.parametrize(
    "typed",
    ["", "15", "i morgen", "15.12.026", "1.2.3.2026", "15:12", "uge 51", "1" * 61, "15122026"],
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed, WEDNESDAY) is None


@pytest.mark.parametrize("typed", ["31.2.2026", "12/31/2026", "31. april", "0.1.2027", "1.1.0000"])
def test_a_day_outside_the_calendar_is_told_apart(typed: str) -> None:
    with pytest.raises(NoSuchDay):
        read_day(typed, WEDNESDAY, Lies.AHEAD)
