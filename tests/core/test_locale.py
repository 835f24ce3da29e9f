"""Times in words, also in the night when clocks are put back."""

from datetime import UTC, datetime, timedelta

import pytest

from workshops.core import clock, locale

COPENHAGEN = "Europe/Copenhagen"
FIRST = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "danish", "english"),
    [
        (-1, "01.30", "01:30"),
        (0, "02.30 sommertid", "02:30 summer time"),
        (1, "02.30 normaltid", "02:30 standard time"),
        (2, "03.30", "03:30"),
    ],
)
def test_an_hour_that_comes_twice_says_which(hours: int, danish: str, english: str) -> None:
    at = FIRST + timedelta(hours=hours)

    assert locale.time_of_day(at, COPENHAGEN, "da") == danish
    assert locale.time_of_day(at, COPENHAGEN, "en") == english
    assert locale.short_moment(at, COPENHAGEN, "da") == f"25. okt. 2026 {danish}"
    assert locale.long_moment(at, COPENHAGEN, "da").endswith(f"2026 kl. {danish}")


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        (datetime(2026, 12, 1, 1, 27, tzinfo=UTC), datetime(2026, 12, 1, 22, 59, tzinfo=UTC)),
        (datetime(2026, 12, 1, 23, 30, tzinfo=UTC), datetime(2026, 12, 2, 22, 59, tzinfo=UTC)),
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), datetime(2026, 10, 25, 22, 59, tzinfo=UTC)),
        (datetime(2027, 7, 1, 8, 0, tzinfo=UTC), datetime(2027, 7, 1, 21, 59, tzinfo=UTC)),
    ],
)
def test_a_deadline_ends_with_the_day_where_it_is_read(now: datetime, ends: datetime) -> None:
    assert clock.end_of_day(now, COPENHAGEN) == ends
