"""Answers to a date poll that a guest gave by telephone and staff wrote down."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.factories import make_facilitator, make_person
from tests.marks import both_databases
from tests.pages import Client
from tests.planning.makers import CLOSES, cast, make_poll, manager_of, standing
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import transaction
from workshops.core.errors import Conflict, NotAllowed, Stale
from workshops.invitations.services import polling
from workshops.planning.models.polls import DatePoll, Vote
from workshops.planning.queries import polls as queries
from workshops.planning.services import polls, voting

SAID = {"y": Vote.YES, "m": Vote.MAYBE, "n": Vote.NO, "0": None}


def note(poll: DatePoll, word: str, actor: Actor | None = None, number: int = 0) -> int:
    """Write down one letter a day, in the order of time: y, m, n, 0 for no answer, - for as is."""
    guest = poll.guests[number]
    votes = {
        slot.public_id: SAID[letter]
        for slot, letter in zip(poll.slots, word, strict=True)
        if letter in SAID
    }
    with transaction():
        return voting.note_votes(
            actor or manager_of(poll),
            guest=guest,
            votes=votes,
            seen=guest.voted_at,
            now=clock.now(),
        )


def noted(poll: DatePoll) -> list[bool]:
    """For each day whether staff wrote down what the first guest says."""
    found = queries.noted_of(poll.guests[0])
    return [slot.id in found for slot in poll.slots]


def page_of(poll: DatePoll, number: int = 0) -> str:
    """The address of the page about one guest."""
    return f"/polls/{poll.public_id}/guests/{poll.guests[number].public_id}"


@both_databases
def test_noted_answers_count_and_the_guests_own_word_replaces_them(app: Flask) -> None:
    poll = make_poll()
    assert note(poll, "ymn") == 3
    assert (standing(poll)[0], noted(poll)) == ((1, 0, 0, 2), [True, True, True])
    cast(poll, 0, "n--")
    assert (standing(poll)[0], noted(poll)) == ((0, 0, 1, 2), [False, True, True])
    assert note(poll, "nyn") == 1
    assert noted(poll) == [False, True, True]


def test_taking_out_spares_the_guests_own_word(app: Flask) -> None:
    poll = make_poll()
    cast(poll, 0, "y--")
    note(poll, "-m-")
    assert note(poll, "00-") == 1
    assert standing(poll)[:2] == [(1, 0, 0, 2), (0, 0, 0, 3)]
    note(poll, "y--", number=1)
    note(poll, "0--", number=1)
    assert poll.guests[1].voted_at is None
    assert poll.guests[1] in queries.silent_guests(poll)


def test_an_answer_given_meanwhile_is_not_overwritten(app: Flask) -> None:
    poll = make_poll()
    guest, slot = poll.guests[0], poll.slots[0]
    cast(poll, 0, "n--")
    with pytest.raises(Stale), transaction():
        voting.note_votes(
            manager_of(poll), guest=guest, votes={slot.public_id: Vote.YES}, seen=None, now=NOW
        )
    assert standing(poll)[0] == (0, 0, 1, 2)


def test_only_those_who_run_it_note_answers_and_until_it_is_decided(app: Flask) -> None:
    poll = make_poll()
    with pytest.raises(NotAllowed):
        note(poll, "y--", make_facilitator(poll.workshop).actor())
    with clock.frozen_at(CLOSES + timedelta(hours=9)):
        assert note(poll, "y--") == 1
    with transaction():
        polls.close_poll(manager_of(poll), poll=poll)
    with pytest.raises(Conflict):
        note(poll, "n--")


def test_staff_note_answers_and_everybody_sees_who_wrote_them(app: Flask, client: Client) -> None:
    poll = make_poll(people=[(make_person(name="Åse", languages=["en"]), True)], quorum=1)
    link = "/p/" + polling.link_of(poll.guests[0]).url().rpartition("/")[2]
    client.sign_in(poll.workshop.engagement.manager)
    first, second, third = (f"day-{slot.public_id}" for slot in poll.slots)
    page = client.fetch(page_of(poll), queries=11)
    typed: dict[str, Any] = {first: "yes", second: "maybe", third: ""}
    client.submit_form(page, "/votes", **typed)
    assert standing(poll) == [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 0, 1)]
    result = client.fetch(f"/polls/{poll.public_id}")
    assert "Yes (entered by staff)" in result.text
    assert "Åse (must be there)" in result.links()
    csv = client.visit(f"/polls/{poll.public_id}/votes.csv").response.get_data(as_text=True)
    assert "If need be (entered by staff)" in csv
    shown = client.fetch(link).text
    assert shown.count("Written down for you by those who run the workshop.") == 2
    client.submit(link, {"slot": poll.slots[0].public_id, "vote": "no"}, 303)
    assert client.fetch(link).text.count("Written down for you") == 1
    other = dict.fromkeys(typed, "no")
    assert "meantime" in client.submit_form(page, "/votes", 409, **other).text
    assert standing(poll)[0] == (0, 0, 1, 0)


def test_the_page_of_a_guest_can_be_read_but_not_filled_in_by_facilitators(
    app: Flask, client: Client
) -> None:
    poll = make_poll()
    note(poll, "y--")
    client.sign_in(make_facilitator(poll.workshop))
    page = client.fetch(page_of(poll))
    assert "Yes (entered by staff)" in page.text
    assert page.all("input", type="radio") == []
    client.submit(f"{page_of(poll)}/votes", {}, 403)
