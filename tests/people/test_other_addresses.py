"""Another address of somebody's is found wherever people are looked up by an address."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.factories import make_person, make_workshop, save
from tests.invitations.makers import list_letters, make_planned
from tests.marks import both_databases
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Problem
from workshops.engagements.queries.people import find_person_at
from workshops.invitations.queries.guests import plan_of
from workshops.invitations.rules.pasted import read_guests
from workshops.invitations.services.answers import send_new_links
from workshops.invitations.services.inviting import GuestList, invite
from workshops.people.models import PeopleImport, Person, PersonAlias
from workshops.people.queries import search_people
from workshops.people.queries.imports import check_import
from workshops.people.services import (
    PersonDetails,
    add_person,
    edit_person,
    importing,
    welcome_guest,
)
from workshops.people.services.aliases import confirm_alias
from workshops.people.services.merging import merge_persons
from workshops.planning.models import ParticipantRole, Participation, Seat, Workshop

OLD = "birgit.ravn@region.example"
Merged = tuple[User, Workshop, Person]


@pytest.fixture
def merged(app: Flask) -> Merged:
    """Birgit, who has two addresses by a merge and is invited by the first."""
    kept = make_person(name="Birgit Ravn", email="birgit@kommune.example")
    gone = make_person(name="Birgit Ravn", email=OLD)
    manager, workshop = make_planned()
    with transaction():
        invite(manager.actor(), workshop=workshop, guests=GuestList([kept], []))
    with transaction():
        versions = (kept.version, gone.version)
        merge_persons(manager.actor(), kept=kept, gone=gone, from_gone=(), versions=versions)
    return manager, workshop, kept


def upload(actor: Actor, *addresses: str) -> PeopleImport:
    """A list of Birgits, its columns mapped."""
    rows = "".join(f"Birgit Ravn;{address}\n" for address in addresses)
    content = f"Navn;E-mail\n{rows}".encode()
    with transaction():
        made = importing.upload_list(actor, file_name="l.csv", content=content)
        importing.map_columns(actor, upload=made, mapping=made.mapping)
    return made


@both_databases
def test_pasting_the_other_address_invites_the_same_person(app: Flask, merged: Merged) -> None:
    manager, workshop, kept = merged
    pasted = read_guests(f"Birgit Ravn <{OLD}>").guests
    plan = plan_of(workshop, [], pasted, Seat.ON_SITE, workshop.sittings[0].starts_at)
    assert [one.person for one in plan.already] == [kept]
    with transaction():
        invite(manager.actor(), workshop=workshop, guests=GuestList([], pasted))
    query = select(Participation).where(Participation.removed_at.is_(None))
    assert [one.person_id for one in db.session.scalars(query)] == [kept.id]


@both_databases
def test_the_same_list_imported_again_makes_nobody_new(app: Flask, merged: Merged) -> None:
    manager, _, kept = merged
    report = check_import(upload(manager.actor(), OLD))
    assert (report.new, report.changed, report.unchanged) == ([], [], 1)
    twice = check_import(upload(manager.actor(), OLD, str(kept.email)))
    assert [fault.row for fault in twice.faults] == [3]


def test_nobody_else_gets_an_address_that_is_known_to_be_hers(merged: Merged) -> None:
    manager, _, kept = merged
    other = make_person()
    with pytest.raises(Problem), transaction():
        add_person(manager.actor(), details=PersonDetails(name="Birgit R.", email=OLD))
    details = PersonDetails(name="Eva", email=OLD)
    with pytest.raises(Conflict, match="Birgit Ravn"), transaction():
        edit_person(manager.actor(), person=other, details=details, version=other.version)
    with transaction():
        confirm_alias(manager.actor(), person=other, address=OLD)
    assert [alias.address for alias in (*kept.aliases, *other.aliases)] == [OLD]


def test_at_the_door_in_the_directory_and_as_a_contact_she_is_found(merged: Merged) -> None:
    manager, _, kept = merged
    with transaction():
        found = welcome_guest(manager.actor(), name="Birgit Ravn", email=OLD, language="da")
    assert found.id == kept.id
    assert find_person_at(OLD.upper()) == kept
    assert search_people(manager.actor(), OLD) == [kept]


def test_a_key_person_typed_by_the_other_address_is_one(merged: Merged) -> None:
    manager, workshop, kept = merged
    other = make_workshop(workshop.engagement)
    pasted = read_guests(OLD).guests
    guests = GuestList([], pasted, key=frozenset({OLD}))
    with transaction():
        (sent,) = invite(manager.actor(), workshop=other, guests=guests)
    assert (sent.participation.person, sent.participation.role) == (
        kept,
        ParticipantRole.KEY_PERSON,
    )


def test_a_new_link_asked_for_by_the_other_address_goes_to_her(merged: Merged) -> None:
    before = len(list_letters())
    with clock.frozen_at(clock.now() + timedelta(hours=2)), transaction():
        send_new_links(address=OLD)
    assert [letter.to_address for letter in list_letters()[before:]] == ["birgit@kommune.example"]


def test_of_two_addresses_known_to_be_hers_both_stay_when_they_change_places(
    merged: Merged,
) -> None:
    manager, _, kept = merged
    first, details = kept.email, PersonDetails(name=kept.name, email=OLD)
    with transaction():
        edit_person(manager.actor(), person=kept, details=details, version=kept.version)
    assert (kept.email, [alias.address for alias in kept.aliases]) == (OLD, [first])


@both_databases
def test_the_database_keeps_another_address_once(app: Flask) -> None:
    one, other = make_person(), make_person()
    save(PersonAlias(person_id=one.id, address=OLD))
    with pytest.raises(IntegrityError):
        save(PersonAlias(person_id=other.id, address=OLD))
    db.session.rollback()
