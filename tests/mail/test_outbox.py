"""Posting: language, order, what replaces what, and what the database never holds."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url, text

from tests.mail.letters import installation, post_letter, states
from tests.mail.smtp import scripted
from tests.marks import both_databases
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict
from workshops.mail import outbox, queries, sender
from workshops.mail.links import LinkSpec
from workshops.mail.models import Letter, LetterState


def test_without_mail_server_letters_are_kept_and_nothing_waits(app: Flask) -> None:
    with installation(app):
        post_letter()

    assert states() == ["kept"]
    assert queries.waiting() == (0, None)


def test_letter_is_in_the_recipients_language_whoever_posts(app: Flask) -> None:
    with installation(app), app.test_request_context(headers={"Accept-Language": "da"}):
        danish = post_letter(language="da")
        english = post_letter(language="en", lane="invitation:2")

    assert "mandag den 7. december 2026" in danish.text
    assert "Monday 7 December 2026" in english.text
    assert '<html lang="en">' in english.html


def test_names_are_escaped_in_html_and_plain_in_text(app: Flask) -> None:
    name = "<b>Åse</b> & {link:other}"
    with installation(app):
        letter = post_letter(context={"name": name, "day": clock.now().date()})

    assert name in letter.text
    assert "&lt;b&gt;Åse&lt;/b&gt; &amp;" in letter.html


@both_databases
def test_newer_version_supersedes_what_has_not_left(app: Flask) -> None:
    with installation(app, smtp_url="smtp://127.0.0.1"):
        for lane in ("invitation:1", "invitation:2"):
            post_letter(lane=lane)
        post_letter(kind="update", supersedes=("invite", "update"))
        post_letter(kind="cancel", supersedes=("update",))

    assert states() == ["superseded", "queued", "superseded", "queued"]


@both_databases
def test_waiting_counts_what_has_not_left(app: Flask) -> None:
    first = clock.now()
    with installation(app, smtp_url="smtp://127.0.0.1"):
        post_letter()
        with clock.frozen_at(first + timedelta(minutes=5)):
            post_letter(lane="invitation:2")
        sender.claim_next(first, timedelta(seconds=60))

    assert queries.waiting() == (2, first)


@both_databases
def test_order_in_a_lane_is_kept_and_lanes_do_not_wait_for_each_other(app: Flask) -> None:
    minute = timedelta(minutes=1)
    with scripted("rcpt 451 busy") as server, installation(app, smtp_url=server.url):
        for lane, subject in (("a", "a1"), ("a", "a2"), ("b", "b1")):
            post_letter(lane=lane, subject=subject)
        while sender.send_one():
            pass
        assert [letter.subject for letter in server.taken] == ["b1"]
        with clock.frozen_at(clock.now() + minute):
            while sender.send_one():
                pass

    assert [letter.subject for letter in server.taken] == ["b1", "a1", "a2"]


def given_up(**changes: str) -> Letter:
    """A letter that was given up."""
    letter = post_letter(**changes)
    with transaction():
        letter.state = LetterState.GIVEN_UP
        letter.attempts = 190
    return letter


def test_given_up_letter_starts_again_with_another_48_hours(app: Flask) -> None:
    with installation(app, smtp_url="smtp://127.0.0.1"):
        letter = given_up()
        later = clock.now() + timedelta(days=3)
        with clock.frozen_at(later), transaction():
            outbox.restart(letter)

    assert (letter.state, letter.attempts) == (LetterState.QUEUED, 0)
    assert (letter.run_at, letter.queued_at) == (later, later)


def test_letter_does_not_start_again_behind_a_newer_one(app: Flask) -> None:
    with installation(app, smtp_url="smtp://127.0.0.1"):
        older, newer = given_up(), post_letter(kind="cancel")
        with transaction():
            newer.state = LetterState.HANDED_OVER
        for letter in (older, newer):
            with pytest.raises(Conflict), transaction():
                outbox.restart(letter)


@both_databases
def test_no_token_of_a_link_is_in_the_database(app: Flask) -> None:
    spec = LinkSpec("/i/{token}", "answer", 17, 1, clock.now() + timedelta(days=30))
    with scripted() as server, installation(app, smtp_url=server.url):
        post_letter(links={"answer": spec})
        sender.send_one()

    signature = spec.url().rpartition(".")[2].encode()
    assert signature in server.taken[0].content.replace(b"=\r\n", b"")
    assert signature not in stored(app)


def stored(app: Flask) -> bytes:
    """Everything the database holds: SQLite's files, or PostgreSQL's rows of letters and jobs."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.drivername == "sqlite":
        folder = Path(str(url.database)).parent
        return b"".join(p.read_bytes() for p in sorted(folder.glob("samskab.db*")))
    rows = db.session.scalars(text("SELECT letter::text FROM letter")).all()
    assert rows
    return "\n".join(rows).encode()
