"""The timeline of a guest: every step that is known, in order, and nothing that is not."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.invitations.asked import make_asked, reply
from tests.invitations.makers import make_invited
from tests.invitations.test_link_pages import path_of
from tests.mail.letters import installation
from tests.mail.smtp import scripted
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation
from workshops.invitations.queries.timeline import list_facts
from workshops.invitations.rules.timeline import Step, steps_of
from workshops.invitations.services.answers import answer_by_link, note_answer
from workshops.invitations.services.opening import note_opened
from workshops.invitations.services.receiving import receive
from workshops.mail import bounces, sender
from workshops.mail.failures import Failure
from workshops.mail.models import Letter
from workshops.mail.reports import DeliveryReport, Fate
from workshops.planning.models import Answer, Workshop

MINUTE = timedelta(minutes=1)


def told(workshop: Workshop, invitation: Invitation) -> list[str]:
    """The steps of an invitation's guest, with what fills them and others' words."""
    db.session.expire_all()
    placed = invitation.participation
    found = steps_of(list_facts(workshop, [placed])[placed.id])
    return [" ".join(filter(None, words_of(step))) for step in found]


def words_of(step: Step) -> tuple[str, str, str]:
    """What a step says, its reason and the words of others."""
    what = step.text % {"letter": step.letter, "answer": step.answer, "name": step.name}
    return what, step.reason % dict(step.params), step.said


def returned(letter: Letter) -> DeliveryReport:
    """A report that a letter's recipient has no mailbox."""
    return DeliveryReport(
        fate=Fate.FAILED,
        failure=Failure.NO_MAILBOX,
        status="5.1.1",
        said="550 no such user",
        returned_to=(f"b.{letter.public_id}@rsvp.samskab.example",),
        message_ids=(),
    )


def test_steps_of_a_letter_keep_the_words_of_mail_servers(app: Flask) -> None:
    words = "250 2.0.0 Ok: queued as 4F1"
    with scripted(f"data {words}") as server, installation(app, smtp_url=server.url):
        _manager, workshop, (invitation,) = make_invited("Bo <bo@kommune.example>")
        with clock.frozen_at(clock.now() + MINUTE):
            sender.send_one()
        report = returned(invitation.letters[0].letter)
        with clock.frozen_at(clock.now() + 2 * MINUTE), transaction():
            bounces.note(report)

    assert told(workshop, invitation) == [
        "invite: queued",
        "invite: taken over by the mail server 250 2.0.0 Ok: queued as 4F1",
        "invite: came back There is no mailbox with this address. 550 no such user",
    ]


def test_letter_that_waits_or_was_refused_says_so(app: Flask) -> None:
    plan = ("rcpt 451 later", "rcpt 550 never")
    with scripted(*plan) as server, installation(app, smtp_url=server.url):
        _manager, workshop, (invitation,) = make_invited("Bo <bo@kommune.example>")
        sender.send_one()
        waits = told(workshop, invitation)
        with clock.frozen_at(clock.now() + 5 * MINUTE):
            sender.send_one()

    assert waits == ["invite: queued 451 later"]
    assert told(workshop, invitation) == [
        "invite: queued",
        "invite: refused by the mail server 550 never",
    ]


def test_answers_by_link_and_by_word_of_mouth_are_told_apart(app: Flask) -> None:
    manager, workshop, (invitation,) = make_invited("Bo <bo@kommune.example>")
    later = clock.now() + MINUTE
    with clock.frozen_at(later), transaction():
        answer_by_link(invitation=invitation, answer=Answer.YES)
    by_link = told(workshop, invitation)[1:]
    with clock.frozen_at(later + MINUTE), transaction():
        note_answer(manager.actor(), invitation=invitation, answer=Answer.NO)

    assert by_link == ["Answered yes by link", "Got a seat"]
    assert told(workshop, invitation)[1:] == [
        "Answered by link; it no longer stands",
        "Got a seat",
        "Answered no, told to Mette Lund",
        "The seat was given up Answered no.",
    ]


def test_answer_by_mail_says_how_it_was_verified(app: Flask) -> None:
    workshop, invitation = make_asked()
    with clock.frozen_at(clock.now() + MINUTE), transaction():
        receive(reply("gnus-accepted"))

    assert told(workshop, invitation)[1:] == [
        "Answered yes by mail; known only by the secret of the invitation",
        "Got a seat",
    ]


def test_opening_is_kept_first_and_last_for_all_days(app: Flask) -> None:
    _manager, workshop, invitations = make_invited("Bo <bo@kommune.example>", sittings=2)
    for minutes in (1, 2, 3):
        with clock.frozen_at(clock.now() + minutes * MINUTE), transaction():
            note_opened(invitation=invitations[0])

    assert [told(workshop, each)[1:] for each in invitations] == [
        ["Opened the page of the invitation", "Opened the page of the invitation, last time"]
    ] * 2
    span = invitations[1].last_opened_at, invitations[1].opened_at
    assert span == (clock.now() + 3 * MINUTE, clock.now() + MINUTE)


def test_opening_is_only_told_by_the_page_itself(client: Client) -> None:
    _manager, _workshop, (invitation,) = make_invited("Bo <bo@kommune.example>")
    page = client.fetch(path_of(invitation))
    before = invitation.opened_at
    (told,) = [each for each in page.all("section") if each.get("data-opened")]
    client.submit(told.get("data-opened"), {}, 200)

    assert (before, invitation.opened_at) == (None, clock.now())


def test_guest_page_shows_the_steps_and_what_nobody_knows(app: Flask, client: Client) -> None:
    manager, workshop, (invitation,) = make_invited("Bo <bo@kommune.example>")
    page = page_of(client, manager, workshop, invitation)
    with transaction():
        note_opened(invitation=invitation)
    opened = page_of(client, manager, workshop, invitation)

    assert "Invitation: kept here, no mail server is set" in page
    assert "Whether the page of the invitation was opened is not known." in page
    assert "Whether the page" not in opened
    assert "Opened the page of the invitation" in opened


def page_of(client: Client, manager: User, workshop: Workshop, invitation: Invitation) -> str:
    """The page of a guest as staff sees it, in English."""
    guest = invitation.participation.public_id
    url = f"/workshops/{workshop.public_id}/guests/{guest}"
    return client.sign_in(manager).fetch(url, queries=27).text


@pytest.mark.parametrize("guests", [1, 25])
def test_guest_list_shows_the_last_step_with_fixed_queries(client: Client, guests: int) -> None:
    pasted = "\n".join(f"Gæst {n} <g{n}@kommune.example>" for n in range(guests))
    manager, workshop, invitations = make_invited(pasted)
    with transaction():
        note_opened(invitation=invitations[0])
    url = f"/workshops/{workshop.public_id}/guests"

    page = client.sign_in(manager).fetch(url, queries=20)
    assert page.text.count("Opened the page of the invitation") == 1
