"""The transaction and the columns, on both databases."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.marks import both_databases
from workshops.core.db import db, transaction
from workshops.people.models import Organisation, OrganisationKind, Person


@both_databases
def test_names_sort_as_in_danish(app: Flask) -> None:
    names = ["Aarhus", "Zebra", "Ærø", "Odense", "Østerbro", "Ålborg", "aalborg Øst", "Adam"]
    with transaction():
        db.session.add_all(Person(name=name) for name in names)

    ordered = db.session.scalars(db.select(Person.name).order_by(Person.name_sort)).all()

    assert ordered == [
        "Adam", "Odense", "Zebra", "Ærø", "Østerbro", "Ålborg", "aalborg Øst", "Aarhus",
    ]  # fmt: skip


@both_databases
def test_transaction_undoes_everything_on_an_error(app: Flask) -> None:
    def add_and_fail() -> None:
        with transaction():
            db.session.add(Person(name="Ida"))
            db.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()

    assert db.session.scalar(db.select(db.func.count(Person.id))) == 0


@both_databases
def test_version_rises_with_each_change(app: Flask) -> None:
    with transaction():
        body = Organisation(name="Skat", level="state", kind=OrganisationKind.AGENCY)
        db.session.add(body)
    with transaction():
        body.name = "Skattestyrelsen"

    assert (body.version, body.name_search) == (2, "skattestyrelsen")


@both_databases
@pytest.mark.parametrize(
    "kept", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)]
)
def test_an_instant_at_the_end_of_the_calendar_is_read_whatever_the_servers_zone(
    app: Flask, kept: datetime
) -> None:
    found = db.session.scalar(db.select(db.literal(kept, db.DateTime(timezone=True))))

    assert found is not None
    assert found.replace(tzinfo=UTC) == kept
