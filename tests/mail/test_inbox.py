"""Taking messages in: each once, also when two take it at the same moment."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.mail.messages import message
from tests.marks import both_databases
from tests.timing import PATIENCE
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.mail import inbox
from workshops.mail.models import Handling, Incoming
from workshops.mail.tasks import forget_incoming

TAKERS = 6


def test_the_same_bytes_are_taken_once(app: Flask) -> None:
    raw = message(body="Ja tak.")
    with transaction():
        first, is_new = inbox.take(raw)
        again, is_new_again = inbox.take(raw)

    assert (is_new, is_new_again, first.id) == (True, False, again.id)
    assert (first.raw, first.handling) == (raw, Handling.NEW)
    assert (first.from_address, first.subject, first.text) == (
        "aase@kommune.example",
        "Svar",
        "Ja tak.",
    )


@both_databases
def test_bytes_that_arrive_many_times_at_once_make_one_row(app: Flask) -> None:
    raw, start, new = message(body=b"\x00" * 10), threading.Barrier(TAKERS), []

    def take() -> None:
        with app.app_context():
            start.wait(PATIENCE)
            with transaction():
                new.append(inbox.take(raw)[1])
            db.session.remove()

    threads = [threading.Thread(target=take) for _ in range(TAKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    assert sorted(new) == [False] * (TAKERS - 1) + [True]
    assert db.session.scalar(select(func.count(Incoming.id))) == 1


def test_a_message_that_is_too_large_to_fetch_waits_in_the_tray(app: Flask) -> None:
    head = message(Subject="Billeder")
    with transaction():
        row, is_new = inbox.take_unread(head, 2_000_000)
        _same, is_new_again = inbox.take_unread(head, 2_000_000)

    assert (is_new, is_new_again, row.raw, row.subject) == (True, False, None, "Billeder")
    assert (row.handling, row.reason) == (Handling.TRAY, "The message is larger than 1 MiB.")


def test_what_became_of_a_message_is_written_down(app: Flask) -> None:
    with transaction():
        about, _new = inbox.take(message(body="1"))
        row, _new = inbox.take(message(body="2"))
        inbox.settle(row, Handling.APPLIED, "Answered: %(answer)s", about=about, answer="yes")

    assert (row.handling, row.reason, row.params) == (
        Handling.APPLIED,
        "Answered: %(answer)s",
        {"answer": "yes"},
    )
    assert (row.record_kind, row.record_id) == ("incoming", about.id)
    assert row.settled_at is not None


def kept(handling: Handling) -> Incoming:
    """A message of that handling, 31 days after it came in and the night has passed."""
    with clock.frozen_at(clock.now() - timedelta(days=31)), transaction():
        row, _new = inbox.take(message(body=f"Ja tak: {handling}"))
        inbox.settle(row, handling, "Answered: %(answer)s", answer="yes")
    with transaction():
        inbox.take(message(body="frisk"))
        forget_incoming()
    db.session.refresh(row)
    return row


@pytest.mark.parametrize("handling", [Handling.APPLIED, Handling.TRAY, Handling.SETTLED])
def test_after_thirty_days_the_bytes_of_a_message_are_gone(app: Flask, handling: Handling) -> None:
    row = kept(handling)

    assert (row.raw, row.text) == (None, f"Ja tak: {handling}")
    assert db.session.scalars(select(Incoming.raw).order_by(Incoming.id.desc())).first()


def test_after_thirty_days_an_ignored_message_says_nothing_of_anybody(app: Flask) -> None:
    row = kept(Handling.IGNORED)

    assert (row.raw, row.text, row.subject, row.from_address, row.from_name, row.params) == (
        None,
        "",
        "",
        "",
        "",
        {},
    )
    assert row.handling is Handling.IGNORED


def test_a_message_that_was_forgotten_is_still_known(app: Flask) -> None:
    row = kept(Handling.IGNORED)
    with transaction():
        again, is_new = inbox.take(message(body="Ja tak: ignored"))

    assert (again.id, is_new) == (row.id, False)
