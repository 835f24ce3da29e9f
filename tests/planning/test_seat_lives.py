"""Random lives of seats, in which staff decide, the day moves and its rules change in between."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from workshops.planning.models import Answer, Place, Seat
from workshops.planning.rules.seats import Day, Guest, Seating

START = datetime(2026, 12, 10, 8, tzinfo=UTC)
PEOPLE = st.integers(1, 8)


class Lives(RuleBasedStateMachine):
    """Whatever staff decide and however the day changes, no seat is held twice or left."""

    def __init__(self) -> None:
        super().__init__()
        day = Day(START, timedelta(hours=24), {Seat.ON_SITE: 2, Seat.ONLINE: 1})
        guests = [Guest(n, seat=Seat.ONLINE if n % 4 == 0 else Seat.ON_SITE) for n in range(1, 9)]
        self.places = Seating(day, guests, START - timedelta(hours=40))

    def _anew(self, day: Day | None = None, now: datetime | None = None) -> None:
        guests = self.places.guests.values()
        self.places = Seating(day or self.places.day, guests, now or self.places.now)
        self.places.settle()

    @rule(who=PEOPLE, answer=st.sampled_from([*Answer][1:]), unverified=st.booleans())
    def answers(self, who: int, answer: Answer, unverified: bool) -> None:
        """Somebody answers."""
        self.places.say(who, answer, unverified=unverified)

    @rule(who=PEOPLE)
    def is_given_a_seat(self, who: int) -> None:
        """Staff give a seat to somebody who waits."""
        if self.places.guests[who].place is Place.WAITING:
            self.places.give(who)
            assert self.places.guests[who].place is Place.SEAT

    @rule(who=PEOPLE)
    def is_put_ahead(self, who: int) -> None:
        """Staff put somebody at the head of the list."""
        guest = self.places.guests[who]
        if guest.place is Place.WAITING and guest.answer is Answer.YES:
            self.places.put_ahead(who)
            waiting = [one.id for one in self.places.waiting(guest.seat)]
            assert self.places.guests[who].place is not Place.WAITING or waiting[0] == who

    @rule(who=PEOPLE)
    def is_taken_off(self, who: int) -> None:
        """Staff take somebody off."""
        self.places.remove(who)
        assert self.places.guests[who].place is Place.NONE

    @rule(minutes=st.sampled_from([1, 10, 60, 240, 600]))
    def time_passes(self, minutes: int) -> None:
        """It gets later."""
        self._anew(now=self.places.now + timedelta(minutes=minutes))

    @rule(hours=st.sampled_from([-20, -1, 1, 30]))
    def the_day_moves(self, hours: int) -> None:
        """The day is moved."""
        day = self.places.day
        self._anew(replace(day, starts_at=day.starts_at + timedelta(hours=hours)))

    @rule(hours=st.sampled_from([0, 1, 24, 72]))
    def the_cut_off_changes(self, hours: int) -> None:
        """Seats are given unasked until another time before the start."""
        self._anew(replace(self.places.day, cut_off=timedelta(hours=hours)))

    @rule(seat=st.sampled_from(Seat), number=st.sampled_from([0, 1, 3, None]))
    def the_number_changes(self, seat: Seat, number: int | None) -> None:
        """There are other seats."""
        day = self.places.day
        self._anew(replace(day, seats={**day.seats, seat: number}))

    @invariant()
    def every_seat_is_held_once(self) -> None:
        """Who sits has a number of their own; who does not has none."""
        for seat in Seat:
            numbers = [guest.number for guest in self.places.held(seat)]
            assert None not in numbers
            assert len(set(numbers)) == len(numbers)
        for guest in self.places.guests.values():
            assert (guest.number is not None) is (guest.place in (Place.SEAT, Place.OFFERED))

    @invariant()
    def nobody_waits_beside_a_free_seat(self) -> None:
        """As long as seats are given unasked, none is left while somebody waits."""
        for seat, capacity in self.places.day.seats.items():
            if self.places.promotes and self.places.waiting(seat):
                assert capacity is not None
                assert len(self.places.held(seat)) >= capacity

    @invariant()
    def an_offer_runs_out_in_time(self) -> None:
        """Every open offer wakes the day, before its last hour."""
        wakes = self.places.next_wake()
        for guest in self.places.guests.values():
            if guest.place is Place.OFFERED:
                assert wakes is not None
                assert wakes <= self.places.day.starts_at - timedelta(hours=1)


TestLives = Lives.TestCase
TestLives.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
