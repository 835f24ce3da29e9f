"""Other addresses that a person answers from."""

import pytest
from flask import Flask

from tests.factories import make_person, make_user
from workshops.accounts.models import User
from workshops.core.actor import Role
from workshops.core.db import transaction
from workshops.core.errors import NotAllowed
from workshops.people.services.aliases import confirm_alias
from workshops.people.services.merging import merge_persons


def test_an_address_is_confirmed_once_and_never_the_persons_own(app: Flask) -> None:
    manager, person = make_user(), make_person(email="bo@x.example")
    with transaction():
        for address in ("Bo.Dahl@x.example", "bo.dahl@x.example", "BO@x.example", ""):
            confirm_alias(manager.actor(), person=person, address=address)
    assert [alias.address for alias in person.aliases] == ["bo.dahl@x.example"]


def test_a_reader_may_not_say_whose_an_address_is(app: Flask) -> None:
    reader: User = make_user(role=Role.READER)
    with pytest.raises(NotAllowed), transaction():
        confirm_alias(reader.actor(), person=make_person(), address="x@x.example")


def test_one_of_two_persons_answers_from_the_addresses_of_both(app: Flask) -> None:
    kept, gone = make_person(email="bo@x.example"), make_person(email="bo@y.example")
    with transaction():
        confirm_alias(make_user().actor(), person=gone, address="b@z.example")
        versions = (kept.version, gone.version)
        merge_persons(make_user().actor(), kept=kept, gone=gone, from_gone=(), versions=versions)
    assert [alias.address for alias in kept.aliases] == ["bo@y.example", "b@z.example"]
    assert gone.aliases == []
