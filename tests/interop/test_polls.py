"""Days that a poll keeps free appear in evolution-data-server, and vanish when one is chosen."""

from flask import Flask

from tests.factories import make_person
from tests.interop import libical
from tests.interop.store import Held, calendar_store
from tests.invitations.makers import list_letters, make_planned
from tests.mail.letters import installation
from tests.planning.makers import TIMES, cast, make_poll, work
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.mail.message import filled_calendar
from workshops.mail.models import LetterState
from workshops.planning.models.polls import DatePoll
from workshops.planning.services import choosing


def leave() -> list[bytes]:
    """The calendar objects of the letters that the mail server takes now."""
    work()
    taken = [each for each in list_letters() if each.state is LetterState.QUEUED]
    for each in taken:
        each.state = LetterState.HANDED_OVER
    db.session.commit()
    return [filled_calendar(each) for each in taken if each.calendar]


def open_poll() -> DatePoll:
    """Three mornings, kept free for one guest who can come on the second."""
    _manager, workshop = make_planned()
    poll = make_poll(workshop, [(make_person(name="Åse"), True)], quorum=1, with_holds=True)
    cast(poll, 0, "nyn")
    return poll


def test_the_chosen_day_stays_under_its_uid_and_the_others_vanish(app: Flask) -> None:
    with installation(app, smtp_url="smtp://127.0.0.1"), calendar_store() as store:
        poll = open_poll()
        messages = leave()
        kept = [store.deliver(data) for data in messages][-1]
        with transaction():
            actor = poll.workshop.engagement.manager.actor()
            choosing.choose_date(actor, poll=poll, slot=poll.slots[1], now=clock.now())
        messages += leave()
        ended = [store.deliver(data) for data in messages[3:]][-1]
    assert sorted(each.starts_at for each in kept.values()) == [start for start, _ in TIMES]
    assert {each.status for each in kept.values()} == {"TENTATIVE"}
    chosen: list[Held] = list(ended.values())
    assert [(each.starts_at, each.status) for each in chosen] == [(TIMES[1][0], "CONFIRMED")]
    assert chosen[0].uid in kept
    assert [libical.errors(data) for data in messages] == [""] * 6
