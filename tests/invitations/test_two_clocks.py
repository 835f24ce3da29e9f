"""Answers by mail beside those by link: within what two clocks may differ, arrival decides."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.invitations.asked import make_asked
from tests.invitations.mails import answer, list_replies, take
from tests.invitations.pressing import press
from tests.marks import both_databases
from tests.pages import Client
from workshops.core import clock
from workshops.core.db import transaction
from workshops.invitations.models import ReplyOutcome
from workshops.invitations.rules.trust import stands_since
from workshops.invitations.services import answers
from workshops.mail.models import Handling
from workshops.planning.models import Answer

AT = NOW.replace(hour=13, minute=30)
MINUTE = timedelta(minutes=1)


def pressed(minutes_slow: int, word: str = "DECLINED") -> bytes:
    """What a program writes whose button is pressed a minute later, by its own slow clock."""
    return answer(partstat=word, stamp=f"{AT + (1 - minutes_slow) * MINUTE:%Y%m%dT%H%M%SZ}")


@both_databases
@pytest.mark.parametrize("minutes_slow", [0, 2, 5])
def test_a_no_pressed_later_on_a_slow_clock_counts(app: Flask, minutes_slow: int) -> None:
    _workshop, invitation = make_asked()
    with clock.frozen_at(AT), transaction():
        answers.answer_by_link(invitation=invitation, answer=Answer.YES)
    with clock.frozen_at(AT + MINUTE):
        assert take(app, pressed(minutes_slow)).handling is Handling.APPLIED
        assert invitation.participation.answer is Answer.NO
        again = take(app, pressed(minutes_slow) + b"\r\n")

    assert (again.handling, invitation.participation.answer) == (Handling.IGNORED, Answer.NO)


def test_what_a_much_slower_clock_says_waits_for_a_person(app: Flask, client: Client) -> None:
    workshop, invitation = make_asked()
    with clock.frozen_at(AT), transaction():
        answers.answer_by_link(invitation=invitation, answer=Answer.YES)
    with clock.frozen_at(AT + MINUTE):
        found = take(app, pressed(10))
        same = take(app, pressed(9, "ACCEPTED"))

    assert (found.handling, same.handling) == (Handling.TRAY, Handling.IGNORED)
    assert {each.outcome for each in list_replies()} == {ReplyOutcome.REPLAYED}
    client.sign_in(workshop.engagement.manager)
    assert "older than the answer that stands" in client.fetch("/mail").text
    press(client, f"/mail/{found.incoming.public_id}/answer", 302, answer="no")
    assert invitation.participation.answer is Answer.NO
    guest = f"/workshops/{workshop.public_id}/guests/{invitation.participation.public_id}"
    assert "a later answer had overtaken it" in client.fetch(guest).text


@pytest.mark.parametrize(
    ("replied", "answered", "since"),
    [(None, None, None), (3, None, 3), (None, 10, 5), (3, 10, 5), (7, 10, 7), (5, 10, 5)],
)
def test_since_when_an_answer_stands(
    replied: int | None, answered: int | None, since: int | None
) -> None:
    times = [AT + each * MINUTE if each is not None else None for each in (replied, answered)]

    assert stands_since(*times) == (AT + since * MINUTE if since is not None else None)
