"""A fault of our own costs no letter and no message, and no mail server is blamed for it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.invitations.asked import make_asked
from tests.invitations.mails import answer, take
from tests.mail.letters import installation, post_letter, states
from tests.mail.smtp import scripted
from tests.mail.test_sender import end_connections, letter_now
from tests.marks import both_databases
from tests.pages import Client
from workshops.core import clock
from workshops.core.db import AWAY, db
from workshops.mail import sender
from workshops.mail.models import Handling, Letter, LetterState
from workshops.mail.outbox import restart
from workshops.planning.models import Answer

postgresql = pytest.mark.parametrize("app", ["postgresql"], indirect=True)


def hang_up_at(words: str) -> None:
    """Have the database hang up on everybody when a statement that begins so is about to run."""
    url, engine = db.engine.url, db.engine
    done: list[bool] = []

    def hang_up(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(words) and not done:
            done.append(True)
            end_connections(url)

    event.listen(engine, "before_cursor_execute", hang_up)


@pytest.mark.postgresql
@postgresql
def test_a_database_lost_between_claiming_and_reading_costs_no_letter(app: Flask) -> None:
    with scripted() as server, installation(app, smtp_url=server.url):
        post_letter()
        hang_up_at("SELECT letter.")
        sender.send_one()
        assert (states(), server.taken) == (["queued"], [])
        assert letter_now().server_said == ""
        with clock.frozen_at(clock.now() + timedelta(minutes=1)):
            sender.send_one()

    assert (states(), len(server.taken)) == (["handed_over"], 1)


@pytest.mark.postgresql
@postgresql
def test_no_request_meets_a_dead_connection(client: Client) -> None:
    for _time in range(3):
        client.fetch("/sign-in")
        db.session.rollback()
        end_connections(db.engine.url)
        client.fetch("/sign-in")


@both_databases
def test_a_letter_that_cannot_be_made_is_our_fault_and_holds_up_nobody(app: Flask) -> None:
    with scripted() as server, installation(app, smtp_url=server.url):
        letter = post_letter()
        letter.calendar = b"\xff"
        db.session.commit()
        post_letter(lane="invitation:2")
        while sender.send_one():
            pass
        assert states() == ["failed", "handed_over"]
        letter.calendar = None
        restart(letter)
        db.session.commit()
        sender.send_one()

    assert (letter.server_said, letter.reason) == ("", "")


@both_databases
def test_a_set_up_that_stays_wrong_is_our_fault_and_said_so(app: Flask, tmp_path: Path) -> None:
    wrong = {"dkim_selector": "s", "dkim_key_file": tmp_path / "gone.pem"}
    with scripted() as server, installation(app, smtp_url=server.url, **wrong):
        post_letter()
        sender.send_one()
        assert states() == ["queued"]
        with clock.frozen_at(clock.now() + timedelta(hours=48)):
            sender.send_one()

    assert (states(), server.taken) == (["failed"], [])
    assert letter_now().server_said == ""


@pytest.mark.parametrize(
    ("said", "bounced", "words"),
    [
        ("550 no such user", False, "550 no such user"),
        ("mailbox gone", True, "mailbox gone"),
        ("ConnectionRefusedError: [Errno 111]", False, ""),
        ("5501 things", False, ""),
    ],
)
def test_only_what_a_mail_server_said_is_said_to_be_its_words(
    said: str, bounced: bool, words: str
) -> None:
    letter = Letter(last_error=said, state=LetterState.GIVEN_UP)
    letter.bounced_at = clock.now() if bounced else None

    assert letter.server_said == words


@pytest.mark.postgresql
@postgresql
def test_a_database_lost_while_an_answer_is_applied_has_it_come_again(app: Flask) -> None:
    _workshop, invitation = make_asked()
    hang_up_at("SELECT sitting.id")
    with pytest.raises(AWAY):
        take(app, answer())
    db.session.rollback()

    assert take(app, answer()).handling is Handling.APPLIED
    assert invitation.participation.answer is Answer.YES
