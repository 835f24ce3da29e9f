"""Answers to holds, given in the guests' own calendars."""

from typing import Any

import pytest
from flask import Flask

from tests.factories import make_person
from tests.invitations.mails import FAIL, answer, mail, said, take
from tests.invitations.makers import list_invitations, list_letters
from tests.planning.makers import TIMES, make_poll, standing
from workshops.core.db import transaction
from workshops.mail.models import Handling
from workshops.planning.models.polls import DatePoll

ADDRESS = "aase@kommune.example"


def _held() -> tuple[DatePoll, dict[str, Any]]:
    """A poll with holds for one guest, and what a reply to its first day says."""
    guest = make_person(name="Åse", email=ADDRESS)
    poll = make_poll(people=[(guest, True)], quorum=1, with_holds=True)
    starts, minutes = TIMES[0]
    return poll, {
        "uid": list_invitations()[0].uid,
        "attendee": ADDRESS,
        "start": f"{starts:%Y%m%dT%H%M%SZ}",
        "end": f"{starts.replace(hour=starts.hour + minutes // 60):%Y%m%dT%H%M%SZ}",
    }


@pytest.mark.parametrize(
    ("partstat", "votes"),
    [
        ("ACCEPTED", (1, 0, 0, 0)),
        ("TENTATIVE", (0, 1, 0, 0)),
        ("DECLINED", (0, 0, 1, 0)),
        ("NEEDS-ACTION", (0, 0, 0, 1)),
    ],
)
def test_an_answer_to_a_hold_is_a_vote(app: Flask, partstat: str, votes: tuple[int, ...]) -> None:
    poll, entry = _held()
    take(app, answer(partstat=partstat, **entry))
    assert standing(poll) == [votes, (0, 0, 0, 1), (0, 0, 0, 1)]


def test_a_reply_to_a_hold_causes_no_letter_whoever_vouches_for_it(app: Flask) -> None:
    poll, entry = _held()
    before = len(list_letters())
    no, forged = said(partstat="DECLINED", **entry), said(partstat="ACCEPTED", **entry)
    raws = [mail(no, sender=ADDRESS, verdict="X-None: 1"), mail(forged, ADDRESS, FAIL)]
    handled = [take(app, raw).handling for raw in raws]
    assert handled == [Handling.APPLIED, Handling.TRAY]
    assert (standing(poll)[0], len(list_letters())) == ((0, 0, 1, 0), before)


def test_a_calendar_that_asks_gets_the_hold_once_more(app: Flask) -> None:
    _, entry = _held()
    letters = list_letters()
    with transaction():
        for letter in letters:
            letter.queued_at = letter.queued_at.replace(day=letter.queued_at.day - 1)
    take(app, answer(method="REFRESH", **entry))
    again = list_letters()[len(letters) :]
    assert [(one.kind, one.calendar) for one in again] == [("invitation_hold", letters[1].calendar)]
    assert list(again[0].links) == ["answer"]
