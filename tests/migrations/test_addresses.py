"""Addresses of an older lab get the one form in which they are compared."""

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select, text

from tests.marks import both_databases
from tests.migrations.test_upgrade import restore
from workshops.core.db import db
from workshops.people.models import Person


@both_databases
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")
def test_an_address_in_readable_form_is_written_anew_unless_it_is_taken(app: Flask) -> None:
    restore(app)
    kept = ("jens@københavn.dk", "åse@x.example", "bo@ærø.dk", "bo@xn--r-3fa9c.dk")
    with db.engine.connect().execution_options(write=True) as connection:
        ids = list(connection.scalars(text("SELECT id FROM person ORDER BY id LIMIT 4")))
        change = text("UPDATE person SET email = :email WHERE id = :id")
        for number, email in zip(ids, kept, strict=True):
            connection.execute(change, {"id": number, "email": email})
        connection.commit()
    upgrade()

    found = db.session.scalars(select(Person.email).where(Person.id.in_(ids)).order_by(Person.id))
    assert list(found) == ["jens@xn--kbenhavn-54a.dk", "åse@x.example", "bo@ærø.dk", kept[3]]
