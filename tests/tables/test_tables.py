"""Lists in and out: every dialect that people send, and nothing that a spreadsheet would run."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.core.errors import Invalid
from workshops.core.text import clean
from workshops.tables.headings import MOST_CHARACTERS, MOST_ROWS
from workshops.tables.reading import MOST_BYTES, read_table
from workshops.tables.writing import write_csv, write_xlsx

HEADER = ["Navn", "E-mail"]
ROWS = [["Åse Ærø", "aase@region.example"], ["Bo; Bæk", "bo@region.example"]]
TEXT = 'Navn{d}E-mail\r\nÅse Ærø{d}aase@region.example\r\n"Bo; Bæk"{d}bo@region.example\r\n'
CELLS = st.text(st.characters(codec="utf-8"), max_size=30).map(clean)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_dialect_is_told_by_its_content(encoding: str, delimiter: str) -> None:
    table = read_table(TEXT.format(d=delimiter).encode(encoding))
    assert (table.header, table.rows) == (HEADER, ROWS)


def test_a_workbook_gives_its_first_sheet() -> None:
    table = read_table(write_xlsx("Personer", HEADER, ROWS))
    assert (table.kind, table.header, table.rows) == ("XLSX", HEADER, ROWS)


def test_short_and_empty_rows_are_filled_and_nothing_of_long_ones_is_dropped() -> None:
    table = read_table(b"a;b;;\nx\n;;\ny;z;more;\n")
    assert (table.header, table.rows) == (["a", "b", ""], [["x", "", ""], ["y", "z", "more"]])
    assert table.numbers == [2, 4]


def test_lines_inside_quotes_stay_in_their_cell() -> None:
    assert read_table(b'a,b\n"one\ntwo",x\n').rows == [["one\ntwo", "x"]]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n ; ;\n",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"%PDF-1.7\n\x01\x02\x03",
        b"PK\x03\x04 broken",
        b"a;b\n" + b"x;y\n" * (MOST_ROWS + 1),
        b"a" * (MOST_BYTES + 1),
        ";".join(str(n) for n in range(101)).encode(),
        b"a;b\n" + b"x" * (MOST_CHARACTERS + 1),
    ],
)
def test_what_is_no_list_or_too_much_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Invalid) as problem:
        read_table(content)
    assert problem.value.field == "file"


def test_another_archive_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    with pytest.raises(Invalid):
        read_table(out.getvalue())


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (101 * 1024 * 1024))
    with pytest.raises(Invalid, match="too large"):
        read_table(out.getvalue())


@pytest.mark.parametrize("cell", ["=1+1", "+45 12 34 56 78", "-x", "@cmd", "'=1", "'quoted"])
def test_a_formula_is_neutral_in_csv_and_comes_back_as_it_was(cell: str) -> None:
    written = write_csv(["a"], [[cell]])
    assert b"\n=" not in written
    assert b"\n@" not in written
    assert read_table(written).rows == [[cell]]


def test_a_formula_is_text_in_a_workbook() -> None:
    written = write_xlsx("x", ["a"], [["=1+1"]])
    with zipfile.ZipFile(io.BytesIO(written)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    assert read_table(written).rows == [["=1+1"]]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_is_written_is_read_again(rows: list[tuple[str, str]]) -> None:
    wanted = [list(row) for row in rows if any(row)]
    assert read_table(write_csv(["a", "b"], rows)).rows == wanted
    assert read_table(write_xlsx("x", ["a", "b"], rows)).rows == wanted
