"""Seats and the waiting list as plain values: who gets what, in which order, until when."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from workshops.planning.models import Answer, ParticipantRole, Place, Seat
from workshops.planning.rules.seats import Day, Guest, Seating

START = datetime(2026, 12, 10, 8, tzinfo=UTC)
LONG_BEFORE, LATE = START - timedelta(days=10), START - timedelta(hours=20)


def _seating(people: int, now: datetime, *, seats: int = 1, key: int = 0) -> Seating:
    """A day with seats on site, none counted online; everybody has said yes in turn."""
    day = Day(START, timedelta(hours=24), {Seat.ON_SITE: seats, Seat.ONLINE: None})
    roles = {key: ParticipantRole.KEY_PERSON}
    guests = [
        Guest(n, role=roles.get(n, ParticipantRole.PARTICIPANT)) for n in range(1, people + 1)
    ]
    places = Seating(day, guests, LONG_BEFORE)
    for guest in guests:
        places.say(guest.id, Answer.YES)
    return _at(places, now)


def _at(places: Seating, now: datetime) -> Seating:
    later = Seating(places.day, places.guests.values(), now)
    later.settle()
    return later


def _places(places: Seating) -> str:
    """One letter a guest: s seat, w waiting, o offered, - none."""
    letters = {Place.SEAT: "s", Place.WAITING: "w", Place.OFFERED: "o", Place.NONE: "-"}
    return "".join(letters[guest.place] for _, guest in sorted(places.guests.items()))


def test_no_seat_is_offered_after_the_start() -> None:
    places = _seating(2, START)
    places.say(1, Answer.NO)
    assert _places(places) == "sw"
    places.remove(1)
    assert _places(places) == "-w"


def test_no_seat_is_given_unasked_after_the_cut_off() -> None:
    places = _seating(2, LATE)
    places.say(1, Answer.NO)
    assert _places(places) == "-o"
    assert places.guests[2].offered_until == LATE + timedelta(hours=4)


def test_who_cancelled_is_never_offered_the_seat_again() -> None:
    places = _seating(3, LATE)
    places.say(2, Answer.NO)
    places.say(1, Answer.NO)
    assert _places(places) == "--o"
    places.say(3, Answer.NO)
    assert _places(places) == "---"


def test_seats_are_given_in_the_order_of_the_list() -> None:
    places = _seating(4, LONG_BEFORE + timedelta(days=1))
    places.say(2, Answer.NO)
    places.say(2, Answer.YES)
    assert [guest.id for guest in places.waiting(Seat.ON_SITE)] == [3, 4, 2]
    for number in (1, 3, 4):
        places.say(number, Answer.NO)
    assert _places(places) == "-s--"


def test_freed_seats_never_promote_more_people_than_there_are_seats() -> None:
    places = _seating(6, LONG_BEFORE + timedelta(days=1), seats=3, key=6)
    assert _places(places) == "ssswws"
    places.say(1, Answer.NO)
    assert _places(places) == "-sswws"
    places.say(2, Answer.NO)
    assert _places(places) == "--ssws"


def test_an_offer_runs_out_and_goes_to_the_next_and_not_round_again() -> None:
    places = _seating(3, LATE)
    places.say(1, Answer.NO)
    for expected in ("-ow", "-wo", "-ww"):
        assert _places(places) == expected
        places = _at(places, places.now + timedelta(hours=4))
    places.say(2, Answer.YES)
    assert _places(places) == "-sw"


def test_the_last_offer_ends_an_hour_before_the_start() -> None:
    places = _seating(2, START - timedelta(hours=2))
    places.say(1, Answer.NO)
    assert places.guests[2].offered_until == START - timedelta(hours=1)
    assert _places(_at(places, START - timedelta(hours=1))) == "-w"


def test_an_unverified_decline_keeps_the_seat_for_ten_minutes() -> None:
    places = _seating(2, LONG_BEFORE)
    places.say(1, Answer.NO, unverified=True)
    assert _places(places) == "sw"
    places = _at(places, LONG_BEFORE + timedelta(minutes=9))
    kept = places.guests[1]
    places.say(1, Answer.YES)
    assert places.guests[1].number == kept.number
    assert places.guests[1].kept_until is None
    assert _places(_at(places, LONG_BEFORE + timedelta(hours=1))) == "sw"


def test_who_undoes_a_forged_decline_late_is_first_on_the_list() -> None:
    places = _seating(3, LONG_BEFORE)
    places.say(1, Answer.NO, unverified=True)
    places = _at(places, LONG_BEFORE + timedelta(minutes=10))
    assert _places(places) == "-sw"
    places.say(1, Answer.YES, unverified=True)
    places.say(1, Answer.YES)
    assert [guest.id for guest in places.waiting(Seat.ON_SITE)] == [1, 3]


def test_nobody_loses_a_seat_by_wishing_to_sit_where_it_is_full() -> None:
    places = _seating(2, LONG_BEFORE)
    assert not places.may_switch(2, Seat.ON_SITE)
    assert places.may_switch(1, Seat.ONLINE)
    places.switch(1, Seat.ONLINE)
    assert _places(places) == "ss"


def test_who_would_rather_wait_elsewhere_is_last_there_and_leaves_a_seat() -> None:
    places = _seating(3, LONG_BEFORE)
    places.wait_for(1, Seat.ON_SITE)
    assert _places(places) == "wsw"
    assert [guest.id for guest in places.waiting(Seat.ON_SITE)] == [3, 1]


class Places(RuleBasedStateMachine):
    """Whatever guests and staff do in whatever order, the promises of the list hold."""

    def __init__(self) -> None:
        super().__init__()
        day = Day(START, timedelta(hours=24), {Seat.ON_SITE: 3, Seat.ONLINE: 2})
        seats = [Seat.ONLINE if number % 4 == 0 else Seat.ON_SITE for number in range(1, 11)]
        guests = [Guest(number, seat=seat) for number, seat in enumerate(seats, start=1)]
        self.places = Seating(day, guests, START - timedelta(hours=40))

    @rule(who=st.integers(1, 10), answer=st.sampled_from([*Answer][1:]), unverified=st.booleans())
    def answers(self, who: int, answer: Answer, unverified: bool) -> None:
        """Somebody answers."""
        self.places.say(who, answer, unverified=unverified)

    @rule(who=st.integers(1, 10))
    def takes_back(self, who: int) -> None:
        """A no was not theirs."""
        if self.places.guests[who].kept_until:
            self.places.take_back(who, Answer.YES)

    @rule(minutes=st.sampled_from([1, 5, 60, 300]))
    def time_passes(self, minutes: int) -> None:
        """It gets later."""
        self.places = _at(self.places, self.places.now + timedelta(minutes=minutes))

    @rule(who=st.integers(1, 10), seat=st.sampled_from(Seat))
    def switches(self, who: int, seat: Seat) -> None:
        """Somebody would rather sit elsewhere."""
        if self.places.may_switch(who, seat):
            self.places.switch(who, seat)
        elif self.places.guests[who].seat is not seat:
            self.places.wait_for(who, seat)

    @invariant()
    def never_more_than_there_are_seats(self) -> None:
        """Every seat is held once, and none above the number."""
        for seat, capacity in self.places.day.seats.items():
            numbers = [guest.number for guest in self.places.held(seat)]
            assert len(set(numbers)) == len(numbers)
            assert all(number and number <= (capacity or 0) for number in numbers)

    @invariant()
    def nobody_waits_beside_a_free_seat(self) -> None:
        """As long as seats are handed on, none is left while somebody has not refused it."""
        for seat, capacity in self.places.day.seats.items():
            if self.places.promotes and self.places.waiting(seat):
                assert len(self.places.held(seat)) == capacity

    @invariant()
    def only_who_wants_to_come_has_a_new_place(self) -> None:
        """Who has said no keeps a place only while nobody has verified it."""
        for guest in self.places.guests.values():
            if guest.place is not Place.NONE and guest.answer is not Answer.YES:
                assert guest.kept_until is not None


TestPlaces = Places.TestCase
TestPlaces.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
