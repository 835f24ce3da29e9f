"""What becomes of a letter when the mail server refuses, hangs, drops or takes it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import URL, create_engine, select, text

from tests.mail.letters import installation, post_letter, states
from tests.mail.smtp import free_port, scripted
from tests.marks import both_databases
from workshops.app import create_app
from workshops.core import clock
from workshops.core.config import WrongSettings
from workshops.core.db import db
from workshops.mail import rules, sender
from workshops.mail.models import Letter
from workshops.mail.transport import MailServer, mail_server


def letter_now() -> Letter:
    """The one letter, as the database has it."""
    db.session.rollback()
    return db.session.scalars(select(Letter)).one()


def minutes_until_next_try() -> float:
    """How long the one letter waits."""
    return (letter_now().run_at - clock.now()).total_seconds() / 60


@both_databases
def test_accepted_letter_is_handed_over_and_no_more_is_claimed(app: Flask) -> None:
    with scripted() as server, installation(app, smtp_url=server.url):
        post_letter()
        assert [sender.send_one(), sender.send_one()] == [True, False]

    letter = letter_now()
    assert (letter.state, letter.handed_over_at) == ("handed_over", clock.now())
    (taken,) = server.taken
    assert (taken.recipient, taken.message_id) == ("aase@kommune.example", letter.message_id)
    assert taken.sender == f"b.{letter.public_id}@rsvp.samskab.example"


@pytest.mark.parametrize("step", ["rcpt", "data"])
@pytest.mark.parametrize("code", ["421", "450", "451", "452"])
def test_temporary_answer_waits_and_comes_again(app: Flask, step: str, code: str) -> None:
    with scripted(f"{step} {code} try later") as server, installation(app, smtp_url=server.url):
        post_letter()
        sender.send_one()
        assert states() == ["queued"]
        assert letter_now().last_error == f"{code} try later"
        assert minutes_until_next_try() == 1
        with clock.frozen_at(clock.now() + timedelta(minutes=1)):
            sender.send_one()

    assert states() == ["handed_over"]
    assert letter_now().last_error == ""


@pytest.mark.parametrize("step", ["rcpt", "data"])
@pytest.mark.parametrize("code", ["550", "552", "554"])
def test_final_answer_refuses_at_once(app: Flask, step: str, code: str) -> None:
    with scripted(f"{step} {code} no such user") as server, installation(app, smtp_url=server.url):
        post_letter()
        assert [sender.send_one(), sender.send_one()] == [True, False]

    assert (letter_now().state, letter_now().last_error) == ("refused", f"{code} no such user")


@pytest.mark.parametrize("what", ["hang", "drop"])
def test_silence_after_the_text_is_temporary(app: Flask, what: str) -> None:
    with scripted(what) as server, installation(app, smtp_url=server.url):
        post_letter()
        sender.send_one()
        assert (states(), minutes_until_next_try()) == (["queued"], 1)
        with clock.frozen_at(clock.now() + timedelta(minutes=1)):
            sender.send_one()

    assert (states(), len(server.taken)) == (["handed_over"], 1)


def test_lost_answer_costs_one_copy_with_the_same_message_id(app: Flask) -> None:
    with scripted("take and drop") as server, installation(app, smtp_url=server.url):
        post_letter()
        for minute in range(3):
            with clock.frozen_at(clock.now() + timedelta(minutes=minute)):
                sender.send_one()

    first, second = server.taken
    assert first == second
    assert states() == ["handed_over"]


def test_nobody_listening_is_temporary_for_48_hours(app: Flask, frozen_clock: datetime) -> None:
    waits = []
    with installation(app, smtp_url=f"smtp://127.0.0.1:{free_port()}?timeout=1"):
        post_letter()
        while letter_now().state == "queued":
            with clock.frozen_at(letter_now().run_at):
                sender.send_one()
                waits.append(minutes_until_next_try())
            if len(waits) > 5:
                pretend_hours_passed()

    assert waits[:6] == [1, 2, 5, 10, 15, 15]
    letter = letter_now()
    assert (letter.state, len(waits)) == ("given_up", 7)
    assert "ConnectionRefusedError" in letter.last_error


def pretend_hours_passed() -> None:
    """Move the one letter's next try to just before its 48 hours are over."""
    letter = letter_now()
    letter.run_at = letter.queued_at + timedelta(hours=47, minutes=59)
    db.session.commit()


def test_waits_are_as_promised(frozen_clock: datetime) -> None:
    at, minutes, attempts = frozen_clock, [], 0
    while (following := rules.next_try(attempts := attempts + 1, frozen_clock, at)) is not None:
        minutes.append(int((following - at).total_seconds() / 60))
        at = following

    assert minutes[:5] == [1, 2, 5, 10, 15]
    assert set(minutes[5:]) == {15}
    assert timedelta(hours=47, minutes=45) < at - frozen_clock <= timedelta(hours=48)


def test_wrong_password_refuses_no_letter(app: Flask) -> None:
    with scripted() as server:
        url = server.url.replace("127.0.0.1", "lab:wrong@127.0.0.1")
        with installation(app, smtp_url=url):
            post_letter()
            sender.send_one()

    assert states() == ["queued"]


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_server_without_encryption_gets_no_letter(app: Flask, scheme: str) -> None:
    with scripted() as server, installation(app, smtp_url=server.url.replace("smtp", scheme, 1)):
        post_letter()
        sender.send_one()

    assert (states(), server.taken) == (["queued"], [])


@pytest.mark.postgresql
@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_database_lost_while_sending_costs_no_second_copy(app: Flask) -> None:
    with scripted() as server, installation(app, smtp_url=server.url):
        post_letter()
        url = db.engine.url
        server.watch = lambda stage: end_connections(url) if stage == "taken" else None
        assert sender.send_one() is True
        assert sender.send_one() is False

    assert (states(), len(server.taken)) == (["handed_over"], 1)


def end_connections(url: URL) -> None:
    """Have the database server hang up on everybody."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as own:
        own.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        )
    engine.dispose()


def test_letter_without_mail_server_at_sending_is_kept(app: Flask) -> None:
    with installation(app, smtp_url="smtp://127.0.0.1"):
        post_letter()
    assert sender.send_one() is True
    assert states() == ["kept"]


@both_databases
def test_slow_worker_keeps_its_letter_and_a_dead_one_loses_it(
    app: Flask, frozen_clock: datetime
) -> None:
    lease = timedelta(seconds=60)
    with installation(app, smtp_url="smtp://127.0.0.1"):
        post_letter()
    first = sender.claim_next(frozen_clock, lease)
    assert first is not None
    assert sender.claim_next(frozen_clock + lease, lease) is None
    second = sender.claim_next(frozen_clock + lease + timedelta(seconds=1), lease)
    assert second is not None
    assert sender.finish(first, {"state": "refused"}) is False
    assert sender.finish(second, {"state": "handed_over"}) is True
    assert states() == ["handed_over"]


def test_mail_server_is_read_from_its_url() -> None:
    assert mail_server("smtps://lab:p%40ss@mail.example?data_timeout=900") == MailServer(
        "smtps", "mail.example", 465, "lab", "p@ss", data_timeout=900
    )
    assert mail_server("smtp+starttls://mail.example").port == 587


@pytest.mark.parametrize("url", ["mail.example", "http://x", "smtp://x:y", "smtp://x?timeout=no"])
def test_wrong_url_is_told_without_repeating_it(url: str) -> None:
    with pytest.raises(WrongSettings) as told:
        mail_server(url)
    assert url not in str(told.value)


def test_wrong_url_stops_the_start(app: Flask) -> None:
    with pytest.raises(WrongSettings):
        create_app(replace(app.config["SETTINGS"], smtp_url="mail.example"))
