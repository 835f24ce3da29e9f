"""What the next page says after a button was pressed."""

from collections.abc import Iterator

import pytest
from flask import Flask, get_flashed_messages

from workshops.core.errors import Conflict, NotAllowed
from workshops.web.buttons import pressed


@pytest.fixture(autouse=True)
def request_(app: Flask) -> Iterator[None]:
    """A request, as flashed messages need one."""
    with app.test_request_context(method="POST"):
        yield


def test_a_button_says_what_was_done() -> None:
    with pressed("The room is moved."):
        pass
    assert get_flashed_messages(with_categories=True) == [("success", "The room is moved.")]


def test_a_button_says_what_was_wrong_and_nothing_else() -> None:
    with pressed("The room is moved."):
        raise Conflict("It stands at the end already.")
    assert get_flashed_messages(with_categories=True) == [
        ("error", "It stands at the end already.")
    ]


def test_a_button_that_one_may_not_press_leads_to_the_error_page() -> None:
    with pytest.raises(NotAllowed), pressed("The room is moved."):
        raise NotAllowed("Only project managers can move it.")
    assert get_flashed_messages() == []
