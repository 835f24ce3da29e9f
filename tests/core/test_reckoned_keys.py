"""Keys and words that an older release kept are reckoned anew by the migration."""

from importlib import import_module

from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from sqlalchemy import select, text

from tests.factories import make_person, make_user, save
from tests.marks import both_databases
from tests.search.makers import make_entry
from workshops.core.actor import WORKER
from workshops.core.db import db, transaction
from workshops.people.models import Person, Skill
from workshops.people.queries import PersonFilter, directory
from workshops.search.models import SearchText
from workshops.search.queries import Wish, search

SEEN = "E\ufb00ektiv sagsbehandling"
PDF = "E\ufb00ektiv sags\u00adbehandling"
OLD = (
    "UPDATE person SET name_sort = 'muller', name_search = 'x'",
    "UPDATE skill SET sort_da = 'x', search_en = 'x'",
    "UPDATE search_text SET stems = 'e behandl sag', title = :title",
)


def _migrate() -> None:
    revision = import_module("workshops.migrations.versions.0005_compared_as_seen")
    with transaction():
        context = MigrationContext.configure(db.session.connection())
        with Operations.context(context):
            revision.upgrade()


@both_databases
def test_older_keys_are_reckoned_anew(app: Flask) -> None:
    make_person(name="Müller")
    save(Skill(name_en="Þing", name_da="Øl"))
    make_entry(PDF)
    with transaction():
        for statement in OLD:
            db.session.execute(text(statement), {"title": PDF} if ":" in statement else {})

    _migrate()
    db.session.expire_all()

    person, skill = db.session.scalars(select(Person)).one(), _skill()
    assert (person.name_sort, person.name_search) == ("myller", "muller")
    assert (skill.sort_da, skill.search_en) == ("|l", "thing")
    assert db.session.scalars(select(SearchText.title)).one() == SEEN
    assert search(WORKER, Wish(text="effektiv")).total == 1


def _skill() -> Skill:
    return db.session.scalars(select(Skill).where(Skill.name_da == "Øl")).one()


@both_databases
def test_text_copied_from_a_pdf_is_found_and_finds(app: Flask) -> None:
    make_entry(PDF, "Vi vil a\ufb02øse brevet på 5 m²")
    make_entry("Effektiv sagsbehandling", "aflæse brevet", record_id=900)

    for typed in ("effektiv", PDF, "sags\u00adbehandling", '"effektiv sagsbehandling"'):
        assert search(WORKER, Wish(text=typed)).total == 2, typed
    assert search(WORKER, Wish(text="afløse 5 m2")).total == 1


@both_databases
def test_people_stand_in_danish_order_and_are_found_as_seen(app: Flask) -> None:
    for name in ("Myrup", "Zahle", "Müller", "Mygind", "Ärlig", "Ågård", "Ørum"):
        make_person(name=name)

    assert _names("") == ["Mygind", "Müller", "Myrup", "Zahle", "Ärlig", "Ørum", "Ågård"]
    assert _names("Zah\u00adle") == ["Zahle"]


def _names(wanted: str) -> list[str]:
    query = directory(make_user().actor(), PersonFilter(text=wanted)).order_by(Person.name_sort)
    return [person.name for person in db.session.scalars(query).unique()]
