"""The waiting list as a guest sees it in evolution-data-server: tentative, then confirmed."""

from datetime import timedelta

from flask import Flask

from tests.conftest import NOW
from tests.interop import libical
from tests.interop.store import Held, calendar_store
from tests.invitations.makers import list_letters, make_invited
from tests.mail.letters import installation
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation
from workshops.invitations.services import answers
from workshops.jobs.runner import work_one
from workshops.mail.message import filled_calendar
from workshops.mail.models import LetterState
from workshops.planning.models import Answer


def leave() -> list[bytes]:
    """Do every job that is due, then give the mail server what is queued."""
    while work_one():
        pass
    taken = [each for each in list_letters() if each.state is LetterState.QUEUED]
    for each in taken:
        each.state = LetterState.HANDED_OVER
    db.session.commit()
    return [filled_calendar(each) for each in taken if each.calendar]


def say(invitation: Invitation, answer: Answer, minutes: int) -> list[bytes]:
    """A guest answers by link; what leaves then."""
    with clock.frozen_at(NOW + timedelta(minutes=minutes)):
        with transaction():
            answers.answer_by_link(invitation=invitation, answer=answer)
        return leave()


def test_a_promoted_guests_entry_turns_from_tentative_to_confirmed(app: Flask) -> None:
    with installation(app, smtp_url="smtp://127.0.0.1"), calendar_store() as store:
        _manager, workshop, invitations = make_invited("Åse <a@x.example>\nBo <b@x.example>")
        workshop.capacity_on_site = 1
        db.session.commit()
        messages = leave()
        messages += say(invitations[0], Answer.YES, 5)
        messages += say(invitations[1], Answer.YES, 10)
        waiting = [store.deliver(data) for data in messages][-1][invitations[1].uid]
        freed = say(invitations[0], Answer.NO, 15)
        promoted: Held = [store.deliver(data) for data in freed][-1][invitations[1].uid]
    assert (waiting.status, waiting.summary[:1], waiting.sequence) == ("TENTATIVE", "[", 1)
    assert (promoted.status, promoted.summary) == ("CONFIRMED", workshop.name)
    assert promoted.sequence == 2
    assert [libical.errors(data) for data in messages + freed] == [""] * len(messages + freed)
