"""A workshop's whole life in letters: invited, answered, moved, renamed, cancelled."""

from datetime import timedelta

from tests.invitations.makers import list_letters, make_invited
from workshops.accounts.models import User
from workshops.core import clock, events
from workshops.core.db import db, transaction
from workshops.invitations.queries.pending import updates_of
from workshops.invitations.services import answers, inviting, updates
from workshops.mail.message import filled_calendar
from workshops.mail.models import Letter
from workshops.planning.events import WorkshopCancelled
from workshops.planning.models import Answer, Seat, Workshop

GUESTS = "Åse Ærlig <aase@kommune.example>\nBo Dahl <bo@kommune.example>\nEva <eva@skat.example>"


def every_message() -> list[tuple[str, bytes]]:
    """The method and the calendar object of every letter of the story, in order."""
    tell_story()
    return [(letter.calendar_method, filled_calendar(letter)) for letter in list_letters()]


def tell_story() -> list[Letter]:
    """Play the story; the letters in order."""
    manager, workshop, invitations = make_invited(GUESTS, sittings=2)
    with transaction():
        answers.answer_by_link(invitation=invitations[0], answer=Answer.YES)
    _move(manager, workshop, hours=1)
    workshop.name = "Breve, alle forstår; “på én gang” 😀"
    workshop.sittings[0].online_url = "https://moede.example/rum?a=1"
    _send(manager, workshop)
    invitations[2].participation.seat = Seat.ONLINE
    _move(manager, workshop, hours=-2)
    with transaction():
        person = invitations[4].participation.person
        inviting.remove_guest(manager.actor(), workshop=workshop, person=person, reason="Syg")
    with transaction():
        events.publish(WorkshopCancelled(workshop.id, "Lokalet er lukket,\nvi ses senere."))
    return list(list_letters())


def _move(manager: User, workshop: Workshop, hours: int) -> None:
    for sitting in workshop.sittings:
        sitting.starts_at += timedelta(hours=hours)
    _send(manager, workshop)


def _send(manager: User, workshop: Workshop) -> None:
    db.session.commit()
    with transaction():
        seen = updates_of(workshop, clock.now()).fingerprint
        updates.send_updates(manager.actor(), workshop=workshop, seen=seen)
