"""A poll's letter came back: the right address is written, and the question goes there."""

from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from tests.factories import make_facilitator
from tests.invitations.makers import list_letters
from tests.marks import both_databases
from tests.pages import Client
from tests.planning.makers import CLOSES, make_poll, manager_of
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.invitations.services import polling
from workshops.invitations.services.correcting import correct_and_ask
from workshops.mail.failures import Failure
from workshops.mail.models import Letter, LetterState
from workshops.planning.models.polls import DatePoll

RIGHT = "aase@kommune.example"


def correct(
    poll: DatePoll, address: str = RIGHT, actor: Actor | None = None, version: int = 0
) -> None:
    """The right address of the first guest in a transaction of its own."""
    guest = poll.guests[0]
    with transaction():
        correct_and_ask(
            actor or manager_of(poll),
            guest=guest,
            address=address,
            version=version or guest.person.version,
        )


def bounce(poll: DatePoll, state: LetterState = LetterState.BOUNCED) -> None:
    """Every letter to the first guest came back."""
    with transaction():
        for letter in list_letters():
            if letter.to_address == poll.guests[0].person.email:
                letter.state, letter.failure = state, Failure.NO_DOMAIN


def since(before: int) -> Sequence[Letter]:
    """The letters after so many."""
    return list_letters()[before:]


@both_databases
def test_question_and_holds_go_to_the_right_address_with_a_new_link(app: Flask) -> None:
    poll = make_poll(with_holds=True)
    held = [one.calendar for one in list_letters() if one.to_name == "Åse Ærlig" and one.calendar]
    old_link, before = polling.link_of(poll.guests[0]).version, len(list_letters())
    bounce(poll)
    correct(poll)
    sent = since(before)
    assert [one.kind for one in sent] == ["poll_again", *["invitation_hold"] * 3]
    assert {one.to_address for one in sent} == {RIGHT}
    assert {one.links["answer"]["version"] for one in sent} == {old_link + 1}
    old, new = [_stamps(raws) for raws in (held, [one.calendar for one in sent[1:]])]
    assert list(new) == list(old)
    assert all(f"mailto:{RIGHT}" in str(one.calendar).replace("\\r\\n ", "") for one in sent[1:])
    assert all(new[uid] > old[uid] for uid in old)


def _stamps(raws: Iterable[bytes | None]) -> dict[str, str]:
    """When each entry was made, by UID."""
    events = [Calendar.from_ical(raw or b"").walk("VEVENT")[0] for raw in raws]
    return {str(one["UID"]): str(one["DTSTAMP"].to_ical()) for one in events}


def test_what_has_not_left_is_not_sent_to_the_old_address(app: Flask) -> None:
    poll = make_poll(with_holds=True)
    wrong = poll.guests[0].person.email
    with transaction():
        for letter in list_letters():
            letter.state = LetterState.QUEUED
    correct(poll)
    left = {one.state for one in list_letters() if one.to_address == wrong}
    assert left == {LetterState.SUPERSEDED}


def test_what_cannot_be_corrected_is_told(app: Flask) -> None:
    poll = make_poll()
    same, taken = poll.guests[0].person.email or "", poll.guests[1].person.email or ""
    wishes: list[tuple[type[Exception], dict[str, Any]]] = [
        (Invalid, {"address": same}),
        (Invalid, {"address": "nobody"}),
        (Conflict, {"address": taken}),
        (Stale, {"version": 99}),
        (NotAllowed, {"actor": make_facilitator(poll.workshop).actor()}),
    ]
    for wrong, given in wishes:
        with pytest.raises(wrong):
            correct(poll, **given)
    with clock.frozen_at(CLOSES), pytest.raises(Conflict):
        correct(poll)
    assert {one.kind for one in list_letters()} == {"poll_ask"}


def test_the_page_names_the_loss_and_one_form_puts_it_right(app: Flask, client: Client) -> None:
    poll = make_poll()
    guest = poll.guests[0]
    bounce(poll)
    client.sign_in(poll.workshop.engagement.manager)
    url = f"/polls/{poll.public_id}"
    assert f"Åse Ærlig, {guest.person.email}" in client.fetch(url).links()
    page = client.fetch(f"{url}/guests/{guest.public_id}")
    assert "The domain after the @ does not exist or takes no mail." in page.text
    again = client.submit_form(page, "/address", 422, email="nobody")
    assert again.form("/address")[1]["email"] == ["nobody"]
    client.submit_form(page, "/address", email=RIGHT)
    assert "did not arrive" not in client.fetch(url).text
    assert [one.to_address for one in list_letters()][3:] == [RIGHT]
    shown = client.fetch(f"{url}/guests/{guest.public_id}")
    assert shown.form("/address")[1]["email"] == [RIGHT]
