"""Choosing the day of a poll, with days kept free in calendars and without."""

from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import (
    make_block,
    make_facilitator,
    make_participation,
    make_person,
    make_workshop,
)
from tests.marks import both_databases
from tests.planning.makers import TIMES, cast, holds_of, make_poll, manager_of
from workshops.core import clock, events
from workshops.core.db import db, transaction
from workshops.core.errors import Invalid, Problem
from workshops.planning import queries as planning
from workshops.planning.events import PollClosed
from workshops.planning.models import Answer
from workshops.planning.models.polls import PollState
from workshops.planning.queries import polls as queries
from workshops.planning.services import choosing, workshops
from workshops.planning.services.bookings import Taken, rebook_all


def test_choosing_moves_the_day_with_its_agenda_and_the_days_after_it(app: Flask) -> None:
    workshop = make_workshop(sittings=2)
    block = make_block(workshop.sittings[0], 1)
    poll = make_poll(workshop)
    for number in range(2):
        cast(poll, number, "-y-")
    with transaction():
        day = choosing.choose_date(manager_of(poll), poll=poll, slot=poll.slots[1], now=NOW)
    zone = ZoneInfo("Europe/Copenhagen")
    assert (day.starts_at, day.length_minutes, block.sitting) == (*TIMES[1], day)
    assert [f"{one.starts_at.astimezone(zone):%d.%m. %H.%M}" for one in workshop.sittings] == [
        "13.01. 09.00",
        "14.01. 09.00",
    ]
    assert (poll.state, poll.chosen) == (PollState.CHOSEN, poll.slots[1])


def test_a_refused_day_and_too_few_want_a_reason_that_is_kept(app: Flask) -> None:
    poll = make_poll()
    cast(poll, 0, "nyy")
    cast(poll, 1, "y--")
    cast(poll, 2, "y--")
    for slot in poll.slots[:2]:
        with pytest.raises(Invalid) as wrong, transaction():
            choosing.choose_date(manager_of(poll), poll=poll, slot=slot, now=NOW, reason=" ")
        assert wrong.value.field == "reason"
    with transaction():
        choosing.choose_date(
            manager_of(poll), poll=poll, slot=poll.slots[0], now=NOW, reason="Åse sender en anden"
        )
    assert poll.reason == "Åse sender en anden"


@both_databases
def test_of_two_who_choose_different_days_one_wins(app: Flask) -> None:
    poll = make_poll(quorum=1, with_holds=True)
    cast(poll, 0, "yyy")
    number, ends, ready = poll.id, [], Barrier(2)
    actor = manager_of(poll)

    def choose(index: int) -> None:
        with app.app_context(), clock.frozen_at(NOW):
            mine = queries.get_whole(number)
            ready.wait()
            try:
                with transaction():
                    choosing.choose_date(actor, poll=mine, slot=mine.slots[index], now=NOW)
                ends.append("chosen")
            except Problem as problem:
                ends.append(type(problem).__name__)

    threads = [Thread(target=choose, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert (sorted(ends), holds_of(poll)) == (["Conflict", "chosen"], [])
    assert len(poll.workshop.sittings) == 1


def test_a_day_on_which_somebody_is_booked_is_not_chosen_and_nothing_is_lost(app: Flask) -> None:
    poll = make_poll(quorum=1, with_holds=True)
    cast(poll, 0, "y--")
    user = make_facilitator(poll.workshop)
    busy = make_workshop(poll.workshop.engagement)
    make_facilitator(busy, user)
    with transaction():
        busy.sittings[0].starts_at = TIMES[0][0]
        rebook_all(manager_of(poll), workshop=busy)
    with pytest.raises(Taken), transaction():
        choosing.choose_date(manager_of(poll), poll=poll, slot=poll.slots[0], now=NOW)
    assert (poll.state, len(holds_of(poll)), len(poll.workshop.sittings)) == (PollState.OPEN, 3, 1)


def test_holds_are_no_days_of_the_workshop_and_go_when_it_is_over(app: Flask) -> None:
    poll = make_poll(with_holds=True)
    workshop = poll.workshop
    assert [(hold.starts_at, hold.length_minutes) for hold in holds_of(poll)] == list(TIMES)
    assert (len(workshop.sittings), planning.list_participations(workshop)) == (1, [])
    told: list[PollClosed] = []
    events.subscribe(PollClosed, told.append)
    with transaction():
        workshops.delete_workshop(manager_of(poll), workshop=workshop)
    assert (holds_of(poll), poll.state) == ([], PollState.CLOSED)
    assert told == [PollClosed(poll.id)]


def test_a_chosen_hold_becomes_the_day_with_place_agenda_and_everybody(app: Flask) -> None:
    workshop = make_workshop(sittings=1)
    old, already = workshop.sittings[0], make_person(name="Zita Bang")
    block = make_block(old, 1)
    make_participation(old, already)
    poll = make_poll(workshop, with_holds=True)
    cast(poll, 0, "--y")
    cast(poll, 1, "--m")
    with transaction():
        day = choosing.choose_date(manager_of(poll), poll=poll, slot=poll.slots[2], now=NOW)
    assert (workshop.sittings, day.is_hold, holds_of(poll)) == ([day], False, [])
    assert (block.sitting, old.removed_at, day.room_id) == (day, NOW, old.room_id)
    rows = planning.list_participations(workshop)
    assert [(row.person.name, row.answer) for row in rows] == [
        ("Bo Dahl", Answer.NONE),
        ("Eva Holm", Answer.NONE),
        ("Zita Bang", Answer.NONE),
        ("Åse Ærlig", Answer.NONE),
    ]
