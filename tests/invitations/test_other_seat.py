"""Staff change where a guest sits: asked once, the entry follows, and a full room has a list."""

from flask import Flask
from icalendar import Calendar

from tests.factories import make_facilitator, make_user
from tests.invitations.makers import letters_of, list_letters, make_invited
from tests.invitations.test_timeline import told
from tests.pages import Client
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation
from workshops.invitations.services import answers, placing
from workshops.planning.models import Answer, Place, Seat, Workshop

ONLINE = {"seat": "online", "wait": ""}


def _hybrid(online: int = 1) -> tuple[Workshop, list[Invitation], str]:
    """One seat on site and some online; two of three guests want to come; the guests' address."""
    _manager, workshop, invitations = make_invited()
    workshop.capacity_on_site, workshop.capacity_online = 1, online
    workshop.sittings[0].online_url = "https://moede.example/1"
    db.session.commit()
    with transaction():
        for guest in invitations[:2]:
            answers.answer_by_link(invitation=guest, answer=Answer.YES)
    return workshop, list(invitations), f"/workshops/{workshop.public_id}/guests"


def _fill_online(guest: Invitation) -> None:
    with transaction():
        actor = answers.link_actor(guest)
        placing.switch(actor, participation=guest.participation, seat=Seat.ONLINE)
        answers.answer_by_link(invitation=guest, answer=Answer.YES)


def _stands(guest: Invitation) -> tuple[Seat, Place]:
    return guest.participation.seat, guest.participation.place


def test_a_guest_is_moved_online_and_the_seat_goes_to_who_waits(client: Client) -> None:
    workshop, (first, second, _third), url = _hybrid()
    facilitator = make_facilitator(workshop)
    client.sign_in(facilitator)
    page = client.fetch(f"{url}/{first.participation.public_id}")
    asks = client.fetch(page.links()["Change to online"])
    assert "Seats there: 0 of 1 online." in asks.text
    client.submit_form(asks, "other-seat")
    assert [_stands(first), _stands(second)] == [
        (Seat.ONLINE, Place.SEAT),
        (Seat.ON_SITE, Place.SEAT),
    ]
    assert (letters_of(first)[-1], letters_of(second)[-1]) == (("update", 1), ("seated", 2))
    assert f"Changed to a seat online Changed by {facilitator.name}." in told(workshop, first)


def test_where_it_is_full_the_waiting_list_is_offered(client: Client) -> None:
    workshop, (first, second, third), url = _hybrid()
    _fill_online(third)
    client.sign_in(workshop.engagement.manager)
    there = f"{url}/{first.participation.public_id}/other-seat"
    client.submit(there, ONLINE, 409)
    assert _stands(first) == (Seat.ON_SITE, Place.SEAT)
    asks = client.fetch(there)
    assert "The present seat is given up at once." in asks.text
    client.submit_form(asks, "other-seat")
    assert [_stands(first), _stands(second)] == [
        (Seat.ONLINE, Place.WAITING),
        (Seat.ON_SITE, Place.SEAT),
    ]
    assert letters_of(first)[1:] == [("waitlisted", 1)]


def test_one_letter_tells_of_the_seat_and_where_it_is(app: Flask) -> None:
    workshop, (_first, second, _third), _url = _hybrid()
    before = len(list_letters())
    with transaction():
        placing.switch(
            workshop.engagement.manager.actor(),
            participation=second.participation,
            seat=Seat.ONLINE,
        )
    (letter,) = list_letters()[before:]
    event = Calendar.from_ical(letter.calendar or b"").events[0]
    assert (event["LOCATION"], event["STATUS"]) == (
        "https://moede.example/1",
        "CONFIRMED",
    )
    assert letters_of(second)[-1] == ("seated", 2)


def test_a_seat_that_went_meanwhile_is_said_and_nothing_changes(client: Client) -> None:
    workshop, (first, _second, third), url = _hybrid()
    client.sign_in(workshop.engagement.manager)
    asks = client.fetch(f"{url}/{first.participation.public_id}/other-seat")
    _fill_online(third)
    again = client.submit_form(asks, "other-seat", 409)
    assert "There is no free seat there." in again.text
    assert "Put on the waiting list there" in again.text
    assert _stands(first) == (Seat.ON_SITE, Place.SEAT)


def test_only_those_who_run_a_day_of_two_kinds_are_asked(client: Client) -> None:
    workshop, (first, _second, _third), url = _hybrid()
    there = f"{url}/{first.participation.public_id}/other-seat"
    client.sign_in(make_user(name="Anden")).submit(there, ONLINE, 403)
    workshop.sittings[0].online_url = ""
    db.session.commit()
    client.sign_in(workshop.engagement.manager).submit(there, ONLINE, 404)
    assert "Change to online" not in client.fetch(there.removesuffix("/other-seat")).links()
    assert _stands(first) == (Seat.ON_SITE, Place.SEAT)
