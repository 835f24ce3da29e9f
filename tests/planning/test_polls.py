"""Opening polls, voting, reminding and ending, as rows and facts."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.factories import (
    make_facilitator,
    make_person,
    make_user,
    make_workshop,
)
from tests.marks import both_databases
from tests.planning.makers import CLOSES, TIMES, cast, holds_of, make_poll, manager_of, standing
from workshops.core import clock, events
from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, NotFound
from workshops.invitations.services import polling
from workshops.jobs.models import Job
from workshops.people.events import PersonsMerged
from workshops.planning.events import PollNudged
from workshops.planning.models import Answer, Participation, WorkshopState
from workshops.planning.models.polls import PollState, Vote
from workshops.planning.queries import dates
from workshops.planning.queries import polls as queries
from workshops.planning.services import merging, polls, voting, workshops
from workshops.planning.services.participation import answer


@both_databases
def test_votes_are_counted_and_the_last_word_of_a_day_stands(app: Flask) -> None:
    poll = make_poll()
    cast(poll, 0, "ymn")
    cast(poll, 1, "-yy")
    cast(poll, 0, "ny-")
    assert standing(poll) == [(0, 0, 1, 2), (2, 0, 0, 1), (1, 0, 1, 1)]
    assert [guest.person.name for guest in queries.silent_guests(poll)] == ["Eva Holm"]
    assert queries.tallies(poll)[0].refused == ("Åse Ærlig",)


def test_only_the_guest_votes_and_only_until_the_last_day(app: Flask) -> None:
    poll, other = make_poll(), make_poll()
    guest, slot = poll.guests[0], poll.slots[0]
    right = Actor(ActorKind.LINK, guest.id, "Åse")
    wrong = [Actor(ActorKind.LINK, poll.guests[1].id, "Bo"), manager_of(poll)]
    for actor in wrong:
        with pytest.raises(NotAllowed), transaction():
            voting.vote(actor, guest=guest, slot=slot, vote=Vote.YES, now=NOW)
    with pytest.raises(NotFound), transaction():
        voting.vote(right, guest=guest, slot=other.slots[0], vote=Vote.YES, now=NOW)
    with pytest.raises(Conflict), transaction():
        voting.vote(right, guest=guest, slot=slot, vote=Vote.YES, now=CLOSES)
    poll.closes_at = slot.ends_at
    with pytest.raises(Conflict):
        voting.vote(right, guest=guest, slot=slot, vote=Vote.YES, now=slot.starts_at)
    db.session.rollback()
    assert standing(poll)[0] == (0, 0, 0, 3)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"times": ()}, "slots"),
        ({"times": ((NOW, 60),)}, "slots"),
        ({"times": ((CLOSES - timedelta(days=1), 60),)}, "closes_on"),
        ({"times": tuple((NOW + timedelta(days=n), 60) for n in range(1, 23))}, "slots"),
        ({"quorum": 4}, "quorum"),
        ({"quorum": 0}, "quorum"),
    ],
)
def test_a_poll_that_cannot_work_is_not_opened(
    app: Flask, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        make_poll(**changes)
    assert wrong.value.field == field


def test_a_workshop_has_one_open_poll_and_a_stranger_none(app: Flask) -> None:
    poll = make_poll()
    with pytest.raises(Conflict):
        make_poll(poll.workshop)
    for user in (make_user(), make_facilitator(poll.workshop)):
        with pytest.raises(NotAllowed), transaction():
            polls.close_poll(user.actor(), poll=poll)
    with pytest.raises(NotFound):
        queries.get_poll(make_user().actor(), poll.public_id)
    with transaction():
        polls.close_poll(manager_of(poll), poll=poll)
    assert make_poll(poll.workshop).state is PollState.OPEN


def test_more_entries_than_one_poll_may_keep_free_are_refused(app: Flask) -> None:
    people = [(make_person(), False) for _ in range(16)]
    times = [(NOW + timedelta(days=20 + n), 60) for n in range(20)]
    with pytest.raises(Invalid) as wrong:
        make_poll(people=people, times=times, with_holds=True)
    assert (wrong.value.field, wrong.value.params["count"]) == ("with_holds", 320)


def test_an_answer_to_a_hold_is_a_vote(app: Flask) -> None:
    poll = make_poll(with_holds=True)
    placed = db.session.scalars(
        select(Participation).where(Participation.sitting_id == poll.slots[1].sitting_id)
    ).first()
    assert placed is not None
    with transaction():
        guest = Actor(ActorKind.MAIL, None, "Åse")
        answer(guest, participation=placed, answer=Answer.MAYBE, now=NOW)
    assert standing(poll)[1] == (0, 1, 0, 2)


def test_only_those_who_have_not_voted_are_reminded_once(app: Flask) -> None:
    poll = make_poll()
    cast(poll, 1, "y--")
    told: list[PollNudged] = []
    events.subscribe(PollNudged, told.append)
    with clock.frozen_at(NOW + timedelta(days=1)):
        with transaction():
            assert voting.nudge_all(manager_of(poll), poll=poll) == 2
        for guest in poll.guests:
            for _ in range(2):
                with transaction():
                    voting.nudge(guest=guest, now=clock.now())
        assert told == [PollNudged(poll.guests[0].id), PollNudged(poll.guests[2].id)]
        with transaction():
            assert voting.nudge_all(manager_of(poll), poll=poll) == 0


@both_databases
def test_nobody_is_reminded_within_a_day_of_the_question(app: Flask) -> None:
    poll = make_poll()
    [planned] = db.session.scalars(select(Job).where(Job.kind == polls.REMIND)).all()
    due = planned.run_at
    for early, name in ((timedelta(hours=23, minutes=59), "Late"), (timedelta(days=1), "Early")):
        with clock.frozen_at(due - early), transaction():
            polls.add_guests(manager_of(poll), poll=poll, people=[(make_person(name=name), False)])
    asked_again = poll.guests[0]
    with clock.frozen_at(due - timedelta(hours=1)), transaction():
        polling.send_to_address(asked_again)
    names = {guest.person.name for guest in queries.to_remind(poll, due)}
    assert names == {"Bo Dahl", "Eva Holm", "Early"}
    with clock.frozen_at(due), transaction():
        assert voting.nudge_all(manager_of(poll), poll=poll) == 3
        voting.nudge(guest=asked_again, now=due)
    assert asked_again.nudged_at is None


def test_the_reminder_two_days_before_is_planned_and_waits_out_the_night(app: Flask) -> None:
    poll = make_poll(people=[(make_person(timezone="America/Nuuk"), False)], quorum=1)
    [planned] = db.session.scalars(select(Job).where(Job.kind == polls.REMIND)).all()
    assert planned.run_at.isoformat() == "2026-12-02T08:00:00+00:00"
    with clock.frozen_at(planned.run_at), transaction():
        voting.nudge_all(manager_of(poll), poll=poll)
    [letter] = db.session.scalars(select(Job).where(Job.kind == voting.NUDGE)).all()
    assert letter.run_at.isoformat() == "2026-12-02T10:00:00+00:00"


def test_a_proposed_day_is_added_once_and_can_be_taken_out(app: Flask) -> None:
    poll = make_poll(with_holds=True)
    later = TIMES[0][0] + timedelta(days=7)
    for _ in range(2):
        with transaction():
            added = polls.add_slot(manager_of(poll), poll=poll, starts_at=later, length_minutes=120)
    assert [slot.starts_at for slot in poll.slots][3:] == [later]
    with transaction():
        polls.remove_slot(manager_of(poll), slot=added)
    assert (len(poll.slots), len(holds_of(poll))) == (3, 3)
    assert polls.add_slot(manager_of(poll), poll=poll, starts_at=TIMES[0][0], length_minutes=5)


def test_of_two_persons_who_are_one_the_later_vote_stands_and_silence_never(app: Flask) -> None:
    kept, gone = make_person(name="Bo"), make_person(name="Bo D.")
    poll = make_poll(people=[(kept, False), (gone, True)], quorum=1)
    cast(poll, 0, "yy-")
    with clock.frozen_at(clock.now() + timedelta(hours=1)):
        cast(poll, 1, "n-y")
    with transaction():
        merging.follow_merge(PersonsMerged(kept_id=kept.id, gone_id=gone.id))
    db.session.expire_all()
    assert [(yes, no) for yes, _, no, _ in standing(poll)] == [(0, 1), (1, 0), (1, 0)]
    assert [(guest.person, guest.required) for guest in poll.guests] == [(kept, True)]


def test_a_cancelled_workshop_ends_its_poll(app: Flask) -> None:
    poll = make_poll(with_holds=True)
    with transaction():
        workshops.change_state(
            manager_of(poll),
            workshop=poll.workshop,
            to=WorkshopState.CANCELLED,
            now=NOW,
            reason="Ingen tid",
        )
    assert (poll.state, holds_of(poll)) == (PollState.CLOSED, [])


def test_times_are_checked_against_bookings_and_holidays(app: Flask) -> None:
    poll = make_poll()
    busy = make_workshop(poll.workshop.engagement)
    user = make_facilitator(poll.workshop)
    make_facilitator(busy, user)
    with transaction():
        workshops.restore_workshop(manager_of(poll), workshop=busy)
    first = busy.sittings[0].starts_at
    times = [(first, 60), (first + timedelta(days=17), 60), (first + timedelta(days=1), 60)]
    found = dates.check_slots(poll.workshop, "Europe/Copenhagen", times)
    assert [(one.taken, one.notes) for one in found] == [
        ((user.name,), ()),
        ((), ("Christmas Eve", "the Christmas weeks")),
        ((), ()),
    ]
    free = dates.suggest(poll.workshop, "Europe/Copenhagen", first - timedelta(days=4), 360, ())
    said = [f"{at:%d.%m. %H}" for at in free]
    assert said == ["04.12. 08", "08.12. 08", "09.12. 08", "10.12. 08", "11.12. 08"]
