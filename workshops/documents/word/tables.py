"""Tables and charts of a DOCX: header rows that stand again on each page, bars beside figures."""

from io import BytesIO
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Emu, Length, RGBColor
from docx.table import Table, _Cell, _Row
from PIL import Image

from workshops.documents import blocks
from workshops.documents.word import xml
from workshops.documents.word.styles import DEEP, LINE, MIST, PETROL, WIDTH

if TYPE_CHECKING:
    from workshops.documents.word.drawing import Drawing

BAR = Cm(7)
BAR_HEIGHT = Cm(0.32)
CHART_WIDTHS: tuple[Length, ...] = (Cm(5.3), Cm(7.6), Cm(2.9))


def draw_table(drawing: "Drawing", content: blocks.Table, place: int) -> None:
    """A table with its caption; the first cell of each row stands out as its header."""
    drawing.caption(drawing.layout.words["table"], place, content.caption)
    table = drawing.word.add_table(len(content.rows) + 1, len(content.columns))
    xml.dress(table, content.caption, line=LINE)
    share = sum(column.width for column in content.columns)
    _lay(drawing, table, [Emu(int(WIDTH * column.width / share)) for column in content.columns])
    rows = list(table.rows)
    for cell, column in zip(rows[0].cells, content.columns, strict=True):
        _head(cell, column.label, fill=MIST)
    for row, values in zip(rows[1:], content.rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            drawing.together(cell.paragraphs[0], (value,))
        row.cells[0].paragraphs[0].runs[0].bold = True
    for row in rows:
        _align(row, content.columns)
    drawing.paragraph("After table")


def draw_chart(drawing: "Drawing", content: blocks.Chart, place: int) -> None:
    """Bars for the eye and their figures for everybody, in one table under title and summary."""
    words = drawing.layout.words
    drawing.caption(words["figure"], place, content.title)
    drawing.paragraph(text=content.summary).paragraph_format.keep_with_next = True
    table = drawing.word.add_table(len(content.bars) + 1, len(CHART_WIDTHS))
    xml.dress(table, content.title, line=LINE, lines=False)
    _lay(drawing, table, list(CHART_WIDTHS))
    rows = list(table.rows)
    _head(rows[0].cells[0], words["what"])
    _head(rows[0].cells[2], content.unit or words["number_of"])
    most = max((value for _label, value in content.bars), default=0) or 1
    for row, (label, value) in zip(rows[1:], content.bars, strict=True):
        _bar(row, label, value / most)
        row.cells[2].paragraphs[0].add_run(drawing.layout.figure(value)).bold = True
    for row in rows:
        row.cells[2].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    rows[0].cells[0].merge(rows[0].cells[1])
    drawing.paragraph("After table")


def _lay(drawing: "Drawing", table: Table, widths: list[Length]) -> None:
    """Fixed widths; rows stay whole, the first stands again on each page."""
    table.autofit = False
    style = drawing.word.styles["Cell"]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for n, row in enumerate(table.rows):
        xml.mark_row(row, header=n == 0)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].style = style


def _head(cell: _Cell, label: str, *, fill: str = "") -> None:
    run = cell.paragraphs[0].add_run(label)
    run.bold, run.font.color.rgb = True, RGBColor.from_string(DEEP)
    cell.paragraphs[0].paragraph_format.keep_with_next = True
    if fill:
        xml.shade(cell, fill)


def _align(row: _Row, columns: tuple[blocks.Column, ...]) -> None:
    for cell, column in zip(row.cells, columns, strict=True):
        if column.number:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _bar(row: _Row, label: str, share: float) -> None:
    row.cells[0].paragraphs[0].add_run(label)
    if share > 0:
        run = row.cells[1].paragraphs[0].add_run()
        run.add_picture(_dot(), Emu(max(int(BAR * share), 1)), BAR_HEIGHT)
        xml.decorate(run)


def _dot() -> BytesIO:
    """One point of colour, which every bar stretches."""
    drawn = BytesIO()
    Image.new("RGB", (1, 1), f"#{PETROL}").save(drawn, "PNG")
    drawn.seek(0)
    return drawn
