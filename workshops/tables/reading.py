"""Reading an uploaded list: CSV in the dialects people have, or a sheet of an XLSX.

What comes back is text only, one list a row, as long as the header; empty rows are left out. What
is not sure, such as where the headings stand, can be said by a `Choice` and read once more.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from workshops.core.errors import Invalid
from workshops.core.text import N_
from workshops.tables.encodings import ENCODING_NAMES, decode
from workshops.tables.headings import MOST_COLUMNS, MOST_ROWS, find_place, take_lines

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED_BYTES = 100 * 1024 * 1024
MOST_SHEETS = 10
DELIMITERS = (";", ",", "\t")
DELIMITER_NAMES = {"\t": "TAB"}
NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")
_SAID_DELIMITER = re.compile(r"\"?sep=([;,\t|:])\"?\r?\n", re.IGNORECASE)


@dataclass(frozen=True)
class Choice:
    """How somebody says that a file is to be read; what is None is guessed.

    `head` is the number of the row with the headings, 0 for a list without any.
    """

    encoding: str | None = None
    sheet: str | None = None
    head: int | None = None


@dataclass(frozen=True)
class Table:
    """A header and its rows. `kind` is XLSX, or encoding and separator of a text file.

    `numbers` are those of the rows, `head` that of the header, as a spreadsheet program counts; a
    list without headings has 0, and "" in its header. `above` are the numbered lines above it.
    `sheets` and `encodings` are all that can be chosen; `unsure` names what was only guessed.
    """

    kind: str
    header: list[str]
    rows: list[list[str]]
    numbers: list[int]
    head: int
    above: Sequence[tuple[int, str]]
    encoding: str = ""
    encodings: Sequence[str] = ()
    sheet: str = ""
    sheets: Sequence[str] = ()
    unsure: Sequence[str] = ()


GUESSED = Choice()


def read_table(content: bytes, choice: Choice = GUESSED) -> Table:
    """The list in an uploaded file, told by its content and never by its name.

    Raises Invalid with a sentence for a person, on the field `file`.
    """
    if not content:
        raise Invalid(N_("The file is empty."), "file")
    if len(content) > MOST_BYTES:
        raise Invalid(N_("The file is larger than 5 MB."), "file")
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content, choice)
    read = decode(content, choice.encoding)
    if read is None:
        raise Invalid(N_("This is neither a CSV file nor an XLSX workbook."), "file")
    said = _SAID_DELIMITER.match(read.text)
    text = read.text[said.end() :] if said else read.text
    delimiter = said[1] if said else _delimiter(text)
    named = DELIMITER_NAMES.get(delimiter, delimiter)
    table = _table(f"{ENCODING_NAMES[read.encoding]}, {named}", _lines(text, delimiter), choice)
    asked = () if read.sure or choice.encoding else ("encoding",)
    return replace(
        table, encoding=read.encoding, encodings=read.others, unsure=(*asked, *table.unsure)
    )


def _table(kind: str, rows: Iterable[Sequence[str]], choice: Choice) -> Table:
    lines = take_lines(rows)
    place = find_place(lines, choice.head)
    body = lines[place.first :]
    if not lines:
        raise Invalid(N_("There is no text in the file."), "file")
    if len(body) > MOST_ROWS:
        raise Invalid(N_("The list has more than 20,000 rows; share it out."), "file")
    header = place.head.cells if place.head else []
    width = max(len(header), *(len(line.cells) for line in body), 1)
    begun = place.first - (place.head is not None)
    return Table(
        kind,
        [*header, *[""] * (width - len(header))],
        [[*line.cells, *[""] * (width - len(line.cells))] for line in body],
        numbers=[line.number for line in body],
        head=place.head.number if place.head else 0,
        above=[(line.number, " ".join(filter(None, line.cells))) for line in lines[:begun]],
        unsure=() if place.sure else ("head",),
    )


def _delimiter(text: str) -> str:
    """The separator that cuts the most of the first lines into equally many columns."""

    def score(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in _first_lines(text, delimiter) if len(row) > 1)
        return max(((times, width) for width, times in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=score)


def _first_lines(text: str, delimiter: str, most: int = 20) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter)
    try:
        return [row for row, _ in zip(reader, range(most), strict=False)]
    except csv.Error:
        return []


def _lines(text: str, delimiter: str) -> Iterable[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield [_restored(cell) for cell in row]
    except csv.Error as wrong:
        raise Invalid(
            N_("Line %(line)s of the file cannot be read."), "file", line=reader.line_num
        ) from wrong


def _restored(cell: str) -> str:
    """What a cell was before our own export put an apostrophe in front of a formula sign."""
    return cell[1:] if NEUTRALISED.match(cell) else cell


def _workbook(content: bytes, choice: Choice) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = {info.filename for info in packed.infolist()}
            size = sum(info.file_size for info in packed.infolist())
        if "xl/workbook.xml" not in names:
            raise Invalid(N_("This is neither a CSV file nor an XLSX workbook."), "file")
        if size > MOST_UNPACKED_BYTES:
            raise Invalid(N_("The workbook is too large when unpacked."), "file")
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown, hidden = _sheet_names(book)
        name, sure = _chosen_sheet(book, shown, hidden, choice.sheet)
        table = _table("XLSX", _rows(book.get_sheet_by_name(name)), choice)
    except (zipfile.BadZipFile, CalamineError, ValueError, IndexError) as wrong:
        raise Invalid(
            N_("The workbook cannot be opened; save it again as XLSX."), "file"
        ) from wrong
    asked = () if sure else ("sheet",)
    return replace(table, sheet=name, sheets=(*shown, *hidden), unsure=(*asked, *table.unsure))


def _sheet_names(book: CalamineWorkbook) -> tuple[list[str], list[str]]:
    """The names of the sheets that are seen, and of those that are hidden."""
    sheets = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    seen = [each.name for each in sheets if each.visible == SheetVisibleEnum.Visible]
    return seen, [each.name for each in sheets if each.name not in seen]


def _chosen_sheet(
    book: CalamineWorkbook, shown: list[str], hidden: list[str], wanted: str | None
) -> tuple[str, bool]:
    """The sheet to read, and whether it is sure: the one that is wanted, else the first table."""
    if wanted in shown or wanted in hidden:
        return str(wanted), True
    some = ""
    for name in (*shown, *hidden)[:MOST_SHEETS]:
        first = [row for row in islice(_rows(book.get_sheet_by_name(name)), 50) if any(row)]
        if sum(sum(map(bool, row)) > 1 for row in first) > 1:
            return name, len(shown) == 1
        some = some or (name if first else "")
    return some or (*shown, *hidden)[0], len(shown) == 1


def _rows(sheet: CalamineSheet) -> Iterable[list[str]]:
    """The rows of a sheet from its first line on, the empty ones too."""
    if sheet.height > MOST_ROWS * 2 or sheet.width > MOST_COLUMNS * 10:
        raise Invalid(N_("The list has more than 20,000 rows; share it out."), "file")
    for row in sheet.iter_rows():
        yield [_text(cell) for cell in row]


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)
