"""The PDF is one that a screen reader can read: tags, language, title, headings, table headers."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfua import Severity, validate

from tests.documents.makers import AT, PAGE, document, proposal
from workshops.documents.blocks import Document
from workshops.documents.layout import lay_out
from workshops.documents.pdf import write_pdf

BROKEN_RULES = {
    "UA-14-001"
}  # pdfua's rule for headings stumbles over today's pikepdf; ours is below


def made(whole: Document) -> bytes:
    """The PDF of a document."""
    return write_pdf(lay_out(whole), AT)


def tags(pdf: pikepdf.Pdf) -> list[str]:
    """The names of all structure elements, in reading order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node["/S"]).removeprefix("/"))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.Root.StructTreeRoot.get("/K"))
    return found


@pytest.mark.parametrize("make", [document, proposal, lambda: document(language="en")])
def test_a_pdf_passes_the_accessibility_check(tmp_path: Path, make: Any) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(made(make()))

    report = validate(str(path))

    assert [f for f in report.findings if f.severity >= Severity.WARNING] == []
    assert {rule.rule_id for rule in report.skipped} <= BROKEN_RULES


def test_a_pdf_says_what_it_is() -> None:
    with pikepdf.open(BytesIO(made(document()))) as pdf:
        meta = pdf.open_metadata()
        assert str(pdf.Root.Lang) == "da"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert meta["dc:title"] == PAGE.title
        assert meta["dc:creator"] == [PAGE.author]
        assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == (
            "1",
            "2",
            "A",
        )


def test_a_pdf_has_headings_lists_and_table_headers_in_its_tags() -> None:
    with pikepdf.open(BytesIO(made(document()))) as pdf:
        names = tags(pdf)
        outline = [str(item.title) for item in pdf.open_outline().root]

    assert [name for name in names if name[0] == "H" and name[1:].isdigit()] == ["H1"] * 6
    assert names.count("Table") == 3
    assert names.count("TH") == 5 + 2 + 4
    assert names.count("THead") == 3
    assert {"Title", "TOC", "L", "Lbl", "BlockQuote", "Caption", "Link"} <= set(names)
    assert outline[-5:] == ["1 Resumé", "2 Behov", "3 Plan", "4 Kilder", "5 Sporingstabel"]


def test_a_pdf_carries_only_our_faces() -> None:
    with pikepdf.open(BytesIO(made(proposal()))) as pdf:
        faces = {
            str(obj.FontName).partition("+")[2]
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and "/FontName" in obj
        }

    assert {face.partition("-")[0] for face in faces} == {"IBMPlexSans"}


def test_the_same_document_gives_the_same_bytes() -> None:
    assert made(document()) == made(document())
    assert made(document()) != made(document(language="en"))
