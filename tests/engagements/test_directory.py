"""Guests of other engagements cannot be looked up by their address."""

from flask import Flask

from tests.factories import make_person
from workshops.engagements.queries.people import find_person_at
from workshops.people.models import Scope


def test_only_people_of_the_directory_are_found_by_address(app: Flask) -> None:
    guest, known = make_person(scope=Scope.GUEST), make_person()
    assert find_person_at(guest.email or "") is None
    assert find_person_at((known.email or "").upper()) is known
