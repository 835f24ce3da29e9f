"""Who has a seat on a day and who waits for one: decisions on plain values.

A yes takes a seat of the guest's own kind of place, on site or online, while one is free and
nobody has waited longer. A key person always has one. An observer looks on and takes none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from workshops.planning.models.kinds import Answer, Cause, ParticipantRole, Place, Seat

OFFER_LIFE = timedelta(hours=4)
LAST_OFFER = timedelta(hours=1)
KEEPING = timedelta(minutes=10)
_HOLDS = (Place.SEAT, Place.OFFERED)
_STEP = timedelta(microseconds=1)


@dataclass(frozen=True)
class Day:
    """A day as seats need it: its start, how long before it seats are given unasked, how many
    seats of each kind; None where nobody set a number."""

    starts_at: datetime
    cut_off: timedelta
    seats: dict[Seat, int | None]


@dataclass(frozen=True)
class Guest:
    """One guest of a day. `number` is the seat held, counted from 1 for each kind.

    Somebody waiting with `offered_until` has let an offer pass and is offered nothing unasked. A
    `kept_until` that has passed says that the last decline was never verified; with `queued_at`
    it cost no seat but that place on the list.
    """

    id: int
    seat: Seat = Seat.ON_SITE
    role: ParticipantRole = ParticipantRole.PARTICIPANT
    answer: Answer = Answer.NONE
    place: Place = Place.NONE
    queued_at: datetime | None = None
    offered_until: datetime | None = None
    kept_until: datetime | None = None
    number: int | None = None


@dataclass(frozen=True)
class Step:
    """What one act did to a guest's place, and why."""

    before: Guest
    after: Guest
    cause: Cause


class Seating:
    """The places of one day at one moment, while an act changes them; `steps` says how."""

    def __init__(self, day: Day, guests: Iterable[Guest], now: datetime) -> None:
        self.day = day
        self.guests = {guest.id: guest for guest in guests}
        self.now = now
        self.steps: list[Step] = []
        self.promotes = now < day.starts_at - day.cut_off
        self.hands_on = self.promotes or now < day.starts_at - LAST_OFFER

    def settle(self) -> None:
        """End what has run out, then give or offer what is free to those who wait, in order."""
        for guest in self._sorted():
            if guest.place is not Place.NONE and guest.answer is not Answer.YES:
                self._end_keeping(guest)
        for guest in self._sorted():
            if guest.place is Place.OFFERED:
                self._look_at_offer(guest)
        if self.now < self.day.starts_at:
            for seat in Seat:
                self._move_down(seat)
                self._hand_on(seat)

    def say(self, who: int, answer: Answer, *, unverified: bool = False) -> None:
        """Take a guest's answer. What nobody has verified takes a place away only after a while.

        From the start on an answer changes no place.
        """
        self.settle()
        guest = self._put(who, answer=answer)
        if self.now >= self.day.starts_at:
            return
        if answer is Answer.YES:
            self._want(guest, unverified)
        elif unverified and guest.place is not Place.NONE:
            self._put(who, kept_until=self._keeping(guest) or self.now + KEEPING)
        else:
            self._leave(who, Cause.ANSWER, kept_until=guest.kept_until if unverified else None)
        self.settle()

    def take_back(self, who: int, answer: Answer) -> None:
        """A no was not the guest's: `answer` stands again, with the place that they had.

        Who has lost it by now gets their place on the list back, or the first for a lost seat.
        """
        self.settle()
        guest = self._put(who, answer=answer)
        if self.now >= self.day.starts_at:
            return
        if guest.place is Place.NONE:
            if answer is Answer.YES:
                self._want(guest, unverified=False)
        elif answer in (Answer.YES, Answer.NONE):
            self._put(who, kept_until=None)
        self.settle()

    def remove(self, who: int) -> None:
        """Take a guest off the day."""
        self._leave(who, Cause.TAKEN_OFF, answer=Answer.NONE, kept_until=None)
        self.settle()

    def may_switch(self, who: int, seat: Seat) -> bool:
        """Whether a guest can sit there instead: nobody with a place loses it for the change."""
        guest = self.guests[who]
        return guest.place is Place.NONE or self._is_open(seat)

    def switch(self, who: int, seat: Seat) -> None:
        """Let a guest sit there instead; who had or wanted a place has one there."""
        guest = self.guests[who]
        self._put(who, Cause.SWITCHED, seat=seat, number=None)
        if guest.place is not Place.NONE:
            self._seat(who, Cause.SWITCHED)
        self.settle()

    def move_over(self, gone: Seat) -> None:
        """Let who sits or waits for one kind of seat do so for the other: the first is no more."""
        other = next(seat for seat in Seat if seat is not gone)
        if self.now >= self.day.starts_at:
            return
        for guest in [*self.held(gone), *self._sorted()]:
            if self.guests[guest.id].seat is gone:
                number = self._lowest(other) if guest.place in _HOLDS else None
                self._put(guest.id, Cause.SWITCHED, seat=other, number=number)

    def wait_for(self, who: int, seat: Seat) -> None:
        """Put a guest at the end of the list for the other kind of seat; what they had is free."""
        waits = {"place": Place.WAITING, "number": None, "queued_at": self._end()}
        self._put(who, Cause.SWITCHED, seat=seat, offered_until=None, **waits)
        self.settle()

    def give(self, who: int, cause: Cause = Cause.DECISION) -> None:
        """Give a guest a seat, whoever waits and however many there are."""
        self._seat(who, cause)
        self.settle()

    def put_ahead(self, who: int) -> None:
        """Put a guest at the head of the list."""
        self._put(who, Cause.DECISION, queued_at=self._head(), offered_until=None)
        self.settle()

    def waiting(self, seat: Seat) -> list[Guest]:
        """The waiting list of one kind of place, in order."""
        found = [g for g in self._sorted() if g.seat is seat and g.place is Place.WAITING]
        return [guest for guest in found if guest.answer is Answer.YES]

    def held(self, seat: Seat) -> list[Guest]:
        """Who has a seat of that kind or is offered one, by its number."""
        found = [g for g in self.guests.values() if g.seat is seat and g.place in _HOLDS]
        return sorted(found, key=lambda guest: guest.number or 0)

    def next_wake(self) -> datetime | None:
        """When something runs out next."""
        ends = [self._offer_ends(g) for g in self.guests.values() if g.place is Place.OFFERED]
        kept = [self._keeping(guest) for guest in self.guests.values()]
        return min([*ends, *filter(None, kept)], default=None)

    def _want(self, guest: Guest, unverified: bool) -> None:
        if guest.role is ParticipantRole.OBSERVER:
            return
        if guest.place in _HOLDS:
            gets = {"place": Place.SEAT, "offered_until": None, "kept_until": None}
            self._put(guest.id, Cause.ANSWER, **gets)
            return
        self._queue(guest, unverified)
        key = guest.role is ParticipantRole.KEY_PERSON
        first = guest.id in [one.id for one in self._next(guest.seat)[:1]]
        if key or (self._is_free(guest.seat) and (first or not self.hands_on)):
            self._seat(guest.id, Cause.ANSWER)

    def _queue(self, guest: Guest, unverified: bool) -> None:
        """A place on the list; who lost one by a no that was not theirs has it again."""
        robbed = guest.kept_until is not None and guest.kept_until <= self.now
        old = guest.queued_at if robbed and guest.place is Place.NONE else None
        returns = robbed and (old is not None or not unverified)
        if guest.place is Place.NONE or guest.offered_until or returns:
            number = old or (self._head() if returns else self._end())
            waits = {"place": Place.WAITING, "queued_at": number, "offered_until": None}
            self._put(guest.id, Cause.ANSWER, **waits)
        if returns or not robbed:
            self._put(guest.id, kept_until=None)

    def _hand_on(self, seat: Seat) -> None:
        """Free seats of one kind to the first who wait; after the cut-off as offers."""
        for guest in self._next(seat):
            if not (self.hands_on and self._is_free(seat)):
                return
            if self.promotes:
                self._seat(guest.id, Cause.HANDED_ON)
            else:
                self._offer(guest.id, seat)

    def _offer(self, who: int, seat: Seat) -> None:
        ends = min(self.now + OFFER_LIFE, self.day.starts_at - LAST_OFFER)
        offered = {"place": Place.OFFERED, "number": self._lowest(seat), "offered_until": ends}
        self._put(who, Cause.HANDED_ON, **offered)

    def _move_down(self, seat: Seat) -> None:
        """Who sits above the number of seats, or was only let in, takes one that is free."""
        capacity = self.day.seats[seat]
        for guest in self.held(seat):
            free = self._lowest(seat)
            above = capacity is not None and (guest.number or 0) > capacity >= free
            if above or guest.number is None:
                self._put(guest.id, number=free)

    def _next(self, seat: Seat) -> list[Guest]:
        """Who gets what becomes free: not again who let an offer pass, while seats are offered."""
        return [g for g in self.waiting(seat) if self.promotes or g.offered_until is None]

    def _look_at_offer(self, guest: Guest) -> None:
        if self.promotes and guest.answer is Answer.YES:
            self._seat(guest.id, Cause.HANDED_ON)
        elif self._offer_ends(guest) <= self.now:
            waits = {"place": Place.WAITING, "number": None, "queued_at": self._end()}
            self._put(guest.id, Cause.RAN_OUT, **waits)

    def _end_keeping(self, guest: Guest) -> None:
        if guest.kept_until is not None and guest.kept_until <= self.now:
            self._leave(guest.id, Cause.UNVERIFIED, queued_at=guest.queued_at)

    def _keeping(self, guest: Guest) -> datetime | None:
        """Until when a place is kept for somebody whose decline nobody has verified."""
        ends = guest.kept_until
        return ends if ends and ends > self.now and guest.place is not Place.NONE else None

    def _offer_ends(self, guest: Guest) -> datetime:
        last = self.day.starts_at - LAST_OFFER
        return min(guest.offered_until or last, last)

    def _is_open(self, seat: Seat) -> bool:
        """Whether a seat is free that nobody waits for."""
        return self._is_free(seat) and not (self.hands_on and self._next(seat))

    def _is_free(self, seat: Seat) -> bool:
        capacity = self.day.seats[seat]
        return capacity is None or len(self.held(seat)) < capacity

    def _seat(self, who: int, cause: Cause) -> None:
        guest = self.guests[who]
        seat = guest.number or self._lowest(guest.seat)
        gets = {"place": Place.SEAT, "number": seat, "queued_at": None, "offered_until": None}
        self._put(who, cause, **gets)

    def _leave(self, who: int, cause: Cause, **also: Any) -> None:
        gone = {"place": Place.NONE, "number": None, "queued_at": None, "offered_until": None}
        self._put(who, cause, **{**gone, **also})

    def _lowest(self, seat: Seat) -> int:
        taken = {guest.number for guest in self.held(seat)}
        return next(number for number in range(1, len(taken) + 2) if number not in taken)

    def _head(self) -> datetime:
        queued = [guest.queued_at for guest in self.guests.values() if guest.queued_at]
        return min([self.now, *queued]) - _STEP

    def _end(self) -> datetime:
        queued = [guest.queued_at for guest in self.guests.values() if guest.queued_at]
        return max([self.now, *(moment + _STEP for moment in queued)])

    def _sorted(self) -> list[Guest]:
        return sorted(self.guests.values(), key=lambda one: (one.queued_at or self.now, one.id))

    def _put(self, who: int, cause: Cause | None = None, **changes: Any) -> Guest:
        """Change a guest; with a cause the step is kept, two of one act and guest as one."""
        before = self.guests[who]
        after = self.guests[who] = replace(before, **changes)
        last = self.steps[-1] if self.steps else None
        if cause and last and last.after.id == who and last.cause is cause:
            before = self.steps.pop().before
        if cause and _stands(before) != _stands(after):
            self.steps.append(Step(before, after, cause))
        return after


def _stands(guest: Guest) -> object:
    """Where a guest stands, as far as a step is worth telling."""
    if guest.place is Place.NONE:
        return guest.place
    return guest.place, guest.seat, guest.queued_at
