"""What speaks against proposed times, and which times are free: bookings, holidays, weeks off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from workshops.core import holidays
from workshops.people.models import Person
from workshops.planning.models import Workshop
from workshops.planning.queries import bookings
from workshops.planning.rules import clashes

SUGGESTED = 5


@dataclass(frozen=True)
class SlotCheck:
    """What speaks against a time: what is booked then, by name, and notes on the day (message
    ids)."""

    starts_at: datetime
    length_minutes: int
    taken: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def ends_at(self) -> datetime:
        """When it would be over."""
        return self.starts_at + timedelta(minutes=self.length_minutes)


def check_slots(
    workshop: Workshop,
    zone: str,
    times: Sequence[tuple[datetime, int]],
    people: Iterable[Person] = (),
) -> list[SlotCheck]:
    """What speaks against some times: the room, those who run it, key persons, `people`, the day.

    One query however many times; the workshop's own day and the days of its polls do not count.
    """
    if not times:
        return []
    known = _resources(workshop, people)
    since = min(at for at, _ in times) - timedelta(days=1)
    until = max(at for at, _ in times) + timedelta(days=2)
    busy = bookings.list_busy(known, workshop.sittings[0], since, until)
    buffers = bookings.wanted(workshop.sittings[0])
    return [_check(at, minutes, zone, known, buffers, busy) for at, minutes in times]


def suggest(
    workshop: Workshop, zone: str, after: datetime, length_minutes: int, people: Iterable[Person]
) -> list[datetime]:
    """Working times from the day after `after` when everything and everybody is free, at its time
    of day where possible; holidays and weeks off are left out."""
    known = _resources(workshop, people)
    buffers = {**dict.fromkeys(known, 0), **bookings.wanted(workshop.sittings[0])}
    until = after + timedelta(days=clashes.LOOK_AHEAD_DAYS + 1)
    busy = bookings.list_busy(known, workshop.sittings[0], after, until)
    wish = clashes.Wish(after, length_minutes, zone, buffers)
    free = clashes.next_free(wish, busy, count=clashes.LOOK_AHEAD_DAYS)
    begun = after.astimezone(ZoneInfo(zone)).date()
    later = [at for at in free if at.astimezone(ZoneInfo(zone)).date() > begun]
    return [at for at in later if not _notes(at, zone)][:SUGGESTED]


def _resources(workshop: Workshop, people: Iterable[Person]) -> dict[str, str]:
    """What must be free, with its name."""
    known = {
        bookings.resource_of(person.id, person.user_id): person.name
        for person in people
        if person.id
    }
    wanted = bookings.wanted(workshop.sittings[0])
    return {**bookings.names_of(list(wanted)), **known}


def _check(
    at: datetime,
    minutes: int,
    zone: str,
    known: Mapping[str, str],
    buffers: Mapping[str, int],
    busy: Mapping[str, Sequence[clashes.Interval]],
) -> SlotCheck:
    taken = []
    for resource, name in known.items():
        extra = timedelta(minutes=buffers.get(resource, 0))
        begins, ends = at - extra, at + timedelta(minutes=minutes) + extra
        if any(begins < end and begin < ends for begin, end in busy.get(resource, ())):
            taken.append(name)
    return SlotCheck(at, minutes, tuple(taken), _notes(at, zone))


def _notes(at: datetime, zone: str) -> tuple[str, ...]:
    return holidays.notes(at.astimezone(ZoneInfo(zone)).date())
