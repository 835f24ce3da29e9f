"""Whatever people write comes out as words, or leaves a mark; it never stops a document."""

import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.documents.makers import AT, document, said, section
from tests.documents.reading import bare, read_docx, read_pdf
from workshops.documents.blocks import Column, Content, Paragraph, Quote, Table
from workshops.documents.glyphs import STAND_IN, coverage, printable
from workshops.documents.layout import lay_out, legible
from workshops.documents.pdf import write_pdf
from workshops.documents.rendering import Format, render
from workshops.documents.word.drawing import write_docx

TEXTS = {
    "typst": '#eval("1+1") #read("/etc/passwd") #sys.inputs $ x #panic() */ // @a <b> ```',
    "controls": "før\x00\x08\x0b\x1b\x7f\x85\u2028efter",
    "emoji": "godt 👍🏽 👩‍👩‍👧 🇩🇰 ☎️ 1️⃣",
    "chinese": "訊息 漢字",
    "right to left": "مرحبا بكم ‮gnp.exe שלום",
    "half a pair": "halv \ud83d slut \udfff",
    "marks": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L᷀ i̇̈ a̐",
    "nonsense": "\ufffe\uffff\ufdd0 \u200b\u200d\ufe0f \u0300",
    "file": "file:///etc/passwd <img src=file:///etc/passwd> <!ENTITY x SYSTEM 'file:///etc/passwd'>",
}


def pieces(text: str) -> tuple[Content, ...]:
    """A text in several places."""
    table = Table(text, (Column(text), Column("To")), ((said(text), said(text)),))
    return Paragraph((said(text),)), table, Quote(text, text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_comes_out_as_text(text: str) -> None:
    layout = lay_out(document(section("a", text, *pieces(text))))

    pdf, word = read_pdf(write_pdf(layout, AT), layout), read_docx(write_docx(layout, AT))

    assert word.count(bare(legible(text))) >= 6
    assert "root:x:0" not in pdf + word
    if text.isascii() and text.isprintable():
        assert pdf.count(bare(text)) >= 6


def test_every_character_that_counts_as_shown_is_shown() -> None:
    shown = sorted(set().union(*coverage()))
    texts = [
        " ".join(f"x{chr(c)}x" for c in shown[at : at + 400]) for at in range(0, len(shown), 400)
    ]
    layout = lay_out(document(section("a", "Alle", *(Paragraph((said(t),)) for t in texts))))

    assert write_pdf(layout, AT).startswith(b"%PDF-")


def test_what_no_face_has_leaves_a_mark_in_the_pdf() -> None:
    assert printable("漢字 ok") == f"{STAND_IN * 2} ok"
    assert printable("é") == "é"
    assert printable("a\u0310") == "a"
    assert printable("\U000e0001") == ""
    assert unicodedata.name(STAND_IN) == "LOZENGE"


def test_a_long_word_can_be_broken() -> None:
    assert printable("sagsbehandlingsvejledning") == "sagsbehandlingsvejledning"
    assert printable("a" * 40) == "\u200b".join(["a" * 16, "a" * 16, "a" * 8])


def test_a_word_of_a_million_letters_stays_on_the_page(tmp_path: Path) -> None:
    whole = document(section("a", "Langt", Paragraph((said("x" * 1_000_000),))))

    made = render(whole, tmp_path / "v1", made_at=AT)

    pages = PdfReader(BytesIO(made[Format.PDF].read_bytes())).pages
    a_page = pages[9].extract_text().count("x")
    assert 3500 < a_page < 4500
    assert len(pages) - 5 <= 1_000_000 / a_page <= len(pages)
