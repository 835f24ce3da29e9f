"""Lists as Excel and people really write them: every column and person is read."""

import io

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from workshops.core.errors import Invalid
from workshops.people.rules.columns import guess_columns
from workshops.tables.reading import Choice, Table, read_table

ROW = ["Åse Ærø", "aase@region.example"]
HEAD = ["Navn", "E-mail"]
Sheets = list[tuple[str, bool, list[list[str]]]]


def book(sheets: Sheets) -> bytes:
    """A workbook of sheets: name, whether it is hidden, rows."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, hidden, lines in sheets:
        sheet = made.add_worksheet(name)
        for at, line in enumerate(lines):
            sheet.write_row(at, 0, line)
        if hidden:
            sheet.hide()
        elif len(lines) > 1:
            sheet.activate()
            sheet.set_first_sheet()
    made.close()
    return out.getvalue()


def people(table: Table) -> list[list[str]]:
    """Name and address of each row, by the headings."""
    found = guess_columns(table.header)
    assert {"name", "email"} <= set(found)
    return [[row[found["name"]], row[found["email"]]] for row in table.rows]


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\r\nNavn;E-mail\r\nÅse Ærø;aase@region.example\r\n",
        "Deltagere 2026;\r\n;\r\nNavn;E-mail\r\nÅse Ærø;aase@region.example\r\n",
        "Deltagere 2026\r\n\r\nNavn;E-mail\r\nÅse Ærø;aase@region.example\r\n",
        "sep=|\r\nListe, hele\r\nNavn|E-mail\r\nÅse Ærø|aase@region.example\r\n",
    ],
)
def test_what_stands_above_the_headings_is_no_heading(text: str) -> None:
    assert ROW in people(read_table(text.encode("cp1252")))


@pytest.mark.parametrize(
    "sheets",
    [
        [("Skjult", True, [["Lister"]]), ("Deltagere", False, [HEAD, ROW])],
        [("Skjult", True, [HEAD, ["Bo", "bo@b.dk"]]), ("Deltagere", False, [HEAD, ROW])],
        [("Forside", False, []), ("Deltagere", False, [HEAD, ROW])],
        [("Forside", False, [["Samskab"], ["2026"]]), ("Deltagere", False, [HEAD, ROW])],
    ],
)
def test_the_sheet_with_the_list_is_read(sheets: Sheets) -> None:
    table = read_table(book(sheets))
    assert ROW in people(table)
    assert (table.sheet, set(table.sheets)) == ("Deltagere", {name for name, *_ in sheets})


def test_another_sheet_that_is_seen_is_asked_about_and_can_be_chosen() -> None:
    content = book([("A", False, [HEAD, ["Bo", "bo@b.dk"]]), ("B", False, [HEAD, ROW])])
    assert read_table(content).unsure == ("sheet",)
    assert read_table(content, Choice(sheet="B")).rows == [ROW]


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize(
    "name", ["Åse Ærø", "Bjørn Åbæk", "René Müller", "JØRGEN NØRGÅRD", "Ø. Å. Sørensen"]
)
def test_the_letters_of_every_machine_are_read(encoding: str, name: str) -> None:
    table = read_table(f"Navn;E-mail\r\n{name};x@y.dk\r\n".encode(encoding))
    assert (table.rows[0][0], table.encoding) == (name, encoding)
    assert set(table.encodings) >= {"cp850", "mac_roman", encoding}


def test_letters_that_are_not_sure_are_asked_about_and_can_be_chosen() -> None:
    content = "Navn;E-mail\nBjörn Öst;x@y.dk\n".encode("cp850")
    assert "encoding" in read_table(content).unsure
    for encoding in ("cp850", "mac_roman"):
        table = read_table(content, Choice(encoding=encoding))
        assert table.rows[0][0] == content.decode(encoding).split("\n")[1].partition(";")[0]
        assert "encoding" not in table.unsure


def test_signs_of_windows_are_not_taken_for_letters() -> None:
    table = read_table("Navn;Om\nO’Brien – mv…;“Citat” ½ €\n".encode("cp1252"))
    assert table.rows == [["O’Brien – mv…", "“Citat” ½ €"]]


def test_a_list_without_headings_keeps_its_first_person() -> None:
    table = read_table("Åse Ærø;aase@region.example\nBo;bo@b.dk\n".encode())
    assert (table.head, table.header, table.numbers) == (0, ["", ""], [1, 2])
    assert table.rows[0] == ROW
    assert table.unsure == ("head",)
    assert read_table(b"Navn;Fag\nBo;Jura", Choice(head=0)).rows == [
        ["Navn", "Fag"],
        ["Bo", "Jura"],
    ]


def test_rows_have_the_numbers_that_a_spreadsheet_shows() -> None:
    text = 'Liste\n\nNavn;E-mail\n\n"Bo\nBæk";b@b.dk\n;\nEva;e@b.dk\n'
    assert read_table(text.encode()).numbers == [5, 7]
    assert read_table(f"sep=;\n{text}".encode()).numbers == [5, 7]
    rows = [["Liste"], [], HEAD, [], ["Bo", "b@b.dk"], [], ["Eva", "e@b.dk"]]
    table = read_table(book([("A", False, rows)]))
    assert (table.numbers, table.head, table.above) == ([5, 7], 3, [(1, "Liste")])


def test_headings_can_be_chosen_by_their_row_only_where_something_stands() -> None:
    content = b"a;b\nNavn;E-mail\n\nBo;b@b.dk\n"
    assert read_table(content, Choice(head=2)).rows == [["Bo", "b@b.dk"]]
    with pytest.raises(Invalid):
        read_table(content, Choice(head=3))
