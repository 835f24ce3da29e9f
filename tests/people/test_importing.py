"""Lists of people in: guessed, tried dry, applied as a whole, undone as a whole."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import make_discipline, make_organisation, make_person, make_user, save
from tests.marks import both_databases
from tests.pages import Client, Page
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid
from workshops.mail.models import Letter
from workshops.people import tasks
from workshops.people.models import (
    ContactPreference,
    ImportState,
    PeopleImport,
    PeopleImportChange,
    Person,
    PersonSkill,
    Scope,
    Skill,
)
from workshops.people.queries import imports as reads
from workshops.people.services import importing
from workshops.tables.reading import read_table

HEAD = "Navn;E-mail;Tlf.;Myndighed;Titel;Fag;Sprog;Kompetencer;Tidszone;Kontaktform"
FULL = (
    "Åse Ærø;AASE@region.example;12345678;1084;Læge;Jura;da, en;Spørgsmål 3;"
    "Europe/Copenhagen;pr. telefon"
)


def _upload(text: str, user: User | None = None) -> PeopleImport:
    with transaction():
        content, actor = text.encode("cp1252"), (user or make_user()).actor()
        upload = importing.upload_list(
            actor, file_name="liste.csv", content=content, table=read_table(content)
        )
        upload.state = ImportState.CHECKED
    return upload


def _apply(upload: PeopleImport, leave_out_faults: bool = False) -> None:
    actor = db.session.get_one(User, upload.owner_id).actor()
    with transaction():
        importing.apply_import(actor, upload=upload, leave_out_faults=leave_out_faults)


def _undo(upload: PeopleImport) -> None:
    actor = db.session.get_one(User, upload.owner_id).actor()
    with transaction():
        importing.undo_import(actor, upload=upload)


def _world() -> None:
    make_organisation(name="Region Hovedstaden", code="1084")
    make_discipline(name_en="Law", name_da="Jura")
    save(Skill(name_en="Questions", name_da="Spørgsmål"))


def _person(email: str) -> Person:
    return db.session.scalars(select(Person).where(Person.email == email)).one()


@both_databases
def test_a_row_becomes_a_person_with_everything_it_says(app: Flask) -> None:
    _world()
    _apply(_upload(f"{HEAD}\n{FULL}"))
    person = _person("aase@region.example")
    assert (person.name, person.phone, person.role_title) == ("Åse Ærø", "12345678", "Læge")
    assert person.organisation is not None
    assert person.organisation.name == "Region Hovedstaden"
    assert person.discipline is not None
    assert person.discipline.name_en == "Law"
    assert person.languages == ["da", "en"]
    assert [(k.skill.name_en, k.level) for k in person.skills] == [("Questions", 3)]
    assert person.contact_preference is ContactPreference.PHONE


def test_every_fault_names_row_column_value_and_rule(app: Flask) -> None:
    _world()
    wrong = ";aase@@x;;Region Hovedstad;;Magi;dansk1;Spørgsmål;Mars/Nord;brevdue"
    upload = _upload("\n".join((HEAD, wrong, FULL, FULL)))
    report = reads.check_import(upload)
    found = {fault.column: (fault.row, fault.value) for fault in report.faults}
    assert found["organisation"] == (2, "Region Hovedstad")
    near = next(f for f in report.faults if f.column == "organisation")
    assert near.params == {"near": "Region Hovedstaden"}
    assert {*found} == {
        *("name", "email", "organisation", "discipline", "languages"),
        *("skills", "timezone", "contact_preference"),
    }
    assert found["email"] == (4, "aase@region.example")
    assert (len(report.new), report.faulty_rows) == (1, 2)


def test_matched_by_address_new_changed_and_unchanged_are_told_apart(app: Flask) -> None:
    make_person(name="Bo", email="bo@region.example")
    make_person(name="Eva", email="eva@region.example")
    make_person(name="Gæst", email="guest@region.example", scope=Scope.GUEST)
    upload = _upload(
        "Name,Email\nBo,BO@region.example\nEva Ny,eva@region.example\nNy,ny@region.example\n"
        "Gæst,guest@region.example"
    )
    report = reads.check_import(upload)
    assert [v.read.values["name"] for v in report.new] == ["Ny", "Gæst"]
    assert [(v.read.values["name"], v.changes) for v in report.changed] == [("Eva Ny", ["name"])]
    assert report.unchanged == 1
    _apply(upload)
    assert _person("guest@region.example").scope is Scope.DIRECTORY


def test_without_an_address_name_and_organisation_decide(app: Flask) -> None:
    agency = make_organisation(name="Rådet")
    make_person(name="Bo Bæk", email=None, organisation_id=agency.id)
    report = reads.check_import(_upload("Navn;Myndighed\nbo bæk;rådet\nBo Bæk;"))
    assert (len(report.new), len(report.changed)) == (1, 1)


def test_nothing_is_imported_while_a_row_is_faulty_unless_left_out(app: Flask) -> None:
    upload = _upload("Navn;E-mail\nBo;bo@region.example\nEva;eva@@")
    with pytest.raises(Conflict):
        _apply(upload)
    assert db.session.scalars(select(Person)).all() == []
    _apply(upload, leave_out_faults=True)
    assert (_person("bo@region.example").name, upload.skipped) == ("Bo", 1)
    assert upload.rows == []


@both_databases
def test_undoing_puts_everybody_back(app: Flask) -> None:
    _world()
    skill = db.session.scalars(select(Skill)).one()
    old = make_person(name="Før", email="aase@region.example", phone="87654321")
    save(PersonSkill(person_id=old.id, skill_id=skill.id, level=1))
    upload = _upload(f"{HEAD}\n{FULL}\nNy;ny@region.example;;;;;;;;")
    _apply(upload)
    _undo(upload)
    assert (old.name, old.phone, old.organisation_id) == ("Før", "87654321", None)
    assert [known.level for known in old.skills] == [1]
    assert db.session.scalars(select(Person)).all() == [old]
    assert db.session.scalars(select(PeopleImportChange)).all() == []


def test_a_deleted_person_comes_back_and_goes_again(app: Flask) -> None:
    person = make_person(name="Bo", email="bo@region.example", deleted_at=clock.now())
    upload = _upload("Navn;E-mail\nBo B;bo@region.example")
    _apply(upload)
    back = person.deleted_at
    _undo(upload)
    assert (back, person.name, person.deleted_at) == (None, "Bo", clock.now())


def test_undoing_is_refused_by_name_when_somebody_was_edited_since(app: Flask) -> None:
    upload = _upload("Navn;E-mail\nBo;bo@region.example\nEva;eva@region.example")
    _apply(upload)
    _person("bo@region.example").name = "Bo Bæk"
    db.session.commit()
    with pytest.raises(Conflict, match=r"Bo Bæk\.$"):
        _undo(upload)
    assert _person("eva@region.example").deleted_at is None


@both_databases
def test_undoing_is_refused_by_name_when_somebody_is_in_use_since(app: Flask) -> None:
    upload = _upload("Navn;E-mail\nBo;bo@region.example\nEva;eva@region.example")
    _apply(upload)
    kept = _person("bo@region.example").id
    make_person(name="Væk", merged_into_id=kept, deleted_at=clock.now())
    with pytest.raises(Conflict, match=r": Bo\.$"):
        _undo(upload)
    assert _person("eva@region.example").name == "Eva"


def test_the_same_header_is_mapped_as_the_last_time(app: Flask) -> None:
    user = make_user()
    first = _upload("Hvem;Hvor\nBo;bo@region.example", user)
    assert first.mapping == {}
    with transaction():
        importing.map_columns(user.actor(), upload=first, mapping={"name": 0, "email": 1})
    assert _upload("Hvem;Hvor\nEva;eva@region.example", user).mapping == {"name": 0, "email": 1}


@pytest.mark.parametrize("mapping", [{"email": 0}, {"name": 0, "email": 0}])
def test_a_mapping_needs_a_name_and_uses_a_column_once(app: Flask, mapping: dict[str, int]) -> None:
    user = make_user()
    upload = _upload("a;b\nx;y", user)
    with pytest.raises(Invalid), transaction():
        importing.map_columns(user.actor(), upload=upload, mapping=mapping)


def test_the_pages_lead_from_file_to_undo(client: Client) -> None:
    client.sign_in(make_user())
    content = "Navn;E-mail\nÅse;aase@region.example\n;x".encode("cp1252")
    data = {"file": (BytesIO(content), "../../<b>liste</b>.csv")}
    columns = client.fetch(_went(client.submit("/lab/people/imports", data)))
    check = client.fetch(_went(client.submit_form(columns, "/columns")))
    for words in ("A name is missing.", "This is not an e-mail address.", "aase@region.example"):
        assert words in check.text
    client.submit_form(check, "/apply", 409)
    result = client.fetch(_went(client.submit_form(check, "/apply", leave_out_faults="y")))
    assert "The list has been imported." in result.text
    assert "Åse" in client.fetch("/lab/people").links()
    assert db.session.scalars(select(Letter)).all() == []
    undone = client.fetch(_went(client.submit_form(result, "/undo")))
    assert "everybody is as before" in undone.text
    assert "No people yet" in client.fetch("/lab/people").text
    client.fetch("/lab/people/imports")


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0", b"Navn;E-mail\n"])
def test_what_is_no_list_is_refused_in_a_sentence(client: Client, content: bytes) -> None:
    client.sign_in(make_user())
    page = client.submit("/lab/people/imports", {"file": (BytesIO(content), "x.csv")}, 422)
    assert page.all("a", href="#file")


def test_a_list_is_dropped_and_others_cannot_see_it(client: Client) -> None:
    owner = make_user()
    upload = _upload("Navn\nBo", owner)
    url = f"/lab/people/imports/{upload.public_id}"
    client.sign_in(make_user()).fetch(url, status=404)
    client.sign_in(owner)
    client.submit_form(client.fetch(url), "/discard")
    client.fetch(url, status=404)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_exported_is_imported_without_a_change(
    client: Client, ending: str, language: str
) -> None:
    _world()
    user = make_user(language=language)
    _apply(_upload(f"{HEAD}\n{FULL}", user))
    make_person(name="=1+1", email="x@region.example", phone="+45 12", role_title="@x'\"; ,")
    client.sign_in(user)
    content = client.visit(f"/lab/people/export.{ending}").response.data
    with transaction():
        upload = importing.upload_list(
            user.actor(), file_name="x", content=content, table=read_table(content)
        )
    report = reads.check_import(upload)
    assert len(upload.mapping) == 10
    assert (report.faults, report.new, report.changed, report.unchanged) == ([], [], [], 2)


def test_the_export_is_what_the_list_shows(client: Client) -> None:
    make_person(name="Åse")
    make_person(name="Bo")
    client.sign_in(make_user())
    text = client.visit("/lab/people/export.csv?q=aase").response.data.decode("utf-8-sig")
    assert [line.partition(";")[0] for line in text.splitlines()] == ["Name", "Åse"]


def _went(page: Page) -> str:
    return str(page.response.location)


def test_the_night_forgets_what_was_kept_for_undoing(app: Flask) -> None:
    applied, waiting = _upload("Navn\nBo"), _upload("Navn\nEva").id
    _apply(applied)
    last = datetime(2026, 12, 23, 22, 59, tzinfo=UTC)
    with clock.frozen_at(last), transaction():
        tasks.renew()
    assert len(db.session.scalars(select(PeopleImportChange)).all()) == 1
    assert db.session.get(PeopleImport, waiting) is not None
    with clock.frozen_at(last + timedelta(minutes=1)):
        with transaction():
            tasks.renew()
        with pytest.raises(Conflict):
            _undo(applied)
    assert db.session.scalars(select(PeopleImportChange)).all() == []
    assert db.session.get(PeopleImport, waiting) is None
