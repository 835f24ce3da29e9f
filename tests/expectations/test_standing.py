"""What votes by group say."""

from collections.abc import Hashable

import pytest

from workshops.expectations.rules.standing import Standing, Tally, standing_of, total


@pytest.mark.parametrize(
    ("votes", "standing"),
    [
        ({}, Standing.PLAIN),
        ({"a": Tally(6, 4), "b": Tally(9, 1)}, Standing.SHARED),
        ({"a": Tally(6, 4), "b": Tally(9, 1), None: Tally(0, 5)}, Standing.SHARED),
        ({"a": Tally(59, 41), "b": Tally(9, 1)}, Standing.PLAIN),
        ({"a": Tally(10, 0), "b": Tally(4, 0)}, Standing.PLAIN),
        ({"a": Tally(10, 0)}, Standing.PLAIN),
        ({"a": Tally(8, 2), "b": Tally(2, 8)}, Standing.CONTESTED),
        ({"a": Tally(8, 2), "b": Tally(2, 3, 5), "c": Tally(9, 1)}, Standing.CONTESTED),
        ({"a": Tally(55, 45), "b": Tally(45, 55)}, Standing.PLAIN),
        ({"a": Tally(54, 46), "b": Tally(40, 60)}, Standing.MINORITY),
        ({"a": Tally(4, 6), "b": Tally(1, 9)}, Standing.MINORITY),
        ({None: Tally(2, 3)}, Standing.MINORITY),
        ({None: Tally(0, 9)}, Standing.PLAIN),
        ({None: Tally(1, 3)}, Standing.PLAIN),
    ],
)
def test_votes_by_group_tell_what_stands(votes: dict[Hashable, Tally], standing: Standing) -> None:
    assert standing_of(votes) is standing


def test_a_pass_is_a_vote_that_does_not_agree() -> None:
    assert Tally(3, 0, 3).support == 0.5
    assert Tally().support == 0
    assert total([Tally(1, 2, 3), Tally(4, 5, 6)]) == Tally(5, 7, 9)
    assert Tally(2, 1).percent == 67
