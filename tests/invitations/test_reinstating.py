"""A cancelled workshop taken up again, its guests on a copy, and who still has its entry."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.invitations.mails import answer, take
from tests.invitations.makers import THREE, letters_of, list_invitations, list_letters, make_invited
from tests.marks import both_databases
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict
from workshops.invitations.models import Invitation
from workshops.invitations.queries.pending import updates_of
from workshops.invitations.services import answers, inviting, updates
from workshops.mail.models import Handling
from workshops.planning.models import Answer, Booking, Participation, Place, Workshop, WorkshopState
from workshops.planning.queries.needs import find_need
from workshops.planning.services.reinstating import reinstate_workshop
from workshops.planning.services.workshops import change_state, copy_workshop


def _cancelled(sittings: int = 1) -> tuple[User, Workshop, Sequence[Invitation]]:
    """One sits, one waits, one has said nothing; then the workshop is cancelled."""
    manager, workshop, invitations = make_invited(THREE, sittings=sittings)
    workshop.capacity_on_site = 1
    db.session.commit()
    for one in invitations[:2]:
        with transaction():
            answers.answer_by_link(invitation=one, answer=Answer.YES, only=one)
    with transaction():
        answers.say_needs(invitation=invitations[0], access="Rampe", diet="")
        _cancel(manager, workshop)
    return manager, workshop, invitations


def _cancel(manager: User, workshop: Workshop) -> None:
    change_state(
        manager.actor(),
        workshop=workshop,
        to=WorkshopState.CANCELLED,
        now=clock.now(),
        reason="Sygdom",
    )


def _send(manager: User, workshop: Workshop) -> None:
    with transaction():
        seen = updates_of(workshop, clock.now()).fingerprint
        updates.send_updates(manager.actor(), workshop=workshop, seen=seen)


def _places(workshop: Workshop) -> list[tuple[Place, datetime | None]]:
    query = select(Participation).where(Participation.sitting_id == workshop.sittings[0].id)
    rows = db.session.scalars(query.order_by(Participation.id))
    return [(row.place, row.queued_at) for row in rows]


@both_databases
def test_taken_up_again_everybody_is_invited_anew_with_the_place_they_had(app: Flask) -> None:
    manager, workshop, old = _cancelled()
    before, written = _places(workshop), len(list_letters())
    with transaction():
        reinstate_workshop(manager.actor(), workshop=workshop, now=clock.now())
    assert len(list_letters()) == written
    assert workshop.state is WorkshopState.INVITING
    assert db.session.scalars(select(Booking.slot)).first() is not None
    _send(manager, workshop)
    new = list_invitations()[len(old) :]
    assert [letters_of(one) for one in new] == [[("invite", 0)]] * 3
    assert {one.uid for one in new}.isdisjoint({one.uid for one in old})
    assert [one.older_answer for one in new] == [Answer.YES, Answer.YES, None]
    assert {one.participation.answer for one in new} == {Answer.NONE}
    assert _places(workshop) == before
    assert [place for place, _ in before] == [Place.SEAT, Place.WAITING, Place.NONE]
    assert find_need(workshop, old[0].participation.person) is not None


def test_a_day_that_passed_meanwhile_is_taken_out_and_with_none_to_come_it_is_refused(
    app: Flask,
) -> None:
    manager, workshop, _old = _cancelled(sittings=2)
    first, second = workshop.sittings
    with clock.frozen_at(second.ends_at), pytest.raises(Conflict), transaction():
        reinstate_workshop(manager.actor(), workshop=workshop, now=clock.now())
    with clock.frozen_at(first.ends_at), transaction():
        reinstate_workshop(manager.actor(), workshop=workshop, now=clock.now())
    assert (first.removed_at is not None, second.removed_at) == (True, None)
    with pytest.raises(Conflict), transaction():
        reinstate_workshop(manager.actor(), workshop=workshop, now=clock.now())


def test_a_day_that_was_held_stays_one(app: Flask) -> None:
    manager, workshop, _invited = make_invited(THREE, sittings=2)
    first = workshop.sittings[0]
    with clock.frozen_at(first.ends_at):
        with transaction():
            _cancel(manager, workshop)
        with transaction():
            reinstate_workshop(manager.actor(), workshop=workshop, now=clock.now())
    assert first.removed_at is None


def test_a_copy_has_its_guests_without_an_answer(app: Flask) -> None:
    manager, workshop, _old = _cancelled()
    day = date(2027, 1, 11)
    with transaction():
        alone = copy_workshop(manager.actor(), workshop=workshop, name="Uden", first_day=day)
        day += timedelta(days=1)
        twin = copy_workshop(
            manager.actor(), workshop=workshop, name="Med", first_day=day, with_guests=True
        )
    assert (_places(alone), _places(twin)) == ([], [(Place.NONE, None)] * 3)
    _send(manager, twin)
    assert twin.state is WorkshopState.INVITING
    assert [letters_of(one) for one in list_invitations()[3:]] == [[("invite", 0)]] * 3


def test_the_pages_ask_once_and_lead_to_what_is_sent(client: Client) -> None:
    manager, workshop, _old = _cancelled()
    client.sign_in(manager)
    url = f"/workshops/{workshop.public_id}"
    assert "Take it up again" in client.fetch(url, queries=40).text
    page = client.fetch(f"{url}/reinstate")
    sent = client.submit_form(page, "reinstate")
    assert sent.response.headers["Location"].endswith(f"{url}/update")
    assert "Send 3 letters" in client.fetch(f"{url}/update").text
    db.session.expire_all()
    assert workshop.state is WorkshopState.INVITING


def test_where_every_day_is_past_a_copy_is_offered(client: Client) -> None:
    manager, workshop, _invitations = _cancelled()
    url = f"/workshops/{workshop.public_id}"
    with clock.frozen_at(workshop.sittings[-1].starts_at + timedelta(days=1)):
        page = client.sign_in(manager).fetch(f"{url}/reinstate")
    assert page.links()["Copy the workshop"] == f"{url}/copy"


@both_databases
@pytest.mark.parametrize(
    ("said", "handling", "ends"),
    [("ACCEPTED", Handling.TRAY, 2), ("DECLINED", Handling.IGNORED, 1)],
)
def test_a_yes_to_a_cancelled_entry_gets_its_end_again_and_is_seen(
    app: Flask, said: str, handling: Handling, ends: int
) -> None:
    _manager, _workshop, old = _cancelled()
    for stamp in ("20261123T130000Z", "20261123T130100Z"):
        raw = answer(partstat=said, uid=old[0].uid, attendee="aase@kommune.example", stamp=stamp)
        assert take(app, raw).handling is handling
    kinds = [kind for kind, _ in letters_of(old[0])]
    assert kinds.count("cancel") == ends


def test_a_no_by_link_hears_the_end_and_one_of_a_calendar_unless_it_was_sent_since(
    app: Flask,
) -> None:
    manager, workshop, (link, calendar, since) = make_invited(THREE)
    with transaction():
        answers.answer_by_link(invitation=link, answer=Answer.NO)
        answers.answer_by_mail(invitation=calendar, answer=Answer.NO)
        answers.answer_by_mail(invitation=since, answer=Answer.NO)
    with clock.frozen_at(clock.now() + timedelta(hours=1)):
        with transaction():
            inviting.resend(manager.actor(), invitation=since)
        with transaction():
            _cancel(manager, workshop)
    told = ["cancel" in [kind for kind, _ in letters_of(one)] for one in (link, calendar, since)]
    assert told == [True, False, True]
