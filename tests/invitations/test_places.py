"""The waiting list as a guest meets it: in letters, in the calendar and on the own page."""

from datetime import timedelta
from typing import Any

from flask import Flask
from icalendar import Calendar

from tests.invitations.makers import letters_of, list_letters, make_invited
from tests.invitations.pressing import beside, press
from tests.invitations.test_link_pages import path_of
from tests.pages import Client
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation
from workshops.invitations.queries.pending import list_pending
from workshops.invitations.services import answers
from workshops.jobs.models import Job
from workshops.mail.models import Letter
from workshops.planning.models import Answer, Place, Seat, Workshop
from workshops.planning.services import placing, seats


def _full(seats: int = 1) -> tuple[Workshop, list[Invitation]]:
    """Three guests and fewer seats."""
    _manager, workshop, invitations = make_invited()
    workshop.capacity_on_site = seats
    db.session.commit()
    return workshop, list(invitations)


def _say(invitation: Invitation, answer: Answer) -> None:
    with transaction():
        answers.answer_by_link(invitation=invitation, answer=answer)


def _answer(guest: Any) -> tuple[str, str]:
    return guest["PARTSTAT"], guest["RSVP"]


def _seen(letter: Letter) -> tuple[str, ...]:
    event = Calendar.from_ical(letter.calendar or b"").events[0]
    guest = event["ATTENDEE"].params
    title = event["SUMMARY"]
    return tuple(map(str, (title, event["STATUS"], event["TRANSP"], *_answer(guest))))


def test_who_accepts_when_it_is_full_is_tentative_and_told_the_number(app: Flask) -> None:
    _workshop, (first, second, third) = _full()
    for guest in (first, second, third):
        _say(guest, Answer.YES)
    assert [letters_of(guest)[-1] for guest in (first, second, third)] == [
        ("invite", 0),
        ("waitlisted", 1),
        ("waitlisted", 1),
    ]
    last = list_letters()[-1]
    assert _seen(last) == (
        "[Venteliste] Breve der forstås",
        "TENTATIVE",
        "OPAQUE",
        "TENTATIVE",
        "FALSE",
    )
    assert "nummer 2 på ventelisten" in last.text


def test_who_is_promoted_gets_the_entry_confirmed(app: Flask) -> None:
    workshop, (first, second, _third) = _full()
    for guest in (first, second):
        _say(guest, Answer.YES)
    _say(first, Answer.NO)
    assert letters_of(second)[-1] == ("seated", 2)
    assert _seen(list_letters()[-1]) == (
        "Breve der forstås",
        "CONFIRMED",
        "OPAQUE",
        "ACCEPTED",
        "FALSE",
    )
    assert list_pending(workshop) == []


def test_a_letter_about_a_place_tells_no_change_that_is_not_sent_yet(app: Flask) -> None:
    workshop, (first, second, _third) = _full()
    _say(first, Answer.YES)
    workshop.name = "Et andet navn"
    db.session.commit()
    _say(second, Answer.YES)
    assert _seen(list_letters()[-1])[0] == "[Venteliste] Breve der forstås"
    assert [each.changed for each in list_pending(workshop)] == [("title",)] * 3


def test_after_the_cut_off_the_seat_is_offered_and_goes_to_the_next(app: Flask) -> None:
    workshop, (first, second, third) = _full()
    for guest in (first, second, third):
        _say(guest, Answer.YES)
    late = workshop.sittings[0].starts_at - timedelta(hours=10)
    with clock.frozen_at(late):
        _say(first, Answer.NO)
    assert letters_of(second)[-1] == ("offered", 1)
    assert list_letters()[-1].calendar is None
    job = db.session.query(Job).filter_by(kind=seats.SETTLE).one()
    assert job.run_at == late + timedelta(hours=4)
    with clock.frozen_at(job.run_at), transaction():
        seats.settle_by_id(sitting_id=workshop.sittings[0].id)
    assert letters_of(third)[-1] == ("offered", 1)


def test_an_offer_is_taken_with_one_tap(client: Client) -> None:
    workshop, (first, second, _third) = _full()
    for guest in (first, second):
        _say(guest, Answer.YES)
    with clock.frozen_at(workshop.sittings[0].starts_at - timedelta(hours=10)):
        _say(first, Answer.NO)
        page = client.fetch(path_of(second))
        assert "Tag pladsen" in page.text
        press(client, path_of(second), answer="yes")
    assert second.participation.place is Place.SEAT
    assert letters_of(second)[-1] == ("seated", 2)


def test_the_page_says_seat_or_number(client: Client) -> None:
    _workshop, (first, second, _third) = _full()
    for guest in (first, second):
        _say(guest, Answer.YES)
    assert "Du har en plads." in client.fetch(path_of(first)).text
    assert "Du er nummer 1 på ventelisten." in client.fetch(path_of(second)).text


def test_staff_give_a_seat_above_the_number_with_a_reason(app: Flask) -> None:
    workshop, (first, second, third) = _full()
    for guest in (first, second, third):
        _say(guest, Answer.YES)
    actor = workshop.engagement.manager.actor()
    with transaction():
        placing.give_seat(
            actor, participation=third.participation, reason="Skal tale", now=clock.now()
        )
    assert third.participation.place is Place.SEAT
    assert second.participation.place is Place.WAITING
    _say(first, Answer.NO)
    assert second.participation.place is Place.WAITING


def test_staff_put_somebody_ahead_on_the_guests_page_and_must_say_why(client: Client) -> None:
    workshop, (first, second, third) = _full()
    for guest in (first, second, third):
        _say(guest, Answer.YES)
    client.sign_in(workshop.engagement.manager)
    here = f"/workshops/{workshop.public_id}/guests"
    of_third = f"{here}/{third.participation.public_id}"
    client.submit(f"{of_third}/seat", {"act": "ahead", "reason": ""}, 422)
    client.submit(f"{of_third}/seat", {"act": "ahead", "reason": "Kommer langvejs fra"})
    page = client.fetch(f"{here}?answer=waiting")
    assert page.text.index("Eva") < page.text.index("Bo Dahl")
    assert "1 of 1 on site, 2 wait" in page.text


def test_a_decline_by_mail_that_nobody_verified_keeps_the_seat_for_a_while(app: Flask) -> None:
    _workshop, (first, second, _third) = _full()
    for guest in (first, second):
        _say(guest, Answer.YES)
    with transaction():
        answers.answer_by_mail(invitation=first, answer=Answer.NO, unverified=True)
    assert (first.participation.place, second.participation.place) == (Place.SEAT, Place.WAITING)
    _say(first, Answer.YES)
    assert (first.participation.place, first.participation.kept_until) == (Place.SEAT, None)


def test_a_guest_sits_online_instead_with_one_tap_while_there_is_a_seat(client: Client) -> None:
    workshop, (first, second, _third) = _full()
    workshop.sittings[0].online_url = "https://moede.example/1"
    workshop.capacity_online = 1
    db.session.commit()
    for guest in (first, second):
        _say(guest, Answer.YES)
    held = beside(client.fetch(path_of(second)), "/seat")
    press(client, f"{path_of(first)}/seat")
    assert [each.participation.place for each in (first, second)] == [Place.SEAT] * 2
    assert letters_of(first)[-1] == ("update", 1)
    assert letters_of(second)[-1] == ("seated", 2)
    page = client.submit(f"{path_of(second)}/seat", held, 409)
    assert "er ændret, siden" not in page.text
    assert second.participation.seat is Seat.ON_SITE
