"""A guest's new address: the entry goes there, and the end of it reaches whoever has it."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.factories import make_person
from tests.invitations import mails
from tests.invitations.makers import letters_of, list_invitations, list_letters, make_planned
from tests.marks import both_databases
from tests.planning.makers import make_poll, work
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.invitations.services.answers import answer_by_link
from workshops.invitations.services.inviting import GuestList, invite
from workshops.mail.models import LetterState
from workshops.people.models import Person
from workshops.people.services import PersonDetails, edit_person
from workshops.people.services.merging import merge_persons
from workshops.planning.models import Answer, Place, Workshop, WorkshopState
from workshops.planning.services.workshops import change_state

OLD, NEW = "birgit@kommune.example", "birgit.ravn@region.example"
House = tuple[User, Workshop, Person]


def invited(sittings: int = 1) -> House:
    """Birgit, invited at her old address."""
    person = make_person(name="Birgit Ravn", email=OLD)
    manager, workshop = make_planned(sittings)
    with transaction():
        invite(manager.actor(), workshop=workshop, guests=GuestList([person], []))
    return manager, workshop, person


def move(manager: User, person: Person, email: str = NEW) -> None:
    details = PersonDetails(name=person.name, email=email)
    with transaction():
        edit_person(manager.actor(), person=person, details=details, version=person.version)
    db.session.expire_all()


def sent() -> list[tuple[str, str]]:
    """Kind and address of each letter, in order."""
    return [(letter.kind.partition("_")[2], letter.to_address) for letter in list_letters()]


@both_databases
def test_the_old_calendar_hears_the_end_and_the_new_one_the_beginning(app: Flask) -> None:
    manager, _, person = invited()
    with transaction():
        answer_by_link(invitation=list_invitations()[0], answer=Answer.YES)
    move(manager, person)
    assert sent() == [("invite", OLD), ("cancel", OLD), ("invite", NEW)]
    old, new = list_invitations()
    assert (old.cancelled_at is None, new.cancelled_at) == (False, None)
    assert (old.uid == new.uid, new.answered_sequence) == (False, 0)
    assert (new.participation.answer, new.participation.place) == (Answer.YES, Place.SEAT)
    ended, begun = (letter.calendar or b"" for letter in list_letters()[1:])
    assert b"METHOD:CANCEL" in ended
    assert f"mailto:{OLD}".encode() in ended.replace(b"\r\n ", b"")
    assert b"PARTSTAT=ACCEPTED" in begun.replace(b"\r\n ", b"")
    assert NEW not in list_letters()[1].text


def test_what_has_not_left_goes_to_the_new_address_alone(app: Flask) -> None:
    manager, _, person = invited()
    for letter in list_letters():
        letter.state = LetterState.QUEUED
    db.session.commit()
    move(manager, person)
    assert [letters_of(each) for each in list_invitations()] == [[("invite", 0), ("resend", 0)]]
    assert list_letters()[0].state is LetterState.SUPERSEDED


@pytest.mark.parametrize("state", [LetterState.QUEUED, LetterState.KEPT])
def test_an_answer_from_the_invited_address_counts_unless_it_was_cancelled_there(
    app: Flask, state: LetterState
) -> None:
    manager, _, person = invited()
    list_letters()[0].state = state
    db.session.commit()
    move(manager, person)
    raw = mails.mail(mails.said(uid=list_invitations()[0].uid, attendee=OLD), sender=OLD)
    mails.take(app, raw)
    db.session.expire_all()
    told = ("cancel", OLD) in sent()
    assert (list_invitations()[0].participation.answer is Answer.YES) is not told
    assert told is (state is LetterState.KEPT)


def test_a_cancellation_reaches_the_calendars_that_have_the_entry(app: Flask) -> None:
    manager, workshop, person = invited()
    move(manager, person)
    with transaction():
        change_state(
            manager.actor(),
            workshop=workshop,
            to=WorkshopState.CANCELLED,
            now=clock.now(),
            reason="Sygdom",
        )
    assert [one for one in sent() if one[0] == "cancel"] == [("cancel", OLD), ("cancel", NEW)]


def test_a_day_that_has_begun_stays_as_it_is(app: Flask) -> None:
    manager, workshop, person = invited(sittings=2)
    first = workshop.sittings[0]
    with clock.frozen_at(first.starts_at + timedelta(hours=1)):
        move(manager, person)
    assert [kind for kind, _ in sent()] == ["invite", "invite", "cancel", "invite"]
    assert [one.cancelled_at is None for one in list_invitations()] == [True, False, True]


def test_a_merge_moves_the_entry_too(app: Flask) -> None:
    manager, _, person = invited()
    other = make_person(name="Birgit Ravn", email=NEW)
    versions = (person.version, other.version)
    with transaction():
        merge_persons(
            manager.actor(), kept=person, gone=other, from_gone=("email",), versions=versions
        )
    assert sent()[1:] == [("cancel", OLD), ("invite", NEW)]


@both_databases
def test_a_poll_and_the_days_it_keeps_free_follow(app: Flask) -> None:
    person = make_person(name="Birgit Ravn", email=OLD)
    poll = make_poll(people=[(person, False)], quorum=1, with_holds=True)
    move(poll.workshop.engagement.manager, person)
    work()
    new = [letter.kind for letter in list_letters() if letter.to_address == NEW]
    assert new == ["poll_again", *["invitation_hold"] * 3]
    ended = [letter.kind for letter in list_letters()[4:] if letter.to_address == OLD]
    assert ended == ["invitation_release"] * 3
