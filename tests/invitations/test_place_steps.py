"""The timeline of a guest tells of seats: what came and went, when and why."""

from datetime import datetime, timedelta

from flask import Flask

from tests.invitations.makers import list_invitations, make_invited
from tests.invitations.test_timeline import told
from tests.pages import Client
from workshops.core import clock, locale
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation
from workshops.invitations.services import answers, door, inviting
from workshops.planning.models import Answer, Workshop
from workshops.planning.services import placing, seats

FREE = "A seat was free, and nobody had waited longer."
GOT = "Got a seat from the waiting list"
CAME = "Came onto the waiting list All seats were taken."


def _full(seats: int = 1) -> tuple[Workshop, list[Invitation]]:
    """Three guests who want to come and fewer seats."""
    _manager, workshop, invitations = make_invited()
    workshop.capacity_on_site = seats
    db.session.commit()
    for guest in invitations:
        _say(guest, Answer.YES)
    return workshop, list(invitations)


def _say(invitation: Invitation, answer: Answer, at: datetime | None = None) -> None:
    with clock.frozen_at(at or clock.now()), transaction():
        answers.answer_by_link(invitation=invitation, answer=answer)


def _places(workshop: Workshop, invitation: Invitation) -> list[str]:
    """The steps without those of letters and answers."""
    found = told(workshop, invitation)
    return [step for step in found if "kept here" not in step and "by link" not in step]


def test_a_seat_given_up_goes_to_who_waits_and_both_are_told_why(app: Flask) -> None:
    workshop, (first, second, third) = _full()
    _say(first, Answer.NO)
    assert _places(workshop, first) == ["Got a seat", "The seat was given up Answered no."]
    assert _places(workshop, second) == [CAME, f"{GOT} {FREE}"]
    assert _places(workshop, third) == [CAME]


def test_an_offer_its_end_and_a_second_one_are_steps_of_their_own(app: Flask) -> None:
    workshop, (first, second, third) = _full()
    (day,) = workshop.sittings
    late = day.starts_at - timedelta(hours=10)
    ends = late + timedelta(hours=4)
    _say(first, Answer.NO, late)
    with clock.frozen_at(ends), transaction():
        seats.settle_by_id(sitting_id=day.id)
    _say(third, Answer.YES, ends)
    offered = "Was offered a seat that was free It is free for the guest until"
    assert _places(workshop, second) == [
        CAME,
        f"{offered} {ends}; nobody had waited longer.",
        "The offer of a seat ran out It was not taken in time; now at the end of the list.",
    ]
    assert _places(workshop, third)[-1] == "Took the offered seat"


def test_decisions_of_staff_name_who_decided_and_keep_the_reason(app: Flask) -> None:
    workshop, (_first, second, third) = _full()
    actor = workshop.engagement.manager.actor()
    with transaction():
        placing.put_ahead(
            actor, participation=third.participation, reason="Langvejs fra", now=clock.now()
        )
        placing.give_seat(
            actor, participation=second.participation, reason="Skal tale", now=clock.now()
        )
    assert _places(workshop, third)[1:] == [
        "Got another place on the waiting list Decided by Mette Lund. Langvejs fra"
    ]
    assert _places(workshop, second)[1:] == [f"{GOT} Decided by Mette Lund. Skal tale"]


def test_a_forged_no_that_nobody_took_back_says_so(app: Flask) -> None:
    workshop, (first, second, _third) = _full()
    with transaction():
        answers.answer_by_mail(invitation=first, answer=Answer.NO, unverified=True)
    kept = _places(workshop, first)
    with clock.frozen_at(clock.now() + timedelta(minutes=10)), transaction():
        seats.settle_by_id(sitting_id=workshop.sittings[0].id)
    assert kept == ["Got a seat"]
    assert _places(workshop, first)[1:] == [
        "The seat was given up Answered no by mail; "
        "nobody vouched for it or took it back within ten minutes."
    ]
    assert _places(workshop, second)[1:] == [f"{GOT} {FREE}"]


def test_a_place_that_is_passed_on_or_taken_away_says_so(app: Flask) -> None:
    workshop, (first, second, third) = _full(2)
    actor = workshop.engagement.manager.actor()
    with transaction():
        (taken,) = door.send_instead(
            actor, given_up=first.participation, name="Per Dam", email="per@x.example"
        )
        inviting.remove_guest(actor, workshop=workshop, person=second.participation.person)
    assert _places(workshop, first)[1:] == ["The seat was given up Somebody else comes instead."]
    assert _places(workshop, second)[1:] == ["The seat was given up Taken off the workshop."]
    assert _places(workshop, third)[1:] == [f"{GOT} {FREE}"]
    per = list_invitations()[-1]
    assert per.participation is taken
    assert _places(workshop, per) == ["Got a seat Comes instead of somebody else."]


def test_the_guests_page_says_it_in_words(client: Client) -> None:
    workshop, (first, second, _third) = _full()
    late = workshop.sittings[0].starts_at - timedelta(hours=10)
    _say(first, Answer.NO, late)
    guest = second.participation.public_id
    client.sign_in(workshop.engagement.manager)
    page = client.fetch(f"/workshops/{workshop.public_id}/guests/{guest}")
    assert "Was offered a seat that was free" in page.text
    until = locale.long_moment(late + timedelta(hours=4), "Europe/Copenhagen", "en")
    assert f"It is free for the guest until {until}; nobody had waited longer." in page.text
