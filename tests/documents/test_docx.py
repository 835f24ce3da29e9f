"""The DOCX is one that a colleague can go on writing in, and a screen reader can read."""

from io import BytesIO
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn

from tests.documents.makers import AT, PAGE, document
from workshops.documents.layout import lay_out
from workshops.documents.word.drawing import write_docx

MADE = write_docx(lay_out(document()), AT)
WORD = docx.Document(BytesIO(MADE))


def test_headings_have_heading_styles() -> None:
    named = [(p.style.name, p.text) for p in WORD.paragraphs if p.style and p.text]

    assert ("Title", PAGE.title) in named
    assert [text for style, text in named if style == "Heading 1"] == [
        "Resumé",
        "Behov",
        "Plan",
        "Kilder",
        "Sporingstabel",
    ]


def test_the_first_row_of_every_table_is_marked_and_stands_again() -> None:
    assert len(WORD.tables) == 3
    for table in WORD.tables:
        marked = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marked == [True] + [False] * (len(marked) - 1)
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_language_title_and_author_are_set() -> None:
    said = WORD.core_properties
    assert (said.title, said.author, said.language) == (PAGE.title, PAGE.author, "da-DK")
    assert (said.identifier, said.created, said.comments) == (
        PAGE.journal_number,
        AT,
        "",
    )
    language = WORD.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "da-DK"


def test_every_picture_has_words_or_is_ornament() -> None:
    pictures = list(WORD.element.iter(qn("wp:docPr")))

    assert len(pictures) == 2
    for picture in pictures:
        assert picture.get("descr") or "decorative" in "".join(n.tag for n in picture.iter())


def test_numbers_of_notes_lead_to_their_notes() -> None:
    body = WORD.element.body
    places = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]

    assert set(links) == places
    assert links.count("note_1") == 7
    assert len({m.get(qn("w:id")) for m in body.iter(qn("w:bookmarkStart"))}) == len(places)


def test_the_page_number_stands_in_the_foot() -> None:
    foot = WORD.sections[0].footer
    codes = [(code.text or "").strip() for code in foot._element.iter(qn("w:instrText"))]

    assert codes == ["PAGE", "NUMPAGES"]
    assert WORD.sections[0].first_page_footer.paragraphs[0].text == ""


def test_our_face_lies_inside() -> None:
    with ZipFile(BytesIO(MADE)) as package:
        fonts = [name for name in package.namelist() if name.endswith(".odttf")]
        named = package.read("word/fontTable.xml").decode()
        styles = package.read("word/styles.xml").decode()

    assert len(fonts) == 3
    assert named.count("w:fontKey=") == 3
    assert "asciiTheme" not in styles.partition("<w:style ")[0]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_docx(lay_out(document()), AT) == MADE
