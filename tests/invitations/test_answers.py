"""Answers by link and by staff, and new links for lost ones."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import make_user
from tests.invitations.makers import list_letters, make_invited
from workshops.core import clock
from workshops.core.db import transaction
from workshops.core.errors import NotAllowed
from workshops.invitations.models import AnswerWay
from workshops.invitations.services import answers
from workshops.planning.models import Answer


def test_one_tap_answers_every_day_and_each_can_be_changed_alone(app: Flask) -> None:
    _manager, _workshop, invitations = make_invited("Bo <bo@x.example>", sittings=3)
    with transaction():
        answers.answer_by_link(invitation=invitations[0], answer=Answer.YES)
        answers.answer_by_link(invitation=invitations[0], answer=Answer.NO, only=invitations[2])
    given = [each.participation.answer for each in invitations]
    assert given == [Answer.YES, Answer.YES, Answer.NO]
    assert {each.answer_way for each in invitations} == {AnswerWay.LINK}
    assert {each.sequence for each in invitations} == {0}


def test_staff_may_note_an_answer_and_it_says_so(app: Flask) -> None:
    manager, _workshop, (first, *_rest) = make_invited()
    with transaction():
        answers.note_answer(manager.actor(), invitation=first, answer=Answer.YES)
    assert (first.participation.answer, first.answer_way) == (Answer.YES, AnswerWay.STAFF)
    with pytest.raises(NotAllowed), transaction():
        answers.note_answer(make_user().actor(), invitation=first, answer=Answer.NO)


def test_a_new_link_goes_only_to_the_registered_address_and_once_an_hour(app: Flask) -> None:
    make_invited()
    with clock.frozen_at(NOW + timedelta(hours=2)):
        for _ in range(3):
            with transaction():
                answers.send_new_links(address="BO@kommune.example")
        with transaction():
            answers.send_new_links(address="nobody@kommune.example")
    assert [x.to_address for x in list_letters()[3:]] == ["bo@kommune.example"]
