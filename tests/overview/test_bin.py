"""The bin: who sees what, bringing back, and the end after 30 days."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.factories import (
    make_engagement,
    make_file,
    make_method,
    make_organisation,
    make_participation,
    make_person,
    make_room,
    make_user,
    make_workshop,
)
from tests.marks import both_databases
from tests.pages import Client
from workshops.activity.models import Activity
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.overview import tasks
from workshops.people.models import Person
from workshops.planning.models import Room


def test_a_manager_sees_what_was_deleted_in_their_own_work(client: Client) -> None:
    manager, now = make_user(), clock.now()
    mine, other = make_engagement(manager, deleted_at=now), make_engagement(deleted_at=now)
    workshop = make_workshop(make_engagement(manager), deleted_at=now)
    room = make_room(deleted_at=now)
    client.sign_in(manager)
    text = client.fetch("/lab/bin").text
    assert mine.name in text
    assert workshop.name in text
    assert other.name not in text
    assert room.name not in text


def test_an_administrator_brings_things_back(client: Client) -> None:
    now = clock.now()
    records: list[Any] = [
        make_room(deleted_at=now),
        make_method(deleted_at=now),
        make_person(deleted_at=now),
        make_organisation(deleted_at=now),
    ]
    client.sign_in(make_user(Role.ADMINISTRATOR))
    for record in records:
        page = client.fetch("/lab/bin")
        client.submit_form(page, record.public_id, 303)
        assert record.deleted_at is None
    assert "The bin is empty" in client.fetch("/lab/bin").text
    acts = db.session.scalars(db.select(Activity.act)).all()
    assert acts == ["restored"] * 4


def test_what_is_not_in_the_bin_cannot_be_brought_back(client: Client) -> None:
    here, gone = make_room(), make_room(deleted_at=clock.now() - timedelta(days=31))
    client.sign_in(make_user(Role.ADMINISTRATOR))
    for record in (here, gone):
        client.submit(f"/lab/bin/room/{record.public_id}/restore", {}, 404)
    client.submit(f"/lab/bin/unknown/{here.public_id}/restore", {}, 404)
    assert gone.name not in client.fetch("/lab/bin").text


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.READER])
def test_others_have_no_bin(client: Client, role: Role) -> None:
    client.sign_in(make_user(role))
    client.fetch("/lab/bin", 403)


@pytest.mark.parametrize("count", [10, 150])
def test_the_bin_takes_as_many_queries_for_many_as_for_few(client: Client, count: int) -> None:
    manager = make_user()
    for _ in range(count):
        make_workshop(make_engagement(manager), deleted_at=clock.now())
    client.sign_in(manager)
    page = client.fetch("/lab/bin", queries=20)
    assert len(page.all("tr")) == 1 + count


@both_databases
def test_after_thirty_days_it_is_gone_but_for_what_others_rest_on(app: Flask) -> None:
    old = clock.now() - timedelta(days=31)
    make_room(deleted_at=old)
    kept = make_room(deleted_at=clock.now() - timedelta(days=29))
    taker = make_person(deleted_at=old)
    make_participation(make_workshop().sittings[0], taker)
    make_engagement(deleted_at=old)
    with transaction():
        tasks.purge_deleted()
    assert db.session.scalars(db.select(Room)).all() == [kept]
    assert db.session.scalars(db.select(Person)).all() == [taker]


def test_a_deleted_file_is_brought_back_by_its_own_manager(app: Flask, client: Client) -> None:
    manager = make_user()
    file = make_file(make_engagement(manager), name="Aftale.pdf")
    file.deleted_at = clock.now()
    db.session.commit()
    other = Client(app).sign_in(make_user())
    assert "Aftale.pdf" not in other.fetch("/lab/bin").text
    page = client.sign_in(manager).fetch("/lab/bin")
    assert "Aftale.pdf" in page.text
    client.submit_form(page, file.public_id, 303)
    assert file.deleted_at is None
