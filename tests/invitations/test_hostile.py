"""Nobody but the guest changes an answer, and nothing that comes in makes us write to others."""

import tracemalloc
from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.invitations.asked import ADDRESS, make_asked
from tests.invitations.hostile import IGNORED, IN_THE_TRAY, SOMEBODY_ELSE, UNBELIEVED
from tests.invitations.mails import standing, take, take_timed
from tests.invitations.makers import list_letters
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.invitations.services import answers
from workshops.mail.models import Handling, Incoming
from workshops.planning.models import Answer

SECONDS, MEGABYTES = 0.2, 64


@pytest.fixture
def asked(app: Flask) -> Flask:
    """Åse has answered yes by her link, a minute ago."""
    _workshop, invitation = make_asked()
    with clock.frozen_at(NOW), transaction():
        answers.answer_by_link(invitation=invitation, answer=Answer.YES)
    return app


def written_to() -> set[str]:
    """Whom any letter goes to."""
    return {letter.to_address for letter in list_letters()}


def handlings(app: Flask, messages: Sequence[bytes]) -> list[Handling]:
    """What became of messages that change nothing about anybody and write to nobody else."""
    before, found = standing(), []
    for raw in messages:
        found.append(take(app, raw).handling)
        assert standing() == before
    assert written_to() == {ADDRESS}
    return found


def test_the_list_is_long() -> None:
    assert sum(map(len, (SOMEBODY_ELSE, IN_THE_TRAY, IGNORED, UNBELIEVED))) >= 60


def test_what_comes_from_somebody_else_waits_and_asks_the_guest_once(asked: Flask) -> None:
    before = len(list_letters())
    found = handlings(asked, list(SOMEBODY_ELSE.values()))
    assert dict(zip(SOMEBODY_ELSE, found, strict=True)) == dict.fromkeys(
        SOMEBODY_ELSE, Handling.TRAY
    )
    assert len(list_letters()) == before + 1


def test_what_cannot_be_understood_waits_with_a_reason(asked: Flask) -> None:
    before = len(list_letters())
    found = handlings(asked, list(IN_THE_TRAY.values()))
    assert dict(zip(IN_THE_TRAY, found, strict=True)) == dict.fromkeys(IN_THE_TRAY, Handling.TRAY)
    assert len(list_letters()) == before
    rows = db.session.scalars(select(Incoming)).all()
    assert [row.subject for row in rows if not row.reason] == []


def test_what_is_not_for_us_is_only_counted(asked: Flask) -> None:
    before = len(list_letters())
    found = handlings(asked, list(IGNORED.values()))
    assert dict(zip(IGNORED, found, strict=True)) == dict.fromkeys(IGNORED, Handling.IGNORED)
    assert len(list_letters()) == before


@pytest.mark.parametrize("name", UNBELIEVED)
def test_a_verdict_that_is_not_our_own_servers_is_not_believed(asked: Flask, name: str) -> None:
    with clock.frozen_at(NOW.replace(minute=10)):
        assert take(asked, UNBELIEVED[name]).handling is Handling.APPLIED
    assert [letter.kind for letter in list_letters()][-1] == "invitation_was_it_you"


def test_none_of_it_takes_long_or_much_memory(asked: Flask) -> None:
    all_of_it = {**SOMEBODY_ELSE, **IN_THE_TRAY, **IGNORED}
    assert [name for name, raw in all_of_it.items() if take_timed(asked, raw, SECONDS)[1]] == []
    tracemalloc.start()
    for raw in IN_THE_TRAY.values():
        take(asked, raw + b"\r\n")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEGABYTES * 1024 * 1024
