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
def test_waiting_doubles_with_each_attempt_too_many(app: Flask) -> None:
    assert [wait_of_next() for _ in range(6)] == [0, 0, 60, 120, 240, 480]
    assert wait_of_next("something else") == 0


@both_databases
def test_a_window_that_is_over_is_forgotten(app: Flask, frozen_clock: datetime) -> None:
    for _ in range(3):
        wait_of_next()
    with clock.frozen_at(frozen_clock + timedelta(seconds=61)):
        assert wait_of_next() == 0
        assert db.session.scalar(db.select(db.func.count()).select_from(limits.Attempt)) == 1


def test_waiting_never_passes_an_hour(app: Flask) -> None:
    assert max(wait_of_next() for _ in range(40)) == limits.LONGEST_SECONDS


def test_success_forgets(app: Flask) -> None:
    for _ in range(3):
        wait_of_next()
    with transaction():
        limits.forget("ask")
    assert wait_of_next() == 0


def test_the_table_holds_no_address(app: Flask) -> None:
    wait_of_next("sign-in:account:bo@lab.example")
    kept = db.session.scalars(db.select(limits.Attempt.key)).one()

    assert len(kept) == 64
    assert "bo" not in kept.partition("@")[2]
