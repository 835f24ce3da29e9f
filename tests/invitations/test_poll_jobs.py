"""Letters of a poll are written by the worker, a guest at a time, whatever happens meanwhile."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.invitations.makers import list_invitations, list_letters
from tests.marks import both_databases
from tests.pages import Client
from tests.planning.makers import cast, make_poll, manager_of, work
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.invitations.queries.polls import TELL
from workshops.invitations.services import holds, poll_facts
from workshops.jobs.models import Job, JobState
from workshops.mail.models import LetterState
from workshops.planning.models.polls import DatePoll
from workshops.planning.queries import polls as queries
from workshops.planning.services import choosing, polls

QUIET = (LetterState.SUPERSEDED,)


def kinds() -> Counter[str]:
    """How many letters of each kind leave, or have left."""
    return Counter(letter.kind for letter in list_letters() if letter.state not in QUIET)


def choose(poll: DatePoll, number: int) -> None:
    """Choose the day of that number."""
    with transaction():
        choosing.choose_date(
            manager_of(poll), poll=poll, slot=poll.slots[number], now=clock.now(), reason="Haster"
        )


@both_databases
def test_everybody_is_written_to_once_however_often_the_job_comes(app: Flask) -> None:
    poll = make_poll(with_holds=True, told=False)
    assert list(list_letters()) == []
    work()
    wanted = Counter({"poll_ask": 3, "invitation_hold": 9})
    assert kinds() == wanted
    for why in ("ask", "again"):
        with transaction():
            poll_facts.plan(poll.id, [guest.id for guest in poll.guests], why)
        work()
    assert kinds() == wanted


@both_databases
def test_a_day_chosen_before_the_worker_came_is_an_invitation_at_once(app: Flask) -> None:
    poll = make_poll(with_holds=True, told=False)
    cast(poll, 0, "yyy")
    choose(poll, 1)
    work()
    assert kinds() == Counter({"invitation_invite": 3})
    assert {one.sequence for one in list_invitations()} == {0}


def test_a_day_chosen_halfway_leaves_nobody_with_a_hold(app: Flask) -> None:
    poll = make_poll(with_holds=True, told=False)
    with transaction():
        poll_facts.tell(poll.guests[0].id, "")
    with transaction():
        for letter in list_letters():
            letter.state = LetterState.HANDED_OVER
    choose(poll, 0)
    work()
    assert kinds() == Counter(
        {"poll_ask": 1, "invitation_hold": 3, "invitation_release": 2, "invitation_invite": 3}
    )


def at_once(app: Flask, *acts: Callable[[], None]) -> None:
    """Do all of these at the same moment, each in a session of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], None]) -> None:
        with app.app_context(), clock.frozen_at(NOW):
            start.wait()
            act()
            db.session.remove()

    db.session.rollback()
    threads = [Thread(target=run, args=(act,)) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def tell_all(guests: list[int]) -> None:
    """Write to guests one after the other, as a worker does."""
    for guest in guests:
        with transaction():
            poll_facts.tell(guest, "")


@both_databases
def test_workers_who_meet_a_choice_leave_one_invitation_each(app: Flask) -> None:
    poll = make_poll(with_holds=True, told=False)
    tell = partial(tell_all, [guest.id for guest in poll.guests])
    number = poll.id
    at_once(app, tell, tell, lambda: choose(queries.get_whole(number), 0), tell, tell)
    work()
    standing = [one for one in list_invitations() if one.cancelled_at is None]
    assert [one.participation.sitting.is_hold for one in standing] == [False] * 3
    assert kinds()["invitation_invite"] == 3
    assert kinds()["poll_ask"] <= 3


def test_what_is_over_before_the_worker_came_is_not_told(app: Flask) -> None:
    for with_holds in (True, False):
        poll = make_poll(with_holds=with_holds, told=False)
        with transaction():
            polls.close_poll(manager_of(poll), poll=poll)
    work()
    assert list(list_letters()) == []


def test_a_day_taken_out_before_the_worker_came_is_not_kept_free(app: Flask) -> None:
    poll = make_poll(with_holds=True, told=False)
    with transaction():
        polls.remove_slot(manager_of(poll), slot=poll.slots[0])
    work()
    assert kinds() == Counter({"poll_ask": 3, "invitation_hold": 6})


def test_a_job_that_breaks_off_leaves_nothing_and_comes_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_poll(with_holds=True, told=False)
    opened: list[int] = []

    def breaking(*given: Any) -> Any:
        opened.append(1)
        if len(opened) == 5:
            raise OSError("the disk is full")
        return open_hold(*given)

    open_hold = holds.open_hold
    monkeypatch.setattr(holds, "open_hold", breaking)
    work()
    assert kinds() == Counter({"poll_ask": 2, "invitation_hold": 6})
    with clock.frozen_at(NOW + timedelta(minutes=1)):
        work()
    assert kinds() == Counter({"poll_ask": 3, "invitation_hold": 9})


def test_the_page_says_what_is_not_written_yet(app: Flask, client: Client) -> None:
    poll = make_poll(with_holds=True, told=False)
    client.sign_in(poll.workshop.engagement.manager)
    url = f"/polls/{poll.public_id}"
    early = client.fetch(url).text
    assert "The letters to 3 people are still being written" in early
    work()
    late = client.fetch(url).text
    kept = "The days are kept free in the guests' calendars."
    assert ("still being written" in late, kept in early, kept in late) == (False, False, True)


def test_the_page_says_what_could_not_be_written(app: Flask, client: Client) -> None:
    poll = make_poll(with_holds=True, told=False)
    with transaction():
        for job in db.session.scalars(select(Job).where(Job.kind == TELL)):
            job.state = JobState.FAILED
    client.sign_in(poll.workshop.engagement.manager)
    page = client.fetch(f"/polls/{poll.public_id}").text
    assert "The letters to 3 people could not be written." in page
