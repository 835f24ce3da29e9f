"""Writing a list as XLSX or as CSV for Danish Excel; a cell never becomes a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter  # type: ignore[import-untyped]

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
FORMULA = re.compile(r"'*[=+\-@\t\r]")
NARROWEST, WIDEST = 8, 50


def write_xlsx(
    name: str, header: Sequence[str], rows: Iterable[Sequence[str]], *, large: bool = False
) -> bytes:
    """A workbook with one sheet of text cells, its header frozen and filtered.

    A `large` one is put by on disk row by row, so that many rows take little memory.
    """
    out = io.BytesIO()
    keeping = "constant_memory" if large else "in_memory"
    options = {keeping: True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet(_sheet_name(name))
    bold = book.add_format({"bold": True, "bottom": 1})
    widths = [len(label) for label in header]
    for column, label in enumerate(header):
        sheet.write_string(0, column, label, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            sheet.write_string(last, column, cell)
            widths[column] = max(widths[column], len(cell))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(header) - 1)
    book.close()
    return out.getvalue()


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Semicolons, UTF-8 with its mark, Windows line ends: what Danish Excel opens by itself."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutral(label) for label in header])
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def stream_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same as `write_csv`, piece by piece while the rows are read."""
    yield write_csv(header, [])
    for row in rows:
        line = io.StringIO(newline="")
        csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(map(neutral, row))
        yield line.getvalue().encode()


def neutral(cell: str) -> str:
    """`cell` with an apostrophe in front where Excel would reckon with it; reading takes it off."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31] or "1"
