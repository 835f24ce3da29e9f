"""Days and guests as the rules of seats see them."""

from datetime import UTC, datetime, timedelta

from workshops.planning.models import Answer, Place, Seat
from workshops.planning.rules.seats import Day, Guest, Seating

START = datetime(2026, 12, 10, 8, tzinfo=UTC)
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
EARLY = START - timedelta(days=10)
SITE, ONLINE = Seat.ON_SITE, Seat.ONLINE


def seated(number: int = 1, who: int = 1, **more: object) -> Guest:
    """Somebody who has that seat."""
    values = {"answer": Answer.YES, "place": Place.SEAT, "number": number, **more}
    return Guest(who, **values)  # type: ignore[arg-type]


def waits(who: int = 2, queued_at: datetime = EARLY, **more: object) -> Guest:
    """Somebody who waits since then."""
    values = {"answer": Answer.YES, "place": Place.WAITING, "queued_at": queued_at, **more}
    return Guest(who, **values)  # type: ignore[arg-type]


def offered(until: datetime | None, who: int = 2) -> Guest:
    """Somebody to whom the only seat is offered."""
    return Guest(
        who, answer=Answer.YES, place=Place.OFFERED, queued_at=EARLY, offered_until=until, number=1
    )


def day_of(
    *guests: Guest,
    now: datetime = EARLY,
    cut_off: timedelta = 24 * HOUR,
    seats: int | None = 1,
    online: int | None = 1,
) -> Seating:
    """A day with one seat of each kind, unless it is said."""
    return Seating(Day(START, cut_off, {SITE: seats, ONLINE: online}), guests, now)


def places_of(places: Seating) -> str:
    """One letter a guest: s seat, w waiting, o offered, - none."""
    letters = {Place.SEAT: "s", Place.WAITING: "w", Place.OFFERED: "o", Place.NONE: "-"}
    return "".join(letters[guest.place] for _, guest in sorted(places.guests.items()))
