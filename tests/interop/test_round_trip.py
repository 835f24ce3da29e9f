"""The whole way: our letter into a foreign calendar, its answer through our door, and back."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.interop import clients, libical
from tests.invitations.asked import ADDRESS, NAME, UID, make_asked
from tests.invitations.mails import PASS, list_replies, take
from tests.invitations.makers import letters_of, list_letters
from workshops.core import clock
from workshops.core.db import transaction
from workshops.invitations.models import AnswerWay, Invitation
from workshops.invitations.services import proposals
from workshops.invitations.services.receiving import Received
from workshops.invitations.services.responses import decline_counter
from workshops.mail.message import compose, filled_calendar
from workshops.mail.models import Handling
from workshops.planning.models import Answer

WORDS = {"accepted": Answer.YES, "tentative": Answer.MAYBE, "declined": Answer.NO}
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def invitation(app: Flask) -> Invitation:
    """Åse's invitation."""
    return make_asked()[1]


def letter_of(app: Flask, invitation: Invitation) -> bytes:
    """The last mail that she got."""
    return compose(invitation.letters[-1].letter, app.config["SETTINGS"])


def sent_back(app: Flask, mail: bytes) -> Received:
    """What becomes of her mail when our own server has verified who sent it."""
    with clock.frozen_at(LATER):
        return take(app, f"{PASS}\n".encode() + mail)


@pytest.mark.parametrize("answer", WORDS)
def test_an_answer_given_in_emacs_stands(app: Flask, invitation: Invitation, answer: str) -> None:
    mail = clients.gnus(letter_of(app, invitation), answer, NAME, ADDRESS)
    assert sent_back(app, mail).handling is Handling.APPLIED
    assert invitation.participation.answer is WORDS[answer]
    assert invitation.answer_way is AnswerWay.MAIL


@pytest.mark.parametrize("answer", WORDS)
def test_an_answer_given_in_kde_stands(app: Flask, invitation: Invitation, answer: str) -> None:
    mail = clients.kde(letter_of(app, invitation), NAME, ADDRESS, "reply", answer)
    assert sent_back(app, mail).handling is Handling.APPLIED
    assert invitation.participation.answer is WORDS[answer]
    assert list_replies()[0].comment == clients.COMMENT


def test_another_time_proposed_in_kde_waits_with_its_time(
    app: Flask, invitation: Invitation
) -> None:
    mail = clients.kde(letter_of(app, invitation), NAME, ADDRESS, "counter", "90")
    received = sent_back(app, mail)
    assert (received.handling, received.reason) == (Handling.TRAY, proposals.PROPOSED)
    starts_at = invitation.participation.sitting.starts_at
    kept = list_replies()[0]
    assert kept.starts_at == starts_at + timedelta(minutes=90)
    assert (kept.comment, invitation.participation.answer) == (clients.COMMENT, Answer.MAYBE)


def test_a_declined_proposal_is_understood_by_kde_and_libical(
    app: Flask, invitation: Invitation
) -> None:
    mail = clients.kde(letter_of(app, invitation), NAME, ADDRESS, "counter", "90")
    sent_back(app, mail)
    with clock.frozen_at(LATER), transaction():
        decline_counter(list_replies()[0], "Lokalet er optaget.")
    declined = filled_calendar(list_letters()[-1])
    assert libical.errors(declined) == ""
    facts = clients.kcal_facts(declined)
    told = [facts[name] for name in ("method", "uid", "sequence", "comments")]
    assert told == ["Decline Counter", UID, "0", "Lokalet er optaget."]


def test_kde_asks_for_the_entry_once_more_and_gets_the_same(
    app: Flask, invitation: Invitation
) -> None:
    mail = clients.kde(letter_of(app, invitation), NAME, ADDRESS, "refresh")
    with clock.frozen_at(NOW + timedelta(hours=2)):
        take(app, f"{PASS}\n".encode() + mail)
    assert letters_of(invitation) == [("invite", 0), ("resend", 0)]
    first, again = (filled_calendar(letter) for letter in list_letters())
    assert again == first
