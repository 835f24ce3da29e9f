"""Which instants that others wrote are understood."""

from datetime import UTC, datetime

import pytest

from workshops.core.clock import read_instant


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-23T13:00:00+01:00", datetime(2026, 11, 23, 12, tzinfo=UTC)),
        ("1970-01-01T00:00:00+00:00", datetime(1970, 1, 1, tzinfo=UTC)),
        ("2099-12-31T23:59:59+00:00", datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read(text: str, instant: datetime) -> None:
    assert read_instant(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-11-23T13:00:00",
        "2026-02-31T13:00:00+01:00",
        "0001-01-01T00:00:00+14:00",
        "1969-12-31T23:59:59+00:00",
        "2100-01-01T00:00:00+00:00",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_what_is_no_instant_within_bounds_is_none(text: str) -> None:
    assert read_instant(text) is None
