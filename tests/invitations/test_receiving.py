"""Answers by mail: what counts, what waits for a person, what is only kept."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.invitations.asked import ADDRESS, make_asked, reply
from tests.invitations.mails import FAIL, PASS, answer, list_replies, mail, said, standing, take
from tests.invitations.makers import letters_of, list_letters
from workshops.core import clock
from workshops.core.actor import COMMAND_LINE
from workshops.core.db import transaction
from workshops.invitations.models import AnswerWay, ReplyOutcome, TrustLevel
from workshops.invitations.services import answers
from workshops.mail.models import Handling
from workshops.people.services.aliases import confirm_alias
from workshops.planning.models import Answer

LATER = NOW + timedelta(minutes=10)
SHAPES = ("gnus", "kde", "gmail", "exchange", "apple", "outlookcom")
WORDS = {"accepted": Answer.YES, "tentative": Answer.MAYBE, "declined": Answer.NO}


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_programs_answer_lands(app: Flask, shape: str, word: str) -> None:
    _workshop, invitation = make_asked()
    raw = f"{PASS}\r\n".encode() + reply(f"{shape}-{word}")
    with clock.frozen_at(LATER):
        assert take(app, raw).handling is Handling.APPLIED
        assert take(app, raw).handling is Handling.APPLIED
    assert invitation.participation.answer is WORDS[word]
    assert (invitation.answer_way, invitation.sequence) == (AnswerWay.MAIL, 0)
    assert [each.level for each in list_replies()] == [TrustLevel.VERIFIED]
    assert letters_of(invitation) == [("invite", 0)]


def test_without_a_verdict_a_yes_counts_and_a_no_asks_whether_it_was_the_guest(app: Flask) -> None:
    _workshop, invitation = make_asked()
    with clock.frozen_at(LATER):
        take(app, mail(said(), verdict=""))
        given = [invitation.participation.answer]
        take(app, mail(said(partstat="DECLINED", stamp="20261123T120600Z"), verdict=""))
    assert [*given, invitation.participation.answer] == [Answer.YES, Answer.NO]
    assert [each.level for each in list_replies()] == [TrustLevel.CAPABILITY] * 2
    assert letters_of(invitation) == [("invite", 0), ("was_it_you", 0)]
    assert list_letters()[-1].to_address == ADDRESS


def test_a_second_no_that_nobody_vouches_for_waits_for_a_person(app: Flask) -> None:
    _workshop, invitation = make_asked()
    with clock.frozen_at(LATER):
        take(app, mail(said(partstat="DECLINED"), verdict=""))
        take(app, mail(said(stamp="20261123T120600Z"), verdict=""))
        last = take(app, mail(said(partstat="DECLINED", stamp="20261123T120700Z"), verdict=""))
    assert (last.handling, invitation.participation.answer) == (Handling.TRAY, Answer.YES)
    assert letters_of(invitation) == [("invite", 0), ("was_it_you", 0)]


def test_a_confirmed_address_counts_as_the_guests_own(app: Flask) -> None:
    _workshop, invitation = make_asked()
    person = invitation.participation.person
    with transaction():
        confirm_alias(COMMAND_LINE, person=person, address="aae@kommune.example")
    take(app, mail(said(attendee="AAE@kommune.example"), sender="aae@kommune.example"))
    assert invitation.participation.answer is Answer.YES


@pytest.mark.parametrize(
    ("raw", "who"),
    [
        (mail(said(), sender="chef@kommune.example"), "chef@kommune.example"),
        (mail(said(params=';SENT-BY="mailto:sek@kommune.example"')), "sek@kommune.example"),
        (mail(said(attendee="chef@kommune.example")), ADDRESS),
        (mail(said(), verdict=FAIL), ADDRESS),
    ],
)
def test_the_invited_person_is_told_of_an_answer_in_their_name_once_a_day(
    app: Flask, raw: bytes, who: str
) -> None:
    _workshop, invitation = make_asked()
    assert take(app, raw).handling is Handling.TRAY
    assert take(app, raw + b"\r\n").handling is Handling.TRAY
    assert invitation.participation.answer is Answer.NONE
    assert letters_of(invitation) == [("invite", 0), ("answered_for", 0)]
    assert who in list_letters()[-1].text
    assert {each.outcome for each in list_replies()} == {ReplyOutcome.WAITING}


def test_the_answer_to_an_older_time_is_kept_and_the_guest_is_asked_once(app: Flask) -> None:
    _workshop, invitation = make_asked()
    with transaction():
        invitation.sequence = 2
        kept = dict(invitation.sent)
        invitation.sent = {**kept, "starts_at": "2026-12-08T08:00:00+00:00"}
    for minute in (5, 6):
        take(app, answer(stamp=f"20261123T120{minute}00Z"))
    assert (invitation.participation.answer, invitation.older_answer) == (Answer.NONE, Answer.YES)
    assert [each.outcome for each in list_replies()] == [ReplyOutcome.OLDER] * 2
    assert letters_of(invitation) == [("invite", 0), ("ask_again", 2)]


def test_an_older_number_with_the_times_of_now_is_an_answer(app: Flask) -> None:
    _workshop, invitation = make_asked()
    with transaction():
        invitation.sequence = 2
    take(app, answer(sequence=None))
    assert (invitation.participation.answer, invitation.answered_sequence) == (Answer.YES, 2)


def test_the_later_of_two_answers_stands_in_whatever_order_they_come(app: Flask) -> None:
    _workshop, invitation = make_asked()
    with clock.frozen_at(LATER):
        take(app, answer(partstat="DECLINED", stamp="20261123T120500Z"))
        take(app, answer(partstat="ACCEPTED", stamp="20261123T120400Z"))
    assert invitation.participation.answer is Answer.NO
    assert [each.outcome for each in list_replies()] == [
        ReplyOutcome.APPLIED,
        ReplyOutcome.REPLAYED,
    ]


def test_an_answer_by_link_is_not_overwritten_by_a_mail_from_before(app: Flask) -> None:
    _workshop, invitation = make_asked()
    with clock.frozen_at(LATER), transaction():
        answers.answer_by_link(invitation=invitation, answer=Answer.NO)
    with clock.frozen_at(LATER + timedelta(minutes=5)):
        take(app, answer(stamp="20261123T120500Z"))
        given = [invitation.participation.answer]
        take(app, answer(stamp="20261123T121200Z"))
    assert [*given, invitation.participation.answer] == [Answer.NO, Answer.YES]


def test_a_stamp_in_the_future_does_not_shut_out_later_answers(app: Flask) -> None:
    _workshop, invitation = make_asked()
    take(app, answer(stamp="20991231T000000Z"))
    with clock.frozen_at(NOW + timedelta(minutes=6)):
        take(app, answer(partstat="DECLINED", stamp="20261123T120600Z"))
    assert invitation.participation.answer is Answer.NO


def test_after_the_day_an_answer_is_kept_and_changes_nothing(app: Flask) -> None:
    _workshop, invitation = make_asked()
    with clock.frozen_at(NOW + timedelta(days=30)):
        found = take(app, answer())
    assert (found.handling, invitation.participation.answer) == (Handling.IGNORED, Answer.NONE)
    assert [each.outcome for each in list_replies()] == [ReplyOutcome.LATE]


def test_the_wish_to_get_the_entry_again_is_met_once_an_hour(app: Flask) -> None:
    _workshop, invitation = make_asked()
    raw = mail(said(method="REFRESH", partstat="NEEDS-ACTION"))
    for minutes in (30, 70, 90):
        with clock.frozen_at(NOW + timedelta(minutes=minutes)):
            take(app, raw + b"\r\n" * minutes)
    assert letters_of(invitation) == [("invite", 0), ("resend", 0)]


def test_a_substitute_and_a_comment_wait_and_are_kept(app: Flask) -> None:
    _workshop, invitation = make_asked()
    before = standing()
    delegated = ';DELEGATED-TO="mailto:eva@skat.example"'
    found = take(app, answer(partstat="DELEGATED", params=delegated, extra=["COMMENT:Eva kan."]))
    (kept,) = list_replies()
    assert (found.handling, standing()) == (Handling.TRAY, before)
    assert kept.substitution
    assert (kept.substitution.email, kept.comment) == ("eva@skat.example", "Eva kan.")
    assert kept.invitation_id == invitation.id
