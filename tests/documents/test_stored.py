"""What an older release kept of a document is read: what it lacks is empty, no word is lost."""

from typing import Any

import pytest

from tests.documents.makers import PIECES, document, said
from workshops.documents.blocks import Column, Content, Document, Paragraph, Table, sentences_of
from workshops.documents.layout import lay_out
from workshops.documents.stored import (
    content_from_json,
    content_to_json,
    document_from_json,
    document_to_json,
)


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: type(piece).__name__)
def test_a_piece_lacks_any_key(piece: Content) -> None:
    whole = content_to_json(piece)

    for key in whole.keys() - {"type"}:
        lacking = {name: value for name, value in whole.items() if name != key}
        read = content_from_json(lacking)
        assert type(read) is type(piece)
        assert content_to_json(read).keys() == whole.keys()


@pytest.mark.parametrize("piece", PIECES[:6], ids=lambda piece: type(piece).__name__)
def test_a_piece_of_an_unknown_type_is_a_paragraph_of_its_words(piece: Content) -> None:
    read = content_from_json({**content_to_json(piece), "type": "from another release"})

    assert read == Paragraph(tuple(sentences_of(piece)))


def test_a_table_without_its_headings_keeps_its_cells() -> None:
    stored = content_to_json(Table("Behov", (Column("Rolle"),), ((said("Leder"), said("3")),)))

    read = content_from_json({**stored, "columns": []})

    assert read == Table("Behov", (Column(""), Column("")), ((said("Leder"), said("3")),))


def without_each(value: Any) -> list[Any]:
    """A JSON value once for each key anywhere in it, without that key."""
    if isinstance(value, list):
        return [
            [*value[:place], changed, *value[place + 1 :]]
            for place, held in enumerate(value)
            for changed in without_each(held)
        ]
    if not isinstance(value, dict):
        return []
    rest = {key: {name: kept for name, kept in value.items() if name != key} for key in value}
    inside = [{**value, key: changed} for key in value for changed in without_each(value[key])]
    return [*rest.values(), *inside]


def test_a_document_lacks_any_key() -> None:
    lacking = without_each(document_to_json(document()))

    assert len(lacking) > 100
    for stored in lacking:
        assert lay_out(document_from_json(stored))


def test_a_source_of_an_unknown_kind_is_named_without_a_kind() -> None:
    stored = document_to_json(document())
    stored["sources"][0] = {"key": "letter:1", "kind": "letter", "label": "Brev 1"}

    read = document_from_json(stored)

    assert isinstance(read, Document)
    assert "Brev 1" in [note.text for note in lay_out(read).notes]
