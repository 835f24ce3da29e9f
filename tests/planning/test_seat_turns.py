"""What one act does to the seats of everybody else, in the order in which it does so."""

from dataclasses import replace

import pytest

from tests.planning.seatings import (
    EARLY,
    HOUR,
    MINUTE,
    ONLINE,
    SECOND,
    SITE,
    START,
    day_of,
    offered,
    places_of,
    seated,
    waits,
)
from workshops.planning.models import Answer, Place
from workshops.planning.models.kinds import Cause
from workshops.planning.rules.seats import Guest


def test_who_is_taken_off_is_gone_and_the_seat_goes_on() -> None:
    places = day_of(seated(kept_until=EARLY + MINUTE), waits())
    places.remove(1)
    gone = places.guests[1]
    assert (gone.answer, gone.place, gone.number, gone.kept_until) == (
        Answer.NONE, Place.NONE, None, None,
    )  # fmt: skip
    assert places_of(places) == "-s"
    assert [step.cause for step in places.steps] == [Cause.TAKEN_OFF, Cause.HANDED_ON]


def test_steps_of_one_act_are_one_and_what_changes_nothing_is_none() -> None:
    places = day_of(Guest(1), Guest(2))
    places.say(1, Answer.YES)
    places.say(2, Answer.YES)
    places.say(1, Answer.YES)
    assert [(s.after.id, s.before.place, s.after.place) for s in places.steps] == [
        (1, Place.NONE, Place.SEAT),
        (2, Place.NONE, Place.WAITING),
    ]
    places.give(2)
    assert (places.steps[-1].cause, places.guests[2].number) == (Cause.DECISION, 2)
    assert places.guests[2].queued_at is None


@pytest.mark.parametrize(
    ("guest", "online", "may"),
    [
        (waits(1), 1, True),
        (waits(1), 0, False),
        (Guest(1, answer=Answer.NO), 0, True),
        (seated(), None, True),
    ],
)
def test_who_may_sit_elsewhere(guest: Guest, online: int | None, may: bool) -> None:
    assert day_of(guest, online=online, seats=0).may_switch(1, ONLINE) is may


def test_a_seat_that_somebody_waits_for_is_not_open_as_long_as_it_is_handed_on() -> None:
    there = waits(2, seat=ONLINE)
    for now, may in ((EARLY, False), (START - HOUR, True)):
        assert day_of(seated(), there, now=now).may_switch(1, ONLINE) is may


def test_a_yes_does_not_pass_who_waits_before_it() -> None:
    for now, expected in ((START - 2 * HOUR, "ow"), (START - HOUR, "ws")):
        places = day_of(waits(1), Guest(2), now=now)
        places.say(2, Answer.YES)
        assert places_of(places) == expected


def test_who_let_an_offer_pass_is_not_offered_again_but_may_take_it_first() -> None:
    passed = waits(1, offered_until=START - 5 * HOUR)
    places = day_of(passed, waits(2, queued_at=EARLY + SECOND), now=START - 3 * HOUR)
    places.settle()
    assert places_of(places) == "wo"
    alone = day_of(passed, now=START - 3 * HOUR)
    alone.settle()
    assert places_of(alone) == "w"
    alone.say(1, Answer.YES)
    assert places_of(alone) == "s"
    early = day_of(passed, now=START - 25 * HOUR)
    early.settle()
    assert places_of(early) == "s"


def test_moved_over_who_sits_stays_seated_and_who_waits_joins_in_order() -> None:
    there = [seated(who=4, seat=ONLINE), waits(5, EARLY + 2 * SECOND, seat=ONLINE)]
    here = [seated(who=1), waits(2, EARLY + SECOND), waits(3, EARLY + 3 * SECOND)]
    places = day_of(*here, *there)
    places.move_over(SITE)
    assert [guest.number for guest in places.held(ONLINE)] == [1, 2]
    assert [guest.id for guest in places.waiting(ONLINE)] == [2, 5, 3]
    assert (places.held(SITE), places.waiting(SITE)) == ([], [])
    begun = day_of(*here, now=START)
    begun.move_over(SITE)
    assert [guest.id for guest in begun.waiting(SITE)] == [2, 3]


def test_an_offer_is_taken_by_a_yes_and_kept_while_a_no_is_unverified() -> None:
    places = day_of(offered(START - HOUR), now=START - 3 * HOUR)
    places.say(2, Answer.YES)
    assert (places_of(places), places.guests[2].offered_until) == ("s", None)
    doubted = replace(offered(START - HOUR), answer=Answer.NO, kept_until=EARLY + MINUTE)
    places = day_of(doubted)
    places.settle()
    assert places_of(places) == "o"


def test_who_were_only_let_in_get_the_first_numbers() -> None:
    let_in = [seated(who=who, number=None) for who in (1, 2)]  # type: ignore[arg-type]
    places = day_of(*let_in, seated(3, who=3), seats=3)
    places.settle()
    assert [places.guests[who].number for who in (1, 2, 3)] == [1, 2, 3]


def test_what_has_run_out_is_ended_before_a_decision_and_after_it() -> None:
    late = seated(answer=Answer.NO, kept_until=EARLY - MINUTE)
    places = day_of(late, waits(2))
    places.take_back(1, Answer.YES)
    assert places_of(places) == "ws"
    places = day_of(late, waits(2), waits(3, EARLY + SECOND))
    places.give(2)
    assert (places_of(places), places.guests[2].number) == ("-sw", 1)


def test_who_is_back_from_a_no_that_was_not_theirs_is_first_and_in_the_clear() -> None:
    gone = Guest(1, answer=Answer.NO, kept_until=EARLY - MINUTE)
    places = day_of(gone, seated(who=2), waits(3, EARLY - HOUR))
    places.take_back(1, Answer.YES)
    assert [guest.id for guest in places.waiting(SITE)] == [1, 3]
    assert places.guests[1].kept_until is None


def test_who_changes_to_a_free_seat_sits_there_at_once() -> None:
    places = day_of(waits(1), now=START - 2 * HOUR, seats=0)
    places.switch(1, ONLINE)
    assert (places_of(places), places.guests[1].number) == ("s", 1)
    assert places.guests[1].queued_at is None


def test_a_new_place_on_the_list_is_a_step() -> None:
    places = day_of(waits(1), waits(2, EARLY + SECOND), seats=0)
    places.put_ahead(2)
    steps = [(step.after.id, step.cause, step.after.place) for step in places.steps]
    assert steps == [(2, Cause.DECISION, Place.WAITING)]


def test_who_is_given_a_seat_keeps_the_number_they_have_and_else_gets_the_lowest() -> None:
    places = day_of(replace(offered(None), number=2), seats=2)
    places.settle()
    assert (places_of(places), places.guests[2].number) == ("s", 2)
    begun = day_of(seated(), waits(2), now=START)
    begun.give(2)
    assert (places_of(begun), begun.guests[2].number) == ("ss", 2)
