"""Foreign readers open our proposals: LibreOffice the DOCX, poppler the PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import docx
import pytest
from flask import Flask
from pdfua import Severity, validate
from pypdf import PdfReader

from tests.deliverables.evidence import FIRST
from tests.deliverables.makers import make_deliverable
from tests.documents.makers import AT, document, preview
from tests.documents.reading import read_html, without_contents
from tests.interop.libreoffice import Odt, converted, saved_anew
from tests.interop.poppler import read_aloud
from workshops.core.db import db
from workshops.deliverables.compose import CatalogueWords, compose
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.queries.documents import Imprint, document_of
from workshops.deliverables.services import composing
from workshops.documents.blocks import Chart, Content, Document, Table
from workshops.documents.layout import Layout, lay_out
from workshops.documents.pdf import write_pdf
from workshops.documents.word.drawing import write_docx

TRACE = "Sporingstabel"


def proposal(kind: DeliverableKind) -> Document:
    """A draft that was composed of an agency's evidence and kept in the database."""
    deliverable = make_deliverable(kind=kind)
    composing.renew(deliverable, compose(kind, FIRST, CatalogueWords("da")))
    db.session.commit()
    imprint = Imprint("Laboratoriet", "Forslag", "Version 1", "25. november 2026", "Bo Kjær")
    return document_of(deliverable, imprint)


MAKERS: dict[str, Callable[[], Document]] = {
    "training": lambda: proposal(DeliverableKind.TRAINING),
    "supervision": lambda: proposal(DeliverableKind.SUPERVISION),
    "every piece": document,
}


@dataclass(frozen=True)
class Opened:
    """A document, what its preview says, and how the foreign programs read it."""

    layout: Layout
    preview: str
    folder: Path

    @cached_property
    def odt(self) -> Odt:
        """The DOCX after LibreOffice opened and saved it."""
        return saved_anew(write_docx(self.layout, AT), self.folder)

    @cached_property
    def pdf(self) -> bytes:
        """The PDF."""
        return write_pdf(self.layout, AT)

    def pieces(self, *kinds: type[Content]) -> list[tuple[int, Content]]:
        """Number and content of the pieces of these kinds, in order, the trace table included."""
        parts = [*self.layout.parts, *filter(None, [self.layout.trace])]
        pieces = [piece for part in parts for piece in part.pieces]
        return [(p.number, p.content) for p in pieces if isinstance(p.content, kinds)]


@pytest.fixture(params=MAKERS)
def opened(app: Flask, tmp_path: Path, request: pytest.FixtureRequest) -> Opened:
    """Each of the documents in turn."""
    layout = lay_out(MAKERS[request.param]())
    return Opened(layout, read_html(preview(app, layout)), tmp_path)


def test_libreoffice_keeps_words_headings_tables_and_language(opened: Opened) -> None:
    layout, odt = opened.layout, opened.odt
    columns, captions = [], []
    for number, content in opened.pieces(Table, Chart):
        word, text, head = _described(layout, content)
        captions.append(f"{word} {number}. {text}")
        columns.append(head)

    assert odt.words() == opened.preview
    assert odt.headings() == [(1, title) for _number, title in layout.headings()]
    assert odt.paragraphs("title") == [layout.title_page.title]
    assert odt.paragraphs("caption") == captions
    assert odt.header_rows() == columns
    assert odt.languages() == {"da-DK"}
    check_figures(opened)


def _described(layout: Layout, content: Content) -> tuple[str, str, list[str]]:
    """The word before a piece's number, its caption, and the header of its columns."""
    if isinstance(content, Table):
        return layout.words["table"], content.caption, [c.label for c in content.columns]
    assert isinstance(content, Chart)
    head = [layout.words["what"], content.unit or layout.words["number_of"]]
    return layout.words["figure"], content.title, head


def check_figures(opened: Opened) -> None:
    """The words that stand for each figure are there; its bars are ornaments beside them."""
    figures = [content for _n, content in opened.pieces(Chart) if isinstance(content, Chart)]
    bars = [value for figure in figures for _label, value in figure.bars if value > 0]
    plain = opened.odt.paragraphs("standard")

    assert figures
    assert opened.odt.pictures() == [""] * len(bars)
    for figure in figures:
        assert plain.count(figure.summary) == 1


def test_poppler_reads_the_pdf_aloud_as_the_preview_reads(opened: Opened) -> None:
    spoken = read_aloud(opened.pdf, opened.folder)
    columns = [_described(opened.layout, c)[2] for _n, c in opened.pieces(Table, Chart)]

    assert without_contents(spoken.words, opened.layout) == opened.preview
    assert spoken.elements.count("H1") == 1 + len(opened.layout.headings())
    assert spoken.elements.count("Table") == len(columns)
    assert spoken.elements.count("TH") == sum(map(len, columns))


def test_the_pdf_passes_the_accessibility_check(opened: Opened) -> None:
    path = opened.folder / "checked.pdf"
    path.write_bytes(opened.pdf)

    report = validate(str(path))

    assert [f for f in report.findings if f.severity >= Severity.WARNING] == []


def test_libreoffice_uses_our_face_although_it_is_not_installed(tmp_path: Path) -> None:
    made = converted(write_docx(lay_out(document()), AT), tmp_path, "pdf")

    faces = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in PdfReader(BytesIO(made)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert {face.partition("-")[0] for face in faces} == {"IBMPlexSans", "OpenSymbol"}


def test_the_judge_notices_a_heading_that_is_none(tmp_path: Path) -> None:
    word = docx.Document(BytesIO(write_docx(lay_out(document()), AT)))
    for paragraph in word.paragraphs:
        if paragraph.text == "Behov":
            paragraph.style = word.styles["Normal"]
    word.save(str(tmp_path / "broken.docx"))

    odt = saved_anew((tmp_path / "broken.docx").read_bytes(), tmp_path)

    assert [title for _level, title in odt.headings()] == ["Resumé", "Plan", "Kilder", TRACE]
