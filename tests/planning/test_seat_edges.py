"""Seats at exact boundaries: to the second, with one guest, with the same stamp twice."""

from datetime import datetime, timedelta

import pytest

from tests.planning.seatings import (
    EARLY,
    HOUR,
    MINUTE,
    SECOND,
    SITE,
    START,
    day_of,
    offered,
    places_of,
    seated,
    waits,
)
from workshops.planning.models import Answer, ParticipantRole
from workshops.planning.rules.seats import Guest


@pytest.mark.parametrize(
    ("before", "cut_off", "expected"),
    [
        (24 * HOUR + SECOND, 24 * HOUR, "s"),
        (24 * HOUR, 24 * HOUR, "o"),
        (HOUR + SECOND, 24 * HOUR, "o"),
        (HOUR, 24 * HOUR, "w"),
        (HOUR - SECOND, 24 * HOUR, "w"),
        (SECOND, 24 * HOUR, "w"),
        (MINUTE, 0 * HOUR, "s"),
        (SECOND, 0 * HOUR, "s"),
        (0 * HOUR, 0 * HOUR, "w"),
        (30 * MINUTE, 30 * MINUTE, "w"),
        (30 * MINUTE + SECOND, 30 * MINUTE, "s"),
    ],
)
def test_what_a_free_seat_is_to_who_waits(
    before: timedelta, cut_off: timedelta, expected: str
) -> None:
    places = day_of(waits(1), now=START - before, cut_off=cut_off)
    places.settle()
    assert places_of(places) == expected


@pytest.mark.parametrize(
    ("now", "until", "expected"),
    [
        (START - 9 * HOUR, START - 9 * HOUR + SECOND, "o"),
        (START - 9 * HOUR, START - 9 * HOUR, "w"),
        (START - HOUR - SECOND, START - MINUTE, "o"),
        (START - HOUR, START - MINUTE, "w"),
        (START - HOUR - SECOND, None, "o"),
        (START - HOUR, None, "w"),
        (START - 25 * HOUR, START - 24 * HOUR, "s"),
    ],
)
def test_when_an_offer_ends(now: datetime, until: datetime | None, expected: str) -> None:
    places = day_of(offered(until), now=now)
    places.settle()
    assert places_of(places) == expected


@pytest.mark.parametrize(("hours", "ends"), [(10, 6), (5, 1), (4, 1), (2, 1)])
def test_an_offer_lasts_four_hours_and_at_most_until_one_before(hours: int, ends: int) -> None:
    places = day_of(waits(1), now=START - hours * HOUR)
    places.settle()
    assert places.guests[1].offered_until == START - ends * HOUR
    assert places.next_wake() == START - ends * HOUR
    assert places.guests[1].number == 1


@pytest.mark.parametrize(("minutes", "expected"), [(9, "sw"), (10, "-s"), (11, "-s")])
def test_a_no_that_nobody_verified_counts_after_ten_minutes(minutes: int, expected: str) -> None:
    places = day_of(seated(), waits())
    places.say(1, Answer.NO, unverified=True)
    assert places.next_wake() == EARLY + 10 * MINUTE
    later = day_of(*places.guests.values(), now=EARLY + minutes * MINUTE)
    later.say(1, Answer.NO, unverified=True)
    assert places_of(later) == expected
    wakes = EARLY + 10 * MINUTE if minutes < 10 else None
    assert later.next_wake() == wakes


@pytest.mark.parametrize(("now", "expected"), [(START - SECOND, (1, "s-")), (START, (None, "s-"))])
def test_from_the_start_on_nothing_moves(now: datetime, expected: tuple[int | None, str]) -> None:
    places = day_of(seated(number=None), Guest(2), now=now, cut_off=0 * HOUR, seats=2)  # type: ignore[arg-type]
    places.settle()
    assert (places.guests[1].number, places_of(places)) == expected
    places.say(2, Answer.YES)
    assert places_of(places) == ("ss" if now < START else "s-")
    assert places.guests[2].answer is Answer.YES


def test_the_same_stamp_twice_goes_by_who_was_first_here() -> None:
    places = day_of(waits(3), waits(2), waits(1, queued_at=EARLY + SECOND), seats=0)
    assert [guest.id for guest in places.waiting(SITE)] == [2, 3, 1]
    places.put_ahead(3)
    assert [guest.id for guest in places.waiting(SITE)] == [3, 2, 1]
    places.put_ahead(1)
    assert [guest.id for guest in places.waiting(SITE)] == [1, 3, 2]
    places.wait_for(1, SITE)
    assert [guest.id for guest in places.waiting(SITE)] == [3, 2, 1]


def test_two_who_come_onto_the_list_at_once_keep_their_order() -> None:
    places = day_of(Guest(2), Guest(1), seats=0)
    places.say(2, Answer.YES)
    places.say(1, Answer.YES)
    assert [guest.id for guest in places.waiting(SITE)] == [2, 1]
    assert places.guests[2].queued_at == EARLY


@pytest.mark.parametrize(
    ("answer", "kept"), [(Answer.YES, None), (Answer.NONE, None), (Answer.MAYBE, EARLY + MINUTE)]
)
def test_what_is_taken_back_clears_the_clock(answer: Answer, kept: datetime | None) -> None:
    places = day_of(seated(answer=Answer.NO, kept_until=EARLY + MINUTE))
    places.take_back(1, answer)
    assert (places.guests[1].answer, places.guests[1].kept_until) == (answer, kept)
    assert places_of(places) == "s"


@pytest.mark.parametrize(("answer", "expected"), [(Answer.YES, "ws"), (Answer.NONE, "-s")])
def test_who_lost_the_seat_by_then_is_first_on_the_list(answer: Answer, expected: str) -> None:
    gone = Guest(1, answer=Answer.NO, kept_until=EARLY - MINUTE)
    places = day_of(gone, seated(who=2))
    places.take_back(1, answer)
    assert places_of(places) == expected


def test_after_the_start_a_take_back_gives_no_place() -> None:
    places = day_of(Guest(1, answer=Answer.NO, kept_until=START - HOUR), now=START)
    places.take_back(1, Answer.YES)
    assert places_of(places) == "-"


def test_a_free_lower_seat_is_taken_by_who_sits_above_the_number() -> None:
    places = day_of(seated(2, who=1), seated(3, who=2), seats=1)
    places.settle()
    assert [places.guests[who].number for who in (1, 2)] == [1, 3]
    places = day_of(seated(2, who=1), seats=2)
    places.settle()
    assert places.guests[1].number == 2
    places = day_of(seated(2, who=1), seats=None)
    places.settle()
    assert places.guests[1].number == 2


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (ParticipantRole.PARTICIPANT, "sw"),
        (ParticipantRole.KEY_PERSON, "ss"),
        (ParticipantRole.OBSERVER, "s-"),
    ],
)
def test_a_role_decides_about_a_full_day(role: ParticipantRole, expected: str) -> None:
    places = day_of(seated(), Guest(2, role=role))
    places.say(2, Answer.YES)
    assert places_of(places) == expected
