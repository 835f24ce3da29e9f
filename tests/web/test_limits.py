"""Counting attempts in the database."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.marks import both_databases
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.core.errors import TooMany
from workshops.web import limits


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> Iterator[None]:
    """Counting happens inside a request."""
    with app.test_request_context():
        yield


def wait_of_next(key: str = "ask", limit: int = 2, window: int = 60) -> int:
    """Seconds to wait after one more attempt; 0 when it is let through."""
    try:
        limits.hit(key, limit, window)
    except TooMany as problem:
        return problem.retry_after
    return 0


@both_databases
def test_trying_while_one_waits_makes_the_wait_no_longer(app: Flask) -> None:
    assert [wait_of_next() for _ in range(6)] == [0, 0, 60, 60, 60, 60]
    assert wait_of_next("something else") == 0


@both_databases
def test_a_window_that_is_over_is_forgotten(app: Flask, frozen_clock: datetime) -> None:
    for _ in range(3):
        wait_of_next()
    with clock.frozen_at(frozen_clock + timedelta(seconds=61)):
        assert wait_of_next() == 0
        assert db.session.scalar(db.select(db.func.count()).select_from(limits.Attempt)) == 1


def wait_after_misses(app: Flask, number: int, whom: str = "bo", source: str = "192.0.2.1") -> int:
    """Seconds to wait after so many wrong guesses from a source; 0 when the next one may come."""
    with app.test_request_context(environ_base={"REMOTE_ADDR": source}):
        guesses = limits.Guesses("door", whom)
        for _ in range(number):
            guesses.miss()
        try:
            guesses.check()
        except TooMany as problem:
            return problem.retry_after
    return 0


@both_databases
def test_guessing_gets_slower_and_never_stops_altogether(app: Flask) -> None:
    waits = [wait_after_misses(app, 1) for _ in range(15)]
    assert waits == [0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]


@both_databases
def test_one_source_makes_no_other_wait_and_nobody_else_of_its_house(app: Flask) -> None:
    assert wait_after_misses(app, 40) > 0
    assert wait_after_misses(app, 0, source="192.0.2.2") == 0
    assert wait_after_misses(app, 0, whom="ane") == 0


def test_who_guesses_at_everything_waits_from_the_first_wrong_one_on(app: Flask) -> None:
    for number in range(limits.MANY):
        assert wait_after_misses(app, 1, whom=f"guess{number}") == 0
    assert wait_after_misses(app, 1, whom="ane") == limits.FIRST_WAIT_SECONDS
    assert wait_after_misses(app, 0, whom="bo") == 0


def test_being_right_forgives(app: Flask) -> None:
    assert wait_after_misses(app, 9) > 0
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}), transaction():
        limits.Guesses("door", "bo").forgive()
    assert wait_after_misses(app, 4) == 0


def test_the_table_holds_no_address(app: Flask) -> None:
    wait_of_next("sign-in:account:bo@lab.example")
    kept = db.session.scalars(db.select(limits.Attempt.key)).one()

    assert len(kept) == 64
    assert "bo" not in kept.partition("@")[2]
