"""The preview: where a reader clicks through from a sentence to what it rests on."""

from typing import Any

import html5lib
from flask import Flask

from tests.documents.makers import LETTER, SAYING, document, preview
from workshops.documents.layout import lay_out

X = "{http://www.w3.org/1999/xhtml}"


def page(app: Flask, address: str = "") -> Any:
    """The preview of a document with every kind of piece."""
    return html5lib.parse(preview(app, lay_out(document()), address))


def links(node: Any) -> list[str]:
    """Where the raised numbers lead to."""
    return [a.get("href") for sup in node.iter(f"{X}sup") for a in sup.iter(f"{X}a")]


def test_a_number_leads_to_the_record(app: Flask) -> None:
    found = links(page(app, "/source/"))

    assert found.count(f"/source/{LETTER}") == 7
    assert found.count(f"/source/{SAYING}") == 1


def test_without_an_address_a_number_leads_to_its_note(app: Flask) -> None:
    drawn = page(app)

    places = {node.get("id") for node in drawn.iter(f"{X}li")}
    assert {link.removeprefix("#") for link in links(drawn)} <= places


def test_the_preview_says_its_language_and_headings(app: Flask) -> None:
    drawn = page(app)

    assert [node.get("lang") for node in drawn.iter(f"{X}article")] == ["da"]
    assert ["".join(h.itertext()) for h in drawn.iter(f"{X}h2")] == [
        "1 Resumé",
        "2 Behov",
        "3 Plan",
        "4 Kilder",
        "5 Sporingstabel",
    ]
    assert len(list(drawn.iter(f"{X}caption"))) == 2


def test_hostile_text_stays_text(app: Flask) -> None:
    drawn = preview(app, lay_out(document()), '"><script>alert(1)</script>')

    assert "<script>" not in drawn
