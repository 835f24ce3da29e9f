"""Lists that people send are opened in a process with an end; a cell far out makes none large."""

import io
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import pytest

from workshops.core.errors import Invalid
from workshops.core.zips import MOST_DIRECTORY_BYTES, list_parts
from workshops.tables.extent import MOST_CELLS, check_extent
from workshops.tables.opening import open_table
from workshops.tables.reading import MOST_BYTES
from workshops.tables.writing import write_xlsx

HEADER, ROWS = ["Navn", "E-mail"], [["Åse Ærø", "aase@region.example"]]
CSV = "Navn;E-mail\nÅse Ærø;aase@region.example".encode()
FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(rows: str, before: str = "") -> bytes:
    """A workbook of ours with other rows in its sheet."""
    sheet = f'{before}<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'
    packed, ours = io.BytesIO(), ZipFile(io.BytesIO(write_xlsx("Ark", HEADER, ROWS)))
    with ZipFile(packed, "w", ZIP_DEFLATED) as package:
        for part in ours.infolist():
            is_sheet = part.filename.startswith("xl/worksheets/sheet")
            package.writestr(part.filename, sheet if is_sheet else ours.read(part))
    return packed.getvalue()


def far(row: int) -> str:
    """A row with one cell, in the hundredth column."""
    return f'<row r="{row}"><c r="CV{row}"><v>1</v></c></row>'


@pytest.mark.parametrize("content", [write_xlsx("Ark", HEADER, ROWS), CSV], ids=["xlsx", "csv"])
def test_a_list_comes_back_as_it_was_sent(content: bytes) -> None:
    table = open_table(content)
    assert (table.header, table.rows) == (HEADER, ROWS)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\0", "neither a CSV"),
        (b"PK\x03\x04 broken", "cannot be opened"),
        (b"a" * (MOST_BYTES + 1), "larger than 5 MB"),
        (workbook(FIRST + far(MOST_CELLS // 100 + 1)), "reach too far"),
    ],
    ids=["binary", "broken", "large", "far"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said) as problem:
        open_table(content)
    assert problem.value.field == "file"


def test_a_sheet_may_span_four_million_cells() -> None:
    check_extent(workbook(FIRST + far(MOST_CELLS // 100)))
    with pytest.raises(Invalid, match="reach too far"):
        check_extent(workbook(FIRST + far(MOST_CELLS // 100 + 1)))


def test_a_cell_far_out_that_only_has_a_colour_counts_nothing() -> None:
    check_extent(workbook(FIRST + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'))


def test_cells_that_do_not_say_where_they_stand_are_counted() -> None:
    row = f"<row>{'<c><v>1</v></c>' * 2001}</row>"
    check_extent(workbook(row + '<row r="1999"><c><v>1</v></c></row>'))
    with pytest.raises(Invalid, match="reach too far"):
        check_extent(workbook(row + '<row r="2000"><c><v>1</v></c></row>'))


def test_a_sheet_that_declares_a_document_type_is_not_read() -> None:
    with pytest.raises(ValueError, match="document type"):
        check_extent(workbook(FIRST, '<!DOCTYPE worksheet [<!ENTITY one "1">]>'))


def test_a_directory_that_is_too_large_is_not_read() -> None:
    good = workbook(FIRST)
    assert "xl/workbook.xml" in {part.filename for part in list_parts(good)}
    at = good.rindex(b"PK\x05\x06") + 12
    large = (MOST_DIRECTORY_BYTES + 1).to_bytes(4, "little")
    with pytest.raises(BadZipFile, match="too large"):
        list_parts(good[:at] + large + good[at + 4 :])
    with pytest.raises(BadZipFile, match="no directory"):
        list_parts(b"PK\x03\x04")
