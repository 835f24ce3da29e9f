"""What an answer must say, when checks come, and how counts add up."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.adoption.models import Status
from workshops.adoption.rules import (
    Counts,
    Said,
    check_answer,
    check_days,
    check_same_agency,
    is_answered_by,
    roll_up,
)
from workshops.core.errors import Invalid

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Said(Status.AWAITED), "answer"),
        (Said(Status.REFUSED), "reason"),
        (Said(Status.DROPPED), "reason"),
        (Said(Status.ADAPTED), "reason"),
        (Said(Status.IN_USE, in_use_on=TODAY), "place"),
        (Said(Status.CHECKED, place="Kundecenter Vest"), "in_use_on"),
        (Said(Status.IN_USE, place="Vest", in_use_on=date(2026, 11, 24)), "in_use_on"),
    ],
)
def test_an_answer_that_lacks_something_is_refused(said: Said, field: str) -> None:
    with pytest.raises(Invalid) as problem:
        check_answer(said, TODAY)
    assert problem.value.field == field


@pytest.mark.parametrize(
    "said",
    [
        Said(Status.RECEIVED),
        Said(Status.ACCEPTED),
        Said(Status.REFUSED, reason="Vi har ikke timerne."),
        Said(Status.IN_USE, place="Kundecenter Vest", in_use_on=TODAY),
    ],
)
def test_an_answer_that_says_enough_passes(said: Said) -> None:
    check_answer(said, TODAY)


def test_checks_come_after_3_6_and_12_months_also_from_the_end_of_a_month() -> None:
    assert check_days(date(2026, 11, 30)) == {
        3: date(2027, 2, 28),
        6: date(2027, 5, 30),
        12: date(2027, 11, 30),
    }


@pytest.mark.parametrize(
    ("day", "settled"), [(date(2026, 11, 8), False), (date(2026, 11, 9), True), (TODAY, True)]
)
def test_an_answer_settles_a_check_from_two_weeks_before(day: date, settled: bool) -> None:
    assert is_answered_by(TODAY, day) is settled


def test_an_owner_is_named_at_the_holders_own_agency() -> None:
    check_same_agency("", "lone@styrelse.example")
    check_same_agency("Bo@Styrelse.example", "lone@styrelse.example")
    with pytest.raises(Invalid):
        check_same_agency("bo@other.example", "lone@styrelse.example")


@given(
    st.lists(st.integers(0, 9), min_size=10, max_size=10),
    st.lists(st.integers(0, 5), min_size=10, max_size=10),
)
def test_the_tops_of_the_tree_add_up_to_the_whole(above: list[int], counts: list[int]) -> None:
    parents = {n: parent if parent < n else None for n, parent in enumerate(above)}
    own: dict[int, Counts] = {n: Counter({Status.IN_USE: k}) for n, k in enumerate(counts)}
    found = roll_up(own, parents)
    tops = sum(found[n][Status.IN_USE] for n, parent in parents.items() if parent is None)
    assert tops == sum(counts)
    for number, own_counts in own.items():
        below = sum(found[n][Status.IN_USE] for n, parent in parents.items() if parent == number)
        assert found[number][Status.IN_USE] == own_counts[Status.IN_USE] + below


def test_a_ring_of_parents_is_counted_once() -> None:
    own: dict[int, Counts] = {1: Counter({Status.IN_USE: 2})}
    assert roll_up(own, {1: 2, 2: 1})[2] == Counter({Status.IN_USE: 2})
