"""Reports onto letters: by the letter's own name, once, and never from anybody who guesses."""

import pytest
from flask import Flask

from tests.mail.letters import installation, post_letter
from tests.mail.messages import message
from tests.mail.test_reports import RETURNED_TO, report_of
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.mail import bounces, inbox
from workshops.mail.failures import Failure
from workshops.mail.models import Handling, Letter, LetterState
from workshops.mail.reading import read
from workshops.mail.rules import LEASE
from workshops.mail.sender import claim_next, finish


def sent(app: Flask, state: LetterState = LetterState.HANDED_OVER, name: str = "") -> Letter:
    """A letter that the reports in the folder are about, in a state."""
    with installation(app):
        letter = post_letter()
    with transaction():
        letter.state = state
        letter.public_id = name or RETURNED_TO[2:18]
    return letter


def note(shape: str) -> Letter | None:
    """A report noted in a transaction of its own."""
    with transaction():
        return bounces.note(report_of(shape))


def test_a_letter_that_came_back_says_why_in_plain_words(app: Flask) -> None:
    letter = sent(app)

    assert note("postfix_no_mailbox") is letter
    assert (letter.state, letter.failure) == (LetterState.BOUNCED, Failure.NO_MAILBOX)
    assert letter.bounced_at == clock.now()
    assert letter.last_error.startswith("550 5.1.1 <aase@kommune.example>")


def test_a_delay_is_only_noted(app: Flask) -> None:
    letter = sent(app)

    assert note("postfix_delayed") is letter
    assert (letter.state, letter.failure) == (LetterState.HANDED_OVER, None)
    assert (letter.delayed_at, letter.bounced_at) == (clock.now(), None)


def test_a_letter_that_came_back_stays_so(app: Flask) -> None:
    letter = sent(app)
    for shape in ("exchange_full", "postfix_delayed", "qmail_no_mailbox"):
        note(shape)

    assert (letter.state, letter.failure) == (LetterState.BOUNCED, Failure.FULL)
    assert letter.delayed_at is None


def test_a_report_that_overtakes_the_note_of_leaving_is_not_lost(app: Flask) -> None:
    with installation(app, smtp_url="smtp://localhost"):
        post_letter()
    claim = claim_next(clock.now(), LEASE)
    assert claim is not None
    letter = db.session.get_one(Letter, claim.id)
    with transaction():
        letter.public_id = RETURNED_TO[2:18]
    note("postfix_no_mailbox")

    assert not finish(claim, {"state": LetterState.HANDED_OVER})
    db.session.refresh(letter)
    assert (letter.state, letter.failure) == (LetterState.BOUNCED, Failure.NO_MAILBOX)


def test_a_report_that_names_only_the_message_id_finds_its_letter(app: Flask) -> None:
    letter = sent(app, name="zzzzzzzzzzzzzzzz")
    with transaction():
        letter.message_id = "<0123456789abcdef0123456789abcdef@rsvp.samskab.example>"

    assert note("gmail_full") is letter
    assert letter.failure is Failure.FULL


def test_a_report_for_a_guessed_letter_changes_nothing(app: Flask) -> None:
    letter = sent(app, name="zzzzzzzzzzzzzzzz")

    assert note("postfix_no_mailbox") is None
    assert (letter.state, letter.last_error) == (LetterState.HANDED_OVER, "")


def test_a_report_to_another_domain_names_no_letter_of_ours(app: Flask) -> None:
    sent(app)
    with installation(app, rsvp_address="workshops@other.example"):
        assert note("exchange_too_large") is None


@pytest.mark.parametrize("state", sorted(set(LetterState) - set(bounces.LEFT)))
def test_a_report_about_a_letter_that_never_left_changes_nothing(
    app: Flask, state: LetterState
) -> None:
    letter = sent(app, state)

    assert note("postfix_no_mailbox") is None
    assert (letter.state, letter.failure) == (state, None)


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ("ses_policy", "A letter came back."),
        ("free_text_delayed", "A letter is delayed."),
    ],
)
def test_the_message_that_brought_a_report_points_to_its_letter(
    app: Flask, shape: str, reason: str
) -> None:
    letter = sent(app)
    with transaction():
        row, _new = inbox.take(message(body=shape))
        bounces.settle_report(row, report_of(shape))

    assert (row.handling, row.reason, row.record_kind, row.record_id) == (
        Handling.APPLIED,
        reason,
        "letter",
        letter.id,
    )


def test_a_report_about_nothing_is_only_counted(app: Flask) -> None:
    with transaction():
        row, _new = inbox.take(message(body="report"))
        bounces.settle_report(row, report_of("ses_policy"))

    assert (row.handling, row.record_id) == (Handling.IGNORED, None)


VACATION = {
    "RFC 3834": {"Auto_Submitted": "auto-replied (vacation)"},
    "Exchange": {"Subject": "Automatisk svar: Invitation", "X_Auto_Response_Suppress": "All"},
    "Outlook without headers": {"Subject": "Automatic reply: Invitation"},
    "old autoresponder": {"X_Autoreply": "yes"},
    "auto reply by precedence": {"Precedence": "auto_reply"},
    "mailing list": {"Precedence": "list"},
    "receipt that it was read": {
        "Content_Type": "multipart/report; report-type=disposition-notification; boundary=x"
    },
    "nobody to answer": {"Return_Path": "<>"},
}


@pytest.mark.parametrize("kind", VACATION)
def test_an_automatic_reply_is_noted_with_the_letter_it_answers(app: Flask, kind: str) -> None:
    letter = sent(app)
    raw = message(body="Jeg er på ferie.", To=RETURNED_TO, **VACATION[kind])
    mail = read(raw)
    with transaction():
        row, _new = inbox.take(raw, mail)
        bounces.settle_automatic(row, mail)

    assert mail.automatic
    assert (row.handling, row.record_id) == (Handling.IGNORED, letter.id)
    assert letter.state is LetterState.HANDED_OVER


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Auto_Submitted": "no"},
        {"X_Auto_Response_Suppress": "DR, OOF"},
        {"Subject": "Ferie og møde", "In_Reply_To": "<1@lab.example>"},
    ],
)
def test_what_a_person_wrote_is_not_taken_for_an_automatic_reply(headers: dict[str, str]) -> None:
    assert not read(message(body="Jeg er på ferie den dag.", **headers)).automatic
