"""evolution-data-server, a calendar we did not write: invited, moved, cancelled, nothing left."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.interop.store import Store, calendar_store
from tests.interop.story import tell_story
from workshops.mail.message import filled_calendar


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty calendar."""
    with calendar_store() as running:
        yield running


def test_a_moved_then_cancelled_workshop_leaves_nothing_behind(app: Flask, store: Store) -> None:
    letters = [each for each in tell_story() if each.to_address == "aase@kommune.example"]
    states = [store.deliver(filled_calendar(each)) for each in letters]
    assert [len(state) for state in states] == [1, 2, 2, 2, 2, 2, 2, 2, 1, 0]
    assert [letter.calendar_method for letter in letters[-2:]] == ["CANCEL", "CANCEL"]


def test_each_update_moves_the_entry_and_raises_its_version(app: Flask, store: Store) -> None:
    letters = [each for each in tell_story() if each.to_address == "aase@kommune.example"]
    first = [each for each in letters if each.lane == letters[0].lane]
    seen = [entry for each in first[:-1] for entry in store.deliver(filled_calendar(each)).values()]
    assert [entry.sequence for entry in seen] == [0, 1, 2, 3]
    assert [entry.starts_at.hour for entry in seen] == [8, 9, 9, 7]
