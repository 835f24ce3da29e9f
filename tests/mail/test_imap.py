"""Reading a mailbox on a real IMAP server: everything once, nothing lost, nothing changed there."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.mail.handlers import Taken, take
from tests.mail.imap import Cable, Server, serving
from tests.mail.messages import message
from tests.marks import both_databases
from workshops.app import create_app
from workshops.core import clock
from workshops.core.config import WrongSettings
from workshops.core.db import db
from workshops.mail.imap import Unreachable, mailbox_of, poll
from workshops.mail.models import Incoming
from workshops.mail.structure import LIMIT_BYTES


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    """One server for this file."""
    with serving() as server:
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    """The server with a new, empty folder."""
    running.renew("Svar")
    return running


def read(server: Server, password: str = "hemmelig") -> int:  # noqa: S107 - the test server's
    """Poll the folder once."""
    return poll(mailbox_of(server.url("Svar", password)), take)


def rows() -> list[tuple[str, str, str]]:
    """What has been taken, in order."""
    db.session.rollback()
    found = db.session.scalars(select(Incoming).order_by(Incoming.id))
    return [(each.subject, each.handling.value, each.reason) for each in found]


@both_databases
def test_every_message_is_taken_once_in_order_as_it_was_sent(app: Flask, server: Server) -> None:
    first, second = message(Subject="1", body="æøå\r\n"), message(Subject="2")
    server.put(first, second, folder="Svar")

    assert (read(server), read(server)) == (2, 0)
    server.put(message(Subject="3"), first, folder="Svar")
    assert read(server) == 2
    assert rows() == [(subject, "applied", "") for subject in "123"]
    assert db.session.scalars(select(Incoming.raw).order_by(Incoming.id)).first() == first


def test_a_mailbox_is_begun_with_the_last_thirty_days(app: Flask, server: Server) -> None:
    server.put(message(Subject="old"), folder="Svar", at=clock.now() - timedelta(days=40))
    assert (read(server), read(server)) == (0, 0)
    server.put(message(Subject="young"), folder="Svar", at=clock.now() - timedelta(days=20))
    assert (read(server), read(server)) == (1, 0)
    assert [row[0] for row in rows()] == ["young"]


def test_nothing_is_changed_in_the_mailbox_and_what_was_read_there_is_taken(
    app: Flask, server: Server
) -> None:
    server.put(message(Subject="ulæst"), folder="Svar")
    with server.opened() as box:
        box.append(message(Subject="læst"), "Svar", flag_set=[r"\Seen"])
    read(server)

    with server.opened() as box:
        box.folder.set("Svar")
        flags = [set(each.flags) - {r"\Recent"} for each in box.fetch(mark_seen=False)]
    assert [subject for subject, _handling, _reason in rows()] == ["ulæst", "læst"]
    assert flags == [set(), {r"\Seen"}]


def test_a_message_that_is_too_large_waits_in_the_tray_without_being_fetched(
    app: Flask, server: Server
) -> None:
    server.put(message(Subject="Billeder", body="x" * LIMIT_BYTES), message(), folder="Svar")

    assert (read(server), read(server)) == (2, 0)
    assert rows() == [
        ("Billeder", "tray", "The message is larger than 1 MiB."),
        ("Svar", "applied", ""),
    ]
    assert db.session.scalars(select(Incoming.raw).order_by(Incoming.id)).first() is None


def test_a_mailbox_whose_numbers_begin_anew_is_read_anew_without_doubles(
    app: Flask, server: Server
) -> None:
    old, large = message(Subject="1"), message(Subject="2", body="x" * LIMIT_BYTES)
    server.put(old, large, folder="Svar")
    read(server)
    server.renew("Svar")
    server.put(message(Subject="3"), old, large, folder="Svar")

    assert read(server) == 3
    assert [subject for subject, _handling, _reason in rows()] == ["1", "2", "3"]


def test_a_message_that_breaks_its_handler_waits_in_the_tray_and_holds_up_no_other(
    app: Flask, server: Server
) -> None:
    def receive(raw: bytes) -> Taken:
        taken = take(raw)
        if b"bad" in raw:
            raise RuntimeError("planted")
        return taken

    server.put(message(Subject="bad"), message(Subject="good"), folder="Svar")
    poll(mailbox_of(server.url("Svar")), receive)

    assert rows() == [
        ("bad", "tray", "The message could not be handled. Settle it by hand."),
        ("good", "applied", ""),
    ]


def test_a_wrong_password_is_said_in_a_sentence_without_the_password(
    app: Flask, server: Server
) -> None:
    with pytest.raises(Unreachable) as refused:
        read(server, "forkert")

    assert str(refused.value) == "The mail server 127.0.0.1 refuses the user or password."


def test_a_connection_that_breaks_loses_nothing(app: Flask, server: Server) -> None:
    server.put(*[message(Subject=str(n), body="x" * 1000) for n in range(5)], folder="Svar")
    cable = Cable(server, holds=4000)
    with cable.plugged() as near:
        with pytest.raises(Unreachable):
            read(near)
        taken = len(rows())
        cable.holds = 1_000_000
        assert read(near) == 5 - taken

    assert 0 < taken < 5
    assert [subject for subject, _handling, _reason in rows()] == list("01234")


def test_a_server_that_is_away_is_said_in_a_sentence(app: Flask) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        with pytest.raises(Unreachable, match=f"^The mailbox svar@127.0.0.1:{port}/INBOX cannot"):
            poll(mailbox_of(f"imap://svar:x@127.0.0.1:{port}?timeout=2"), take)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("imaps://svar:x@mail.lab.example", "svar@mail.lab.example:993/INBOX"),
        (
            "imaps://svar%40lab:%C3%A6@mail.lab.example:1993/Svar%2FNye",
            "svar@lab@mail.lab.example:1993/Svar/Nye",
        ),
        ("imap://svar:x@localhost:1143/INBOX", "svar@localhost:1143/INBOX"),
    ],
)
def test_an_imap_url_names_a_mailbox(url: str, name: str) -> None:
    assert mailbox_of(url).name == name


@pytest.mark.parametrize(
    "url",
    [
        "imap://svar:hemmelig@mail.lab.example",
        "imaps://svar@mail.lab.example",
        "imaps://:hemmelig@mail.lab.example",
        "imaps://svar:hemmelig@",
        "pop3://svar:hemmelig@mail.lab.example",
        "imaps://svar:hemmelig@mail.lab.example:port",
        "imaps://svar:hemmelig@mail.lab.example?timeout=soon",
    ],
)
def test_a_wrong_imap_url_stops_the_start_without_repeating_the_password(
    app: Flask, url: str
) -> None:
    settings = app.config["SETTINGS"]
    with pytest.raises(WrongSettings) as wrong:
        create_app(replace(settings, imap_url=url))

    assert str(wrong.value).startswith("WORKSHOPS_IMAP_URL must")
    assert "hemmelig" not in str(wrong.value)
