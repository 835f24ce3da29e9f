"""Guests: found by address, seen only where they were invited, promoted to the directory."""

import pytest
from flask import Flask

from tests.factories import make_person, make_user
from tests.marks import both_databases
from workshops.core import clock
from workshops.core.actor import Actor, Role
from workshops.core.db import transaction
from workshops.core.errors import Invalid, NotAllowed, NotFound
from workshops.people import permissions, queries, services
from workshops.people.models import Person, Scope


def _invite(actor: Actor, email: str, name: str = "Lone Bæk") -> Person:
    with transaction():
        return services.find_or_add_guest(actor, name=name, email=email, language="da")


@both_databases
def test_a_known_address_gives_the_person_whatever_its_case(app: Flask) -> None:
    person, actor = make_person(email="lone@region.example"), make_user().actor()
    assert _invite(actor, "Lone@Region.EXAMPLE") is person
    assert person.scope is Scope.DIRECTORY


@both_databases
def test_an_unknown_address_gives_a_guest_once(app: Flask) -> None:
    actor = make_user().actor()
    guest = _invite(actor, "lone@region.example")
    assert guest.scope is Scope.GUEST
    assert guest.language == "da"
    assert _invite(actor, "LONE@region.example") is guest


@both_databases
def test_many_at_once_are_found_or_added_in_the_order_asked_for(app: Flask) -> None:
    actor, known = make_user().actor(), make_person(email="lone@region.example")
    asked = [("Bo", "bo@x.example"), ("", "LONE@region.example"), ("Bodil", "Bo@X.example")]
    with transaction():
        found = services.find_or_add_guests(actor, guests=asked, language="da")
    assert [person.name for person in found] == ["Bo", known.name, "Bo"]
    assert found[0] is found[2]


def test_a_guest_without_a_name_is_called_after_the_address(app: Flask) -> None:
    assert _invite(make_user().actor(), "ole.aa@region.example", "").name == "Ole Aa"


def test_a_deleted_person_comes_back_as_a_guest(app: Flask) -> None:
    person = make_person(email="ole@region.example", deleted_at=clock.now())
    again = _invite(make_user().actor(), "ole@region.example")
    assert again is person
    assert (person.deleted_at, person.scope) == (None, Scope.GUEST)


def test_what_is_no_address_is_refused(app: Flask) -> None:
    with pytest.raises(Invalid):
        _invite(make_user().actor(), "lone@@region")


def test_a_reader_invites_nobody(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        _invite(make_user(Role.READER).actor(), "lone@region.example")


def test_guests_are_not_in_the_directory(app: Flask) -> None:
    manager = make_user().actor()
    guest = _invite(manager, "lone@region.example")
    assert queries.search_people(manager, "lone") == []
    with pytest.raises(NotFound):
        queries.get_person(manager, guest.public_id)


def test_a_promoted_guest_is_in_the_directory(app: Flask) -> None:
    manager = make_user().actor()
    guest = _invite(manager, "lone@region.example")
    with pytest.raises(NotAllowed), transaction():
        services.promote_guest(manager, person=guest)
    with transaction():
        services.promote_guest(manager, person=guest, own=True)
    assert queries.search_people(manager, "bæk") == [guest]


def test_contact_details_are_for_staff_who_keep_the_directory(app: Flask) -> None:
    reader, facilitator = make_user(Role.READER), make_user(Role.FACILITATOR)
    person, self_ = make_person(), make_person(user_id=reader.id)
    assert permissions.can_see_contact(make_user().actor(), person)
    assert not permissions.can_see_contact(reader.actor(), person)
    assert permissions.can_see_contact(reader.actor(), self_)
    assert not permissions.can_see_contact(facilitator.actor(), person)
    assert permissions.can_see_contact(facilitator.actor(), person, own=True)
