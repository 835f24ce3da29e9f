"""Preview, PDF and DOCX say the same, sentence for sentence."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.documents.makers import AT, PAGE, PIECES, document, preview, proposal, said, section
from tests.documents.reading import bare, read_docx, read_html, read_pdf
from workshops.documents.blocks import Column, Document, Paragraph, Table, TitlePage, sentences_of
from workshops.documents.layout import lay_out
from workshops.documents.pdf import write_pdf
from workshops.documents.word.drawing import write_docx

ODD = (
    '#eval("1+1") #read("/etc/passwd") $x^2$ @ref <b>fed</b> {{ 7*7 }} \\ * _ ` file:///etc/passwd'
)


def read_all(app: Flask, whole: Document) -> tuple[str, str, str]:
    """What the preview, the PDF and the DOCX say."""
    layout = lay_out(whole)
    return (
        read_html(preview(app, layout)),
        read_pdf(write_pdf(layout, AT), layout),
        read_docx(write_docx(layout, AT)),
    )


def many_rows() -> Document:
    """A table over several pages, whose header stands on each."""
    columns = (Column("Nr.", number=True), Column("Sætning", width=6))
    rows = tuple((said(str(n)), said(f"Række {n} siger dette.")) for n in range(120))
    return document(section("only", "Kun en tabel", Table("Mange rækker", columns, rows)))


def odd_texts() -> Document:
    """Texts that mean something to typst, to Word, to HTML or to Jinja."""
    columns = (Column(ODD),)
    return document(
        section("odd", ODD, Paragraph((said(ODD),)), Table(ODD, columns, ((said(ODD),),))),
        page=TitlePage(ODD, ODD, ODD, ODD, ODD, ODD, ODD, ODD),
    )


@pytest.mark.parametrize(
    "make",
    [document, proposal, many_rows, odd_texts, lambda: document(language="en")],
    ids=["every piece", "proposal", "table over pages", "odd texts", "english"],
)
def test_the_three_forms_say_the_same(app: Flask, make: Callable[[], Document]) -> None:
    preview_says, pdf_says, docx_says = read_all(app, make())

    assert pdf_says == preview_says
    assert docx_says == preview_says


def test_nothing_of_a_document_is_left_out(app: Flask) -> None:
    whole = document()
    heard, at = read_all(app, whole)[0], 0

    for part in whole.sections:
        for block in part.blocks:
            for sentence in sentences_of(block.content):
                at = heard.index(bare(sentence.text), at)
    for text in (PAGE.title, PAGE.kind, PAGE.agency, PAGE.lab, PAGE.author, PAGE.journal_number):
        assert bare(text) in heard
    for source in whole.sources:
        assert heard.count(bare(source.label)) >= 2


def test_an_empty_document_says_the_same(app: Flask) -> None:
    page = TitlePage("Uden indhold", "", "", "", "", "", "", "")
    whole = Document("da", page, (section("a", "Tomt"), section("b", "Tomme", PIECES[5])))

    preview_says, pdf_says, docx_says = read_all(app, whole)

    assert (pdf_says, docx_says) == (preview_says, preview_says)
