"""What comes in through a mail server's pipe, through the mailbox, and back from a bounce."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.invitations.asked import ADDRESS, UID, make_asked
from tests.invitations.mails import PASS, SERVER, answer, list_replies, pipe
from tests.invitations.makers import list_letters, make_invited
from tests.mail.imap import Server, serving
from tests.mail.letters import installation
from tests.mail.messages import message, multipart, part
from tests.mail.smtp import Taken, scripted
from tests.mail.test_reports import FOLDER, RETURNED_TO
from tests.mail.test_winmail import message_class, properties, tnef
from workshops.app import create_app
from workshops.core import clock
from workshops.core.db import db
from workshops.invitations.models import TrustLevel
from workshops.mail.failures import Failure
from workshops.mail.models import Incoming, LetterState
from workshops.mail.structure import LIMIT_BYTES
from workshops.planning.models import Answer

WORDS = "A message without an answer that a calendar program wrote."


def run(app: Flask, *command: str, raw: bytes = b"") -> tuple[int, str]:
    """A command with a message on standard input: how it ended and what it said."""
    done = app.test_cli_runner().invoke(args=["lab", *command], input=raw)
    return done.exit_code, done.output


def verdict(app: Flask, raw: bytes) -> dict[str, Any]:
    """What `lab mail receive` prints about a message."""
    code, said = run(app, "mail", "receive", raw=raw)
    assert code == 0
    found: dict[str, Any] = json.loads(said)
    return found


def rows() -> list[tuple[str, str]]:
    """What came in."""
    db.session.rollback()
    found = db.session.scalars(select(Incoming).order_by(Incoming.id))
    return [(row.subject, row.handling.value) for row in found]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One IMAP server for this file."""
    with serving() as running:
        yield running


def test_a_message_from_a_mail_server_is_taken_once_and_its_verdict_printed(app: Flask) -> None:
    first, again = verdict(app, message(body="Ja")), verdict(app, message(body="Ja"))

    assert first == again == {"id": first["id"], "handling": "tray", "reason": WORDS}
    assert rows() == [("Svar", "tray")]


def test_a_message_that_is_too_large_is_taken_by_its_head(app: Flask) -> None:
    raw = message(body="x" * (2 * LIMIT_BYTES))

    assert verdict(app, raw)["reason"] == "The message is larger than 1 MiB."
    assert db.session.scalars(select(Incoming.raw)).all() == [None]


def test_nothing_on_standard_input_is_no_message(app: Flask) -> None:
    assert run(app, "mail", "receive")[0] == 2
    assert rows() == []


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all.db", "postgresql://nobody@127.0.0.1:1/nothing"]
)
def test_while_the_database_is_away_the_mail_server_is_asked_to_try_later(
    app: Flask, url: str
) -> None:
    away = create_app(replace(app.config["SETTINGS"], database_url=url))
    with away.app_context():
        code, said = run(away, "mail", "receive", raw=message())

    assert code == 75
    assert "The database cannot be reached. Try again later." in said


def test_a_real_pipe_ends_with_a_verdict(app: Flask) -> None:
    assert pipe(app, b"\0\xff" * 5000)["handling"] == "tray"
    assert rows() == [("", "tray")]


def test_the_mailbox_is_read_by_a_command(app: Flask, server: Server) -> None:
    server.renew("Poll")
    server.put(message(Subject="1"), message(Subject="2"), folder="Poll")
    with installation(app, imap_url=server.url("Poll")):
        assert run(app, "mail", "poll") == (0, '{"taken": 2}\n')
        assert run(app, "mail", "poll") == (0, '{"taken": 0}\n')

    assert rows() == [("1", "tray"), ("2", "tray")]


def test_a_mailbox_that_is_not_set_or_refuses_is_said_in_a_sentence(
    app: Flask, server: Server
) -> None:
    code, said = run(app, "mail", "poll")
    assert (code, "WORKSHOPS_IMAP_URL is not set." in said) == (2, True)
    with installation(app, imap_url=server.url(password="forkert")):
        code, said = run(app, "mail", "poll")
    assert (code, said) == (1, "Error: The mail server 127.0.0.1 refuses the user or password.\n")


def bounce_of(taken: Taken) -> bytes:
    """What Postfix sends back for a letter."""
    report = (FOLDER / "postfix_no_mailbox.eml").read_text()
    return report.replace(RETURNED_TO, taken.sender).replace("\n", "\r\n").encode()


def test_a_letter_leaves_and_its_bounce_comes_back_onto_it(app: Flask, server: Server) -> None:
    server.renew("Retur")
    with (
        scripted() as smtp,
        installation(app, smtp_url=smtp.url, imap_url=server.url("Retur")),
    ):
        make_invited("Åse <aase@kommune.example>\nBo <bo@kommune.example>")
        run(app, "worker", "--once")
        assert [each.recipient for each in smtp.taken] == [
            "aase@kommune.example",
            "bo@kommune.example",
        ]
        server.put(bounce_of(smtp.taken[0]), folder="Retur")
        run(app, "worker", "--once")
        db.session.rollback()

    assert [(letter.state, letter.failure) for letter in list_letters()] == [
        (LetterState.BOUNCED, Failure.NO_MAILBOX),
        (LetterState.HANDED_OVER, None),
    ]
    assert rows() == [("Undelivered Mail Returned to Sender", "applied")]


def wrapped_answer() -> bytes:
    """An answer that Exchange wrapped in winmail.dat."""
    kind = message_class("IPM.Schedule.Meeting.Resp.Tent")
    file = part("application/ms-tnef", tnef(kind, properties(UID, 0)))
    raw = multipart(file, From=ADDRESS, Date="Mon, 23 Nov 2026 13:05:00 +0100")
    return f"{PASS}\r\n".encode() + raw


@pytest.mark.parametrize(
    ("raw", "given"),
    [(answer(), Answer.YES), (wrapped_answer(), Answer.MAYBE)],
    ids=["calendar", "winmail"],
)
def test_an_answer_in_the_mailbox_is_on_the_guest_list_once_the_worker_has_looked(
    app: Flask, server: Server, raw: bytes, given: Answer
) -> None:
    server.renew("Svar")
    server.put(raw, folder="Svar")
    with installation(app, imap_url=server.url("Svar"), authserv_id=SERVER):
        _workshop, invitation = make_asked()
        with clock.frozen_at(NOW + timedelta(minutes=10)):
            run(app, "worker", "--once")
        db.session.rollback()

    assert (invitation.participation.answer, rows()) == (given, [("Svar", "applied")])
    assert [each.level for each in list_replies()] == [TrustLevel.VERIFIED]


def test_a_mailbox_that_cannot_be_reached_does_not_hold_up_letters(app: Flask) -> None:
    with (
        scripted() as smtp,
        installation(app, smtp_url=smtp.url, imap_url="imap://svar:x@127.0.0.1:1?timeout=1"),
    ):
        make_invited("Åse <aase@kommune.example>")
        assert run(app, "worker", "--once")[0] == 0

    assert len(smtp.taken) == 1
