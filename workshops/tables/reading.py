"""Reading an uploaded list: CSV in the dialects people have, or the first sheet of an XLSX.

What comes back is text only, one list a row, as long as the header; empty rows are left out.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from python_calamine import CalamineError, CalamineWorkbook

from workshops.core.errors import Invalid
from workshops.core.text import N_, clean

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED_BYTES = 100 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_CHARACTERS = 5_000
ENCODINGS = ("utf-8-sig", "cp1252")
ENCODING_NAMES = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
DELIMITERS = (";", ",", "\t")
DELIMITER_NAMES = {";": ";", ",": ",", "\t": "TAB"}
NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True)
class Table:
    """A header and its rows. `kind` is XLSX, or encoding and separator of a text file."""

    kind: str
    header: list[str]
    rows: list[list[str]]


def read_table(content: bytes) -> Table:
    """The list in an uploaded file, told by its content and never by its name.

    Raises Invalid with a sentence for a person, on the field `file`.
    """
    if not content:
        raise Invalid(N_("The file is empty."), "file")
    if len(content) > MOST_BYTES:
        raise Invalid(N_("The file is larger than 5 MB."), "file")
    if content.startswith(b"PK\x03\x04"):
        return _table("XLSX", _sheet(content))
    text, encoding = _decoded(content)
    delimiter = _delimiter(text)
    kind = f"{ENCODING_NAMES[encoding]}, {DELIMITER_NAMES[delimiter]}"
    return _table(kind, _lines(text, delimiter))


def _table(kind: str, lines: Iterable[Sequence[str]]) -> Table:
    rows = ([clean(cell)[:MOST_CHARACTERS] for cell in line[: MOST_COLUMNS + 1]] for line in lines)
    filled = (row for row in rows if any(row))
    header = next(filled, [])
    while header and not header[-1]:
        header.pop()
    if not header:
        raise Invalid(N_("There is no text in the file."), "file")
    if len(header) > MOST_COLUMNS:
        raise Invalid(N_("The list has more than 100 columns."), "file")
    body: list[list[str]] = []
    for row in filled:
        if len(body) == MOST_ROWS:
            raise Invalid(N_("The list has more than 20,000 rows; share it out."), "file")
        body.append((row + [""] * len(header))[: len(header)])
    return Table(kind, header, body)


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content:
        encodings = ()
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _is_binary(text):
            return text, encoding
    raise Invalid(N_("This is neither a CSV file nor an XLSX workbook."), "file")


def _is_binary(text: str) -> bool:
    return any(ord(c) < 32 and c not in "\t\n\r\f\v" for c in text[:10_000])


def _delimiter(text: str) -> str:
    """The separator that cuts the first lines into the most columns of equal number."""

    def score(delimiter: str) -> tuple[bool, int]:
        lines = [row for row in _first_lines(text, delimiter) if row]
        widths = {len(row) for row in lines}
        return len(widths) == 1, max(min(widths, default=0), len(lines[0]) if lines else 0)

    return max(DELIMITERS, key=lambda d: (score(d)[1] > 1, *score(d)))


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


def _sheet(content: bytes) -> Iterable[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = {info.filename for info in packed.infolist()}
            size = sum(info.file_size for info in packed.infolist())
        if "xl/workbook.xml" not in names:
            raise Invalid(N_("This is neither a CSV file nor an XLSX workbook."), "file")
        if size > MOST_UNPACKED_BYTES:
            raise Invalid(N_("The workbook is too large when unpacked."), "file")
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        if sheet.height > MOST_ROWS * 2 or sheet.width > MOST_COLUMNS * 10:
            raise Invalid(N_("The list has more than 20,000 rows; share it out."), "file")
        return [[_text(cell) for cell in row] for row in sheet.iter_rows()]
    except (zipfile.BadZipFile, CalamineError, ValueError, IndexError) as wrong:
        raise Invalid(
            N_("The workbook cannot be opened; save it again as XLSX."), "file"
        ) from wrong


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)
