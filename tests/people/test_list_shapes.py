"""Lists as people have them, from the file to the directory: what is not sure is asked."""

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import make_people_import, make_user
from tests.marks import both_databases
from tests.pages import Client, Page
from tests.tables.test_shapes import book
from workshops.accounts.models import User
from workshops.core.db import db, transaction
from workshops.people.models import ImportState, PeopleImport
from workshops.people.queries import imports as reads
from workshops.people.rules.columns import guess_by_rows, guess_columns
from workshops.people.rules.rows import whole_name
from workshops.people.services import importing
from workshops.people.services.lists import read_list, source_of
from workshops.tables.reading import Choice, read_table


def _upload(content: bytes) -> PeopleImport:
    with transaction():
        upload = importing.upload_list(
            make_user().actor(),
            file_name="liste.csv",
            content=content,
            table=read_list(content, read_table),
        )
        upload.state = ImportState.CHECKED
    return upload


def _read(upload: PeopleImport) -> list[tuple[int, str, str]]:
    """Number, name and address of each new person of a list."""
    new = reads.check_import(upload).new
    return [(v.read.row, v.read.values["name"], v.read.values.get("email", "")) for v in new]


@pytest.mark.parametrize(
    ("header", "people"),
    [
        ("Fornavn;Efternavn;E-mail", "Åse;Ærø;a@b.dk"),
        ("Efternavn;Fornavn;Mail", "Ærø;Åse;a@b.dk"),
        ("First name;Last name;Email", "Åse;Ærø;a@b.dk"),
        ("Surname;Given name;E-mail address", "Ærø;Åse;a@b.dk"),
        ("Navn;Efternavn;E-mail", "Åse;Ærø;a@b.dk"),
        ("Navn;Efternavn;E-mail", "Åse Ærø;Ærø;a@b.dk"),
        ("Navn;Fornavn;Efternavn;E-mail", "Åse Ærø;Åse;Ærø;a@b.dk"),
    ],
)
def test_first_and_last_name_in_two_columns_are_one_name(
    app: Flask, header: str, people: str
) -> None:
    assert _read(_upload(f"{header}\n{people}\n".encode())) == [(2, "Åse Ærø", "a@b.dk")]


@both_databases
def test_a_list_without_headings_is_guessed_by_what_it_holds(app: Flask) -> None:
    upload = _upload("Åse;Ærø;12345678;a@b.dk\n\nBo;Bæk;87654321;b@b.dk\n".encode())
    assert _read(upload) == [(1, "Åse Ærø", "a@b.dk"), (3, "Bo Bæk", "b@b.dk")]
    assert upload.reading["unsure"] == ["head"]


def test_columns_without_headings_are_guessed_only_when_likely() -> None:
    assert guess_by_rows([["1", "Bo Bæk", "x"], ["2", "Eva", "y"]]) == {"name": 1}
    assert guess_by_rows([["b@b.dk", "Bo", "Bæk"]]) == {"email": 0, "name": 1, "last_name": 2}
    assert guess_by_rows([["7", "8"]]) == {}
    assert guess_columns(["Alder", "Efternavn"]) == {"last_name": 1}
    assert whole_name("Åse Ærø", "ærø") == "Åse Ærø"


def test_headings_are_found_below_a_title_of_two_cells_and_in_another_sheet(app: Flask) -> None:
    title = "Deltagere;Møde 2026\nAnsvarlig;Bo\nNavn;E-mail\nÅse;a@b.dk\n".encode("cp850")
    upload = _upload(title)
    assert _read(upload) == [(4, "Åse", "a@b.dk")]
    assert upload.reading["above"] == [[1, "Deltagere Møde 2026"], [2, "Ansvarlig Bo"]]

    cover = [["Projekt", "Samskab"], ["Dato", "i dag"]]
    people = [["Navn", "E-mail"], ["Åse", "a@b.dk"]]
    upload = _upload(book([("Forside", False, cover), ("Liste", False, people)]))
    assert (upload.reading["sheet"], _read(upload)) == ("Liste", [(2, "Åse", "a@b.dk")])


@both_databases
def test_a_list_is_read_again_as_somebody_says(app: Flask) -> None:
    upload = _upload("Navn;E-mail\nBjörn;x@y.dk\n".encode("cp850"))
    actor = db.session.get_one(User, upload.owner_id).actor()
    with transaction():
        again = read_table(source_of(upload), Choice(encoding="mac_roman", head=0))
        importing.read_again(actor, upload=upload, table=again)
    assert upload.rows == [["Navn", "E-mail"], ["Bjîrn", "x@y.dk"]]
    assert (upload.state, upload.reading["unsure"]) == (ImportState.UPLOADED, [])


def test_the_file_goes_when_its_list_is_applied(app: Flask) -> None:
    upload = _upload("Navn;E-mail\nÅse;a@b.dk\n".encode())
    actor = db.session.get_one(User, upload.owner_id).actor()
    with transaction():
        importing.apply_import(actor, upload=upload, leave_out_faults=False)
    db.session.expire_all()
    kept = db.session.scalars(select(PeopleImport)).one()
    assert (kept.source, kept.rows, kept.numbers) == (None, [], [])


def test_the_page_asks_what_is_not_sure_with_three_rows(client: Client) -> None:
    client.sign_in(make_user())
    text = "Fra 2026\nNavn;E-mail;Fag\n" + "".join(f"Björn {n};b{n}@b.dk;x\n" for n in range(4))
    data = {"file": (BytesIO(text.encode("cp850")), "liste.csv")}
    page = client.fetch(_went(client.submit("/lab/people/imports", data)))
    for said in (
        *("Left out above the list: Fra 2026", "It is not sure how this file is to be read."),
        *("MS-DOS: Björn 0;b0@b.dk;x · Björn 1", "Macintosh: Bjîrn 0", "Björn 2"),
        "Row 2: Navn, E-mail, Fag",
    ):
        assert said in page.text

    sent = client.submit_form(page, "/reading", encoding="mac_roman", head="2")
    page = client.fetch(_went(sent))
    assert "It is not sure" not in page.text
    upload = db.session.scalars(select(PeopleImport)).one()
    assert upload.rows[0][0] == "Bjîrn 0"
    page = client.fetch(_went(client.submit_form(page, "/reading", head="0")))
    assert "Column C" in page.text


def test_a_column_that_is_not_used_is_named(client: Client) -> None:
    owner = make_user()
    header, rows = ["Navn", "E-mail", "Alder", ""], [["Åse", "a@b.dk", "44", "x"]]
    upload = make_people_import(owner, header=header, rows=rows)
    page = client.sign_in(owner).fetch(f"/lab/people/imports/{upload.public_id}")
    assert "2 columns are left out: Alder, Column D" in page.text


def _went(page: Page) -> str:
    return str(page.response.location)
