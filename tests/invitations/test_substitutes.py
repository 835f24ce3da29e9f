"""Somebody else instead, by mail or by link: one proposal, decided once, with the same letters."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import make_user
from tests.invitations.asked import ADDRESS, make_asked
from tests.invitations.mails import answer, list_replies, take
from tests.invitations.makers import list_invitations, list_letters
from tests.invitations.test_link_pages import path_of
from tests.pages import Client
from workshops.activity.models import Activity
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation, ReplyOutcome
from workshops.invitations.services import answers
from workshops.mail.models import Handling, Incoming
from workshops.planning.models import Answer, Place, Workshop
from workshops.planning.models.attendance import Substitution, SubstitutionState

EVA = ';DELEGATED-TO="mailto:eva@skat.example"'


def _delegated(app: Flask, client: Client) -> tuple[Workshop, Invitation, Incoming]:
    """A guest with a seat whose calendar program says that Eva comes; the manager is signed in."""
    workshop, invitation = make_asked()
    with transaction():
        answers.answer_by_link(invitation=invitation, answer=Answer.YES)
    client.sign_in(workshop.engagement.manager)
    found = take(app, answer(partstat="DELEGATED", params=EVA))
    assert found.handling is Handling.TRAY
    return workshop, invitation, found.incoming


def _state() -> tuple[SubstitutionState, str]:
    """The newest proposal, and the address that is kept of it."""
    newest = select(Substitution).order_by(Substitution.id.desc())
    row = db.session.scalars(newest).first()
    assert row
    return row.state, row.email


@pytest.mark.parametrize("page", ["tray", "guests"])
def test_either_page_passes_the_place_on_and_settles_both(
    app: Flask, client: Client, page: str
) -> None:
    workshop, invitation, incoming = _delegated(app, client)
    guests = f"/workshops/{workshop.public_id}/guests"
    if page == "tray":
        client.submit_form(client.fetch(f"/mail/{incoming.public_id}"), "/substitute")
    else:
        client.submit_form(client.fetch(guests), "/approve")
    new = list_invitations()[-1]
    assert (new.participation.place, invitation.participation.place) == (Place.SEAT, Place.NONE)
    assert [(one.to_address, one.calendar_method) for one in list_letters()] == [
        (ADDRESS, "REQUEST"),
        (ADDRESS, "CANCEL"),
        ("eva@skat.example", "REQUEST"),
    ]
    assert (incoming.handling, list_replies()[0].outcome) == (
        Handling.SETTLED,
        ReplyOutcome.ACCEPTED,
    )
    assert _state() == (SubstitutionState.DONE, "")
    acts = list(db.session.scalars(select(Activity.act).where(Activity.act == "substituted")))
    assert acts == ["substituted"]
    client.submit(f"/mail/{incoming.public_id}/substitute", {}, status=409)
    assert "eva@skat.example" not in client.fetch(f"/mail/{incoming.public_id}").text


@pytest.mark.parametrize("page", ["tray", "guests"])
def test_either_page_leaves_the_place_and_settles_both(
    app: Flask, client: Client, page: str
) -> None:
    workshop, invitation, incoming = _delegated(app, client)
    guests = f"/workshops/{workshop.public_id}/guests"
    if page == "tray":
        client.submit_form(client.fetch(f"/mail/{incoming.public_id}"), "/dismiss")
    else:
        client.submit_form(client.fetch(guests), "/decline")
    assert _state() == (SubstitutionState.DECLINED, "")
    assert (incoming.handling, list_replies()[0].outcome) == (
        Handling.SETTLED,
        ReplyOutcome.DISMISSED,
    )
    assert invitation.participation.place is Place.SEAT
    assert len(list_letters()) == 1
    assert "eva@skat.example" not in client.fetch(guests).text


def test_the_newest_proposal_counts_however_it_came(app: Flask, client: Client) -> None:
    workshop, invitation, incoming = _delegated(app, client)
    client.submit(f"{path_of(invitation)}/instead", {"name": "Per Dam", "email": ""}, 303)
    assert (incoming.handling, list_replies()[0].outcome) == (
        Handling.SETTLED,
        ReplyOutcome.REPLACED,
    )
    page = client.fetch(f"/workshops/{workshop.public_id}/guests").text
    assert "Per Dam" in page
    assert "eva@skat.example" not in page


def test_who_has_no_place_to_pass_on_is_only_shown(app: Flask, client: Client) -> None:
    workshop, invitation = make_asked()
    with transaction():
        answers.answer_by_link(invitation=invitation, answer=Answer.NO)
    incoming = take(app, answer(partstat="DELEGATED", params=EVA)).incoming
    page = client.sign_in(workshop.engagement.manager).fetch(f"/mail/{incoming.public_id}")
    assert "The guest would like to send eva@skat.example instead." in page.text
    assert db.session.scalars(select(Substitution)).all() == []
    client.submit(f"/mail/{incoming.public_id}/substitute", {}, status=409)


def test_an_administrator_settles_the_message_and_leaves_the_decision(
    app: Flask, client: Client
) -> None:
    _workshop, _invitation, incoming = _delegated(app, client)
    client.sign_in(make_user(role=Role.ADMINISTRATOR))
    client.submit(f"/mail/{incoming.public_id}/dismiss", {})
    assert incoming.handling is Handling.SETTLED
    assert _state() == (SubstitutionState.PROPOSED, "eva@skat.example")
