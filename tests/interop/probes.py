"""Instants at which a wrong time zone would show, for every zone that we write with rules."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

from tests.invitations.entries import make_entry
from workshops.invitations.calendar.entries import request
from workshops.invitations.calendar.zones import rules_around

CONTINENTS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
YEARS = (2026, 2027)


@cache
def zones() -> list[str]:
    """The zones of the inhabited continents that have two yearly rules, or one offset."""
    names = {z for z in zoneinfo.available_timezones() if z.split("/")[0] in CONTINENTS}
    return sorted(name for name in names if rules_around(name, YEARS[0]) is not None)


def instants(zone: str) -> Iterator[datetime]:
    """Midwinter and midsummer, and three hours on either side of each change of the clocks."""
    for year in YEARS:
        for month in (1, 7):
            yield datetime(year, month, 15, 12, tzinfo=UTC)
        hour = datetime(year, 1, 1, tzinfo=UTC)
        local = zoneinfo.ZoneInfo(zone)
        for _ in range(366):
            following = hour + timedelta(days=1)
            if hour.astimezone(local).utcoffset() != following.astimezone(local).utcoffset():
                yield hour - timedelta(hours=3)
                yield following + timedelta(hours=3)
                yield from _close(hour, following, local)
            hour = following


def message(zone: str, instant: datetime) -> bytes:
    """An invitation whose reader must use the rules in it: the zone has a name nobody knows."""
    data = request(
        make_entry(timezone=zone, starts_at=instant, ends_at=instant + timedelta(hours=1))
    )
    return data.replace(f"TZID:{zone}".encode(), b"TZID:Elsewhere").replace(
        f"TZID={zone}".encode(), b"TZID=Elsewhere"
    )


def _close(low: datetime, high: datetime, zone: zoneinfo.ZoneInfo) -> Iterator[datetime]:
    """An hour and a half before and after the change itself."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=15):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    change = high.replace(minute=high.minute // 15 * 15, second=0, microsecond=0)
    yield change - timedelta(hours=3)
    yield change + timedelta(hours=3)
