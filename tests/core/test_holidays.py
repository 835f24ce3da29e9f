"""Whatever proposes a day asks for weekends and holidays."""

from datetime import date

import pytest

from workshops.core import holidays


def _days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("first", "days"),
    [
        ("2027-03-24", ["2027-03-24", "2027-03-30", "2027-03-31"]),
        ("2026-12-23", ["2026-12-23", "2026-12-28", "2026-12-29"]),
        ("2026-12-11", ["2026-12-11", "2026-12-14", "2026-12-15"]),
        ("2026-12-24", ["2026-12-24", "2026-12-28", "2026-12-29"]),
    ],
)
def test_the_days_after_the_first_are_working_days(first: str, days: list[str]) -> None:
    assert holidays.working_days(date.fromisoformat(first), 3) == _days(*days)


@pytest.mark.parametrize(
    ("days", "first", "moved"),
    [
        (_days("2026-12-01", "2026-12-02"), "2026-12-23", _days("2026-12-23", "2026-12-28")),
        (_days("2026-12-01", "2026-12-08"), "2026-12-18", _days("2026-12-18", "2026-12-28")),
        (_days("2026-12-04", "2026-12-05"), "2026-12-11", _days("2026-12-11", "2026-12-12")),
        (_days("2026-12-01", "2026-12-01"), "2026-12-25", _days("2026-12-25", "2026-12-25")),
        (
            _days("2026-12-01", "2026-12-02", "2026-12-03"),
            "2027-03-24",
            _days("2027-03-24", "2027-03-30", "2027-03-31"),
        ),
    ],
)
def test_moved_days_keep_their_distance_where_holidays_let_them(
    days: list[date], first: str, moved: list[date]
) -> None:
    assert holidays.moved(days, date.fromisoformat(first)) == moved


def test_working_days_are_looked_for_in_both_directions() -> None:
    assert holidays.working_day_from(date(2026, 12, 24)) == date(2026, 12, 28)
    assert holidays.working_day_before(date(2027, 1, 1)) == date(2026, 12, 30)
