"""What of workshops waits for somebody on Today."""

from datetime import timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import event

from tests.factories import make_participation, make_user, make_workshop, save
from tests.marks import both_databases
from tests.planning.makers import CLOSES, cast, make_poll, manager_of
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.planning.models import Participation
from workshops.planning.models.attendance import Substitution, SubstitutionState
from workshops.planning.models.polls import DatePoll
from workshops.planning.queries import polls as queries
from workshops.planning.queries.waiting import list_proposals_to_me, list_to_decide


def why(poll: DatePoll) -> list[str]:
    """Why the manager has to choose a date now."""
    return [each.why for each in list_to_decide(manager_of(poll), clock.now())]


def propose(placed: Participation, state: SubstitutionState) -> Substitution:
    """Somebody to come instead."""
    return save(Substitution(given_up_id=placed.id, name="Bo", state=state))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("---", "---", "---"), []),
        (("y--", "---", "---"), []),
        (("y--", "-y-", "--y"), []),
        (("y--", "m--", "nyy"), ["enough"]),
        (("nnn", "yyy", "yyy"), []),
    ],
)
def test_a_date_can_be_chosen_once_enough_and_the_required_can_come(
    app: Flask, words: tuple[str, ...], found: list[str]
) -> None:
    poll = make_poll()
    for number, word in enumerate(words):
        cast(poll, number, word)
    assert why(poll) == found


@both_databases
def test_today_says_what_the_page_of_the_poll_says(app: Flask) -> None:
    poll, draw = make_poll(), Random(1)  # noqa: S311 - votes, no secrets
    for _ in range(12):
        for number in range(3):
            cast(poll, number, "".join(draw.choices("ymn-", k=3)))
        top = queries.best_of(queries.tallies(poll), clock.now())
        enough = top is not None and queries.reason_wanted(top) is None
        assert why(poll) == (["enough"] if enough else [])


def test_days_that_were_taken_out_or_are_over_do_not_count(app: Flask) -> None:
    poll = make_poll()
    for number in range(2):
        cast(poll, number, "yy-")
    poll.slots[0].removed_at = clock.now()
    db.session.commit()
    assert why(poll) == ["enough"]
    poll.slots[0].starts_at = clock.now() - timedelta(hours=1)
    db.session.commit()
    assert why(poll) == []


def test_polls_past_their_last_day_wait_for_their_own_manager(app: Flask) -> None:
    first, second = make_poll(), make_poll()
    with clock.frozen_at(CLOSES):
        found = list_to_decide(manager_of(first), clock.now())
        others = [make_user().actor(), make_user(Role.ADMINISTRATOR).actor()]
        assert [list_to_decide(actor, clock.now()) for actor in others] == [[], []]
        assert why(second) == ["late"]
    [only] = found
    workshop = first.workshop
    shown = (only.public_id, only.workshop, only.engagement, only.why)
    assert shown == (first.public_id, workshop.name, workshop.engagement.name, "late")


def test_many_polls_take_two_queries(app: Flask) -> None:
    workshop = make_workshop()
    actor, sent = workshop.engagement.manager.actor(), []
    for _ in range(4):
        poll = make_poll(make_workshop(workshop.engagement))
        for number in range(3):
            cast(poll, number, "yyy")
    event.listen(db.engine, "before_cursor_execute", lambda *of: sent.append(of[2]))
    assert len(list_to_decide(actor, clock.now())) == 4
    assert len([each for each in sent if each.startswith("SELECT")]) == 2


def test_substitutes_wait_for_those_who_run_the_workshop_until_settled(app: Flask) -> None:
    workshop = make_workshop()
    waiting, settled, gone = (make_participation(workshop.sittings[0]) for _ in range(3))
    propose(waiting, SubstitutionState.PROPOSED)
    propose(settled, SubstitutionState.DONE)
    propose(gone, SubstitutionState.PROPOSED)
    gone.removed_at = clock.now()
    db.session.commit()
    expected = [(waiting.person.name, workshop.public_id, workshop.name)]
    assert list_proposals_to_me(workshop.engagement.manager.actor()) == expected
    assert list_proposals_to_me(make_user().actor()) == []
    workshop.deleted_at = clock.now()
    db.session.commit()
    assert list_proposals_to_me(workshop.engagement.manager.actor()) == []
