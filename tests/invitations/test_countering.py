"""Another time that a guest proposes: seen with what clashes, and decided in three ways."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import text

from tests.conftest import NOW
from tests.factories import make_workshop, save
from tests.invitations.asked import ADDRESS, make_asked, reply
from tests.invitations.mails import PASS, list_replies, mail, said, take
from tests.invitations.makers import letters_of, list_letters
from tests.marks import both_databases
from tests.pages import Client
from tests.planning.makers import make_poll
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation, ReplyOutcome
from workshops.mail.models import Handling
from workshops.planning.models import Answer, Workshop
from workshops.planning.services import bookings

PROPOSED = datetime(2026, 12, 9, 9, tzinfo=UTC)
LATER = NOW.replace(minute=10)


def proposed(app: Flask, shape: str = "exchange") -> tuple[Workshop, Invitation, str]:
    """Åse proposes another time; the address of her message in the tray."""
    workshop, invitation = make_asked()
    with clock.frozen_at(LATER):
        found = take(app, f"{PASS}\r\n".encode() + reply(f"{shape}-counter"))
    assert found.handling is Handling.TRAY
    return workshop, invitation, f"/mail/{found.incoming.public_id}"


def test_a_proposal_is_a_maybe_and_seen_with_its_words(app: Flask, client: Client) -> None:
    workshop, invitation, url = proposed(app)
    (kept,) = list_replies()
    assert (invitation.participation.answer, kept.starts_at) == (Answer.MAYBE, PROPOSED)
    page = client.sign_in(workshop.engagement.manager).fetch(url)
    assert "Kan vi flytte det til om onsdagen?" in page.text
    assert "are free then" in page.text
    guests = f"/workshops/{workshop.public_id}/guests"
    guest = client.fetch(f"{guests}/{invitation.participation.public_id}")
    assert url in guest.links().values()
    for other in (guests, f"/workshops/{workshop.public_id}"):
        assert url in client.fetch(other).links().values()


def test_accepting_moves_everybody_and_tells_them(app: Flask, client: Client) -> None:
    workshop, invitation, url = proposed(app)
    with clock.frozen_at(LATER):
        client.sign_in(workshop.engagement.manager).submit(f"{url}/accept", {})
    sitting = invitation.participation.sitting
    assert (sitting.starts_at, sitting.length_minutes) == (PROPOSED, 360)
    assert (invitation.sequence, invitation.participation.answer) == (1, Answer.NONE)
    assert letters_of(invitation)[-1] == ("update", 1)
    assert list_replies()[0].outcome is ReplyOutcome.ACCEPTED


def test_a_taken_room_is_named_and_nothing_moves(app: Flask, client: Client) -> None:
    workshop, invitation, url = proposed(app)
    sitting = invitation.participation.sitting
    other = make_workshop(workshop.engagement, name="Nabomøde")
    other.sittings[0].starts_at, other.sittings[0].room = PROPOSED, sitting.room
    save(other)
    with transaction():
        bookings.rebook_all(workshop.engagement.manager.actor(), workshop=other)
    page = client.sign_in(workshop.engagement.manager).fetch(url)
    assert "Lokale 3" in page.text
    assert "Nabomøde" in page.text
    client.submit(f"{url}/accept", {}, status=409)
    assert (sitting.starts_at == PROPOSED, invitation.sequence) == (False, 0)


def test_declining_tells_the_one_guest_why_with_an_entry_that_stands(
    app: Flask, client: Client
) -> None:
    workshop, invitation, url = proposed(app, "kde")
    client.sign_in(workshop.engagement.manager).submit(f"{url}/decline", {"reason": ""}, status=422)
    client.submit(f"{url}/decline", {"reason": "Lokalet er optaget."})
    letter = list_letters()[-1]
    assert (letter.to_address, letter.calendar_method) == (ADDRESS, "DECLINECOUNTER")
    entry = (letter.calendar or b"").decode().replace("\r\n ", "")
    assert "COMMENT:Lokalet er optaget." in entry
    assert f"UID:{invitation.uid}" in entry
    assert (invitation.sequence, invitation.participation.answer) == (0, Answer.MAYBE)


def test_the_proposed_time_joins_the_open_date_poll(app: Flask, client: Client) -> None:
    workshop, _invitation, url = proposed(app)
    client.sign_in(workshop.engagement.manager).submit(f"{url}/poll", {}, status=409)
    poll = make_poll(workshop)
    client.submit(f"{url}/poll", {})
    db.session.refresh(poll)
    assert PROPOSED in [slot.starts_at for slot in poll.slots]


KEPT = {"sqlite": "{year}-01-01 00:00:00.000000", "postgresql": "{year}-01-01 00:00:00+00"}


def pages_of(client: Client, workshop: Workshop, invitation: Invitation, tray: str) -> None:
    """Open each page that shows what a guest proposed; Client refuses one that fails."""
    root = f"/workshops/{workshop.public_id}"
    guest = f"{root}/guests/{invitation.participation.public_id}"
    for url in ("/", root, f"{root}/guests", guest, "/mail", tray):
        client.fetch(url)


@both_databases
@pytest.mark.parametrize("start", ["99991231T230000Z", "00010101T000000Z", "19691231T235959Z"])
def test_a_proposal_for_another_age_breaks_no_page(app: Flask, client: Client, start: str) -> None:
    workshop, invitation = make_asked()
    workshop.sittings[0].timezone = "America/Nuuk"
    db.session.commit()
    with clock.frozen_at(LATER):
        found = take(app, mail(said(method="COUNTER", start=start, end="99991231T235959Z")))
    assert found.handling is Handling.TRAY
    client.sign_in(workshop.engagement.manager)
    pages_of(client, workshop, invitation, f"/mail/{found.incoming.public_id}")
    assert list_replies()[0].starts_at is None


@both_databases
@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_time_kept_before_there_were_bounds_breaks_no_page(
    app: Flask, client: Client, year: str
) -> None:
    workshop, invitation, url = proposed(app)
    kept = KEPT[db.engine.dialect.name].format(year=year)
    db.session.execute(text("UPDATE invitation SET replied_at = :at"), {"at": kept})
    db.session.execute(text("UPDATE invitation_reply SET starts_at = :at"), {"at": kept})
    db.session.execute(text("UPDATE sitting SET timezone = 'America/Nuuk'"))
    db.session.commit()
    client.sign_in(workshop.engagement.manager)
    pages_of(client, workshop, invitation, url)
    assert "a time that cannot be read" in client.fetch(f"/workshops/{workshop.public_id}").text


def test_of_several_proposals_the_latest_counts(app: Flask) -> None:
    make_asked()
    with clock.frozen_at(LATER):
        for day, stamp in ((9, "120500"), (10, "120700"), (11, "120600")):
            start, end = f"202612{day:02}T080000Z", f"202612{day:02}T100000Z"
            made = said(method="COUNTER", start=start, end=end, stamp=f"20261123T{stamp}Z")
            take(app, mail(made))
    assert [each.outcome for each in list_replies()] == [
        ReplyOutcome.REPLACED,
        ReplyOutcome.WAITING,
        ReplyOutcome.REPLAYED,
    ]
