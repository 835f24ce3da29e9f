"""The kit for people with real calendar programs; and that nobody's letters name another guest."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes

import pytest
from click.testing import Result
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from tests.factories import make_organisation, make_user
from tests.mail.letters import installation
from tests.mail.smtp import Script, Taken, free_port, scripted
from workshops.accounts.models import User
from workshops.activity.models import Activity
from workshops.core.actor import COMMAND_LINE
from workshops.core.db import db, transaction
from workshops.engagements.models import Engagement
from workshops.engagements.services import load_standing_goals
from workshops.invitations.models import InvitationReply, ReplyOutcome
from workshops.mail.models import Handling
from workshops.planning.models import Workshop

SIX = [f"gaest{n}@kommune{n}.example" for n in range(6)]


def run(app: Flask, *arguments: str) -> Result:
    """The command."""
    return app.test_cli_runner().invoke(args=["lab", "mail", "interop", *arguments])


def prepared() -> User:
    """An installation as `lab init` leaves it, with one project manager."""
    make_organisation()
    with transaction():
        load_standing_goals(COMMAND_LINE)
    return make_user(name="Mette Lund", email="mette@lab.example")


@contextmanager
def mailing(app: Flask) -> Iterator[Script]:
    """The same with a mail server that takes everything."""
    prepared()
    with scripted() as server, installation(app, smtp_url=f"{server.url}"):
        yield server


def decoded(message: Taken) -> str:
    """Everything that a message says: headers, texts, calendar parts."""
    whole = message_from_bytes(message.content)
    parts = [bytes(part.get_payload(decode=True) or b"") for part in whole.walk()]
    unfolded = b"\n".join(parts).replace(b"\r\n ", b"").decode()
    return "\n".join([*(f"{name}: {value}" for name, value in whole.items()), unfolded])


def entry_of(message: Taken) -> tuple[str, str, str] | None:
    """Method, status and sequence of the calendar entry in a message."""
    for part in message_from_bytes(message.content).walk():
        if part.get_content_type() == "text/calendar":
            calendar = Calendar.from_ical(bytes(part.get_payload(decode=True) or b""))
            (event,) = calendar.events
            found = str(event.get("STATUS", "")), str(event.get("SEQUENCE", "0"))
            return str(calendar["METHOD"]), *found
    return None


def test_messages_arrive_in_order_and_no_letter_names_another_guest(app: Flask) -> None:
    with mailing(app) as server:
        result = run(app, *SIX)

    assert result.exit_code == 0, result.output
    for guest in SIX:
        mine = [each for each in server.taken if each.recipient == guest]
        assert [entry_of(each) for each in mine] == [
            ("REQUEST", "CONFIRMED", "0"),
            ("REQUEST", "CONFIRMED", "0"),
            ("REQUEST", "CONFIRMED", "0"),
            ("REQUEST", "CONFIRMED", "0"),
            ("REQUEST", "CONFIRMED", "1"),
            ("REQUEST", "CONFIRMED", "2"),
            ("REQUEST", "CONFIRMED", "0"),
            ("REQUEST", "TENTATIVE", "1"),
            ("REQUEST", "CONFIRMED", "2"),
            None,
            ("REQUEST", "TENTATIVE", "0"),
            ("CANCEL", "CANCELLED", "1"),
            ("DECLINECOUNTER", "", "0"),
        ]
        said = "\n".join(decoded(each) for each in mine).lower()
        assert [other for other in SIX if other in said] == [guest]


def test_trial_is_marked_and_removed_with_what_it_put_into_calendars(app: Flask) -> None:
    with mailing(app) as server:
        run(app, SIX[0])
        names = db.session.scalars(select(Workshop.name)).all()
        before = len(server.taken)
        removed = run(app, "--remove")
        again = run(app, "--remove")

    assert {name.startswith("[Prøve]") for name in names} == {True}
    assert (removed.output, again.output) == ("Trials removed: 1\n", "Trials removed: 0\n")
    ended = [entry_of(each) for each in server.taken[before:]]
    assert [entry[0] for entry in ended if entry] == ["CANCEL"] * len(ended)
    assert len(ended) == 6
    assert all(db.session.scalars(select(Engagement.deleted_at)))


def test_proposal_of_another_time_is_declined_as_staff_would(app: Flask) -> None:
    with mailing(app):
        run(app, SIX[0])

    (reply,) = db.session.scalars(select(InvitationReply))
    assert (reply.outcome, reply.incoming.handling) == (
        ReplyOutcome.DISMISSED,
        Handling.SETTLED,
    )
    declined = db.session.scalars(select(Activity).where(Activity.act == "proposal_declined"))
    assert [each.record_id for each in declined] == [reply.incoming.id]


@pytest.mark.parametrize(
    ("url", "arguments", "sentence"),
    [
        (None, (SIX[0],), "SMTP_URL is not set"),
        ("smtp://127.0.0.1:1", (), "Name one to 12 addresses"),
        ("smtp://127.0.0.1:1", ("no address",), "is not an e-mail address"),
        ("smtp://127.0.0.1:1", (SIX[0], "--manager", "x@y.example"), "no such project manager"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(
    app: Flask, url: str | None, arguments: tuple[str, ...], sentence: str
) -> None:
    prepared()
    with installation(app, smtp_url=url):
        result = run(app, *arguments)

    assert result.exit_code != 0
    assert sentence in result.output
    assert db.session.scalars(select(Workshop)).all() == []


def test_mail_server_that_is_away_ends_it_with_a_sentence(app: Flask) -> None:
    prepared()
    with installation(app, smtp_url=f"smtp://127.0.0.1:{free_port()}?timeout=1"):
        result = run(app, SIX[0])

    assert result.exit_code == 1
    assert "The mail server does not take the letters now: ConnectionRefusedError" in result.output
