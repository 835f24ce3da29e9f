"""Nobody is deleted who would still be written to; what is open is named."""

import pytest
from flask import Flask

from tests.deliverables.makers import make_deliverable, make_review
from tests.factories import make_engagement, make_person, make_user
from tests.invitations.makers import list_letters, make_planned
from tests.marks import both_databases
from tests.pages import Client
from tests.planning.makers import make_poll
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict
from workshops.invitations.services.inviting import GuestList, invite, remove_guest
from workshops.people.models import Person
from workshops.people.services import delete_person


def delete(person: Person) -> None:
    with transaction():
        delete_person(make_user(Role.ADMINISTRATOR).actor(), person=person)


@both_databases
def test_an_open_invitation_is_named_and_ends_with_one_cancellation(app: Flask) -> None:
    person = make_person(name="Birgit Ravn", email="birgit@kommune.example")
    manager, workshop = make_planned()
    with transaction():
        invite(manager.actor(), workshop=workshop, guests=GuestList([person], []))
    with pytest.raises(Conflict) as refused:
        delete(person)
    assert refused.value.params["matters"] == "Breve der forstås"
    with transaction():
        remove_guest(manager.actor(), workshop=workshop, person=person)
    delete(person)
    assert [letter.kind for letter in list_letters()] == ["invitation_invite", "invitation_cancel"]


@both_databases
def test_open_polls_and_reviews_are_named(app: Flask) -> None:
    comment = make_review(make_deliverable(make_engagement(), title="Forslag"))
    person = comment.reviewer.person
    poll = make_poll(people=[(person, False)], quorum=1)
    with pytest.raises(Conflict) as refused:
        delete(person)
    names = sorted(["Forslag", poll.workshop.name])
    assert refused.value.params["matters"] == ", ".join(names)


def test_a_day_that_is_over_does_not_hold_anybody(app: Flask) -> None:
    person = make_person()
    manager, workshop = make_planned()
    with transaction():
        invite(manager.actor(), workshop=workshop, guests=GuestList([person], []))
    with clock.frozen_at(workshop.sittings[0].ends_at):
        delete(person)
    assert person.deleted_at is not None


def test_the_page_says_what_is_open(client: Client) -> None:
    person = make_person(name="Birgit Ravn", email="birgit@kommune.example")
    manager, workshop = make_planned()
    with transaction():
        invite(manager.actor(), workshop=workshop, guests=GuestList([person], []))
    client.sign_in(make_user(Role.ADMINISTRATOR))
    page = client.fetch(f"/lab/people/{person.public_id}")
    assert "Breve der forstås" in client.submit_form(page, "/delete", 409).text
    assert db.session.get_one(Person, person.id).deleted_at is None
