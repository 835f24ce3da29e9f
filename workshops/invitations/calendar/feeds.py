"""A calendar to subscribe to: plain lines, the same bytes as long as nothing has changed.

Never in it: a method, an attendee, an organiser, an answer link.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from workshops.core.clock import comes_twice
from workshops.core.text import clean, clean_line
from workshops.invitations.calendar.entries import PRODID, SUMMARY_LENGTH
from workshops.invitations.calendar.zones import vtimezone
from workshops.invitations.rules.feeds import Status

OCTETS = 75
_ESCAPED = re.compile(r"[\\;,\n]")
_UTC, _LOCAL = "%Y%m%dT%H%M%SZ", "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `changed_at` is its last change; texts may be empty."""

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    timezone: str
    title: str
    description: str
    location: str
    url: str
    status: Status


@dataclass(frozen=True)
class FeedHead:
    """What stands above the entries. `year` is the one in which zones are looked at."""

    name: str
    year: int
    alarm_minutes: int | None = None


def write(head: FeedHead, entries: Sequence[FeedEntry]) -> bytes:
    """The whole calendar."""
    zones = sorted({entry.timezone for entry in entries})
    said = {zone: _zone(zone, head.year) for zone in zones}
    name = _text(clean_line(head.name))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODID}",
        "CALSCALE:GREGORIAN",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for entry in entries:
        lines += _event(entry, head, said[entry.timezone] is not None)
    top, rest = lines[:8], lines[8:]
    whole = [*map(_folded, top), *(said[zone] or "" for zone in zones), *map(_folded, rest)]
    return "".join([*whole, "END:VCALENDAR\r\n"]).encode()


def _event(entry: FeedEntry, head: FeedHead, local: bool) -> Iterator[str]:
    stamp = entry.changed_at.astimezone(UTC).strftime(_UTC)
    yield from ("BEGIN:VEVENT", f"UID:{entry.uid}", f"SEQUENCE:{entry.sequence}")
    yield from (f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}")
    yield from _times(entry, local)
    yield f"SUMMARY:{_text(clean_line(entry.title)[:SUMMARY_LENGTH])}"
    if entry.description:
        yield f"DESCRIPTION:{_text(clean(entry.description))}"
    if entry.location:
        yield f"LOCATION:{_text(clean_line(entry.location))}"
    if entry.url:
        yield f"URL:{entry.url}"
    yield f"STATUS:{entry.status.value}"
    yield "TRANSP:" + ("TRANSPARENT" if entry.status is Status.CANCELLED else "OPAQUE")
    if head.alarm_minutes is not None and entry.status is not Status.CANCELLED:
        yield from _alarm(entry, head.alarm_minutes)
    yield "END:VEVENT"


def _alarm(entry: FeedEntry, minutes: int) -> Iterator[str]:
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{minutes}M")
    yield f"DESCRIPTION:{_text(clean_line(entry.title)[:SUMMARY_LENGTH])}"
    yield "END:VALARM"


def _times(entry: FeedEntry, local: bool) -> tuple[str, str]:
    """Start and end in the entry's zone; in UTC where it has no rules, or the hour comes twice."""
    zone = ZoneInfo(entry.timezone)
    starts, ends = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    if not local or comes_twice(starts) or comes_twice(ends):
        utc = [f"{each.astimezone(UTC):{_UTC}}" for each in (starts, ends)]
        return f"DTSTART:{utc[0]}", f"DTEND:{utc[1]}"
    place = f";TZID={entry.timezone}:"
    return f"DTSTART{place}{starts:{_LOCAL}}", f"DTEND{place}{ends:{_LOCAL}}"


@lru_cache(maxsize=256)
def _zone(zone: str, year: int) -> str | None:
    """The lines of a zone, or None where its entries are written in UTC."""
    rules = vtimezone(zone, year) if zone != "UTC" else None
    return bytes(rules.to_ical(sorted=False)).decode() if rules is not None else None


def _text(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\\n" if found[0] == "\n" else "\\" + found[0], text)


def _folded(line: str) -> str:
    """A line with its end, in pieces of at most 75 octets, never inside a character."""
    if len(line) <= OCTETS and line.isascii():
        return line + "\r\n"
    octets, pieces, start, room = line.encode(), [], 0, OCTETS
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, OCTETS - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode() + "\r\n"
