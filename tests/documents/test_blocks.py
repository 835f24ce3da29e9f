"""A piece of a document comes back from JSON as it was written."""

import json

import pytest

from workshops.documents.blocks import (
    Bullets,
    Callout,
    Chart,
    Column,
    Content,
    Facts,
    Paragraph,
    Quote,
    Sentence,
    Table,
    sentences_of,
)
from workshops.documents.stored import content_from_json, content_to_json

SAID = Sentence("Brevet er forståeligt.", ("note:aaaa", "theme:bbbb"))
PIECES: tuple[Content, ...] = (
    Paragraph((SAID, Sentence("Uden kilde."))),
    Bullets(((SAID,), (Sentence("To."), SAID)), numbered=True),
    Table("Behov", (Column("Rolle"), Column("Antal", number=True, width=2)), ((SAID, SAID),)),
    Facts((("Sag", SAID),)),
    Quote("Skriv, hvad I mener.", "Borger k3", ("note:aaaa",)),
    Callout("Spørgsmål", (SAID,), "question"),
    Chart("Svar", "Flest siger ja.", (("ja", 12.0), ("nej", 2.5)), "svar"),
)


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: type(piece).__name__)
def test_a_piece_comes_back_from_json_equal(piece: Content) -> None:
    stored = json.loads(json.dumps(content_to_json(piece)))

    assert content_from_json(stored) == piece


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: type(piece).__name__)
def test_every_sentence_of_a_piece_is_found(piece: Content) -> None:
    assert "" not in [sentence.text for sentence in sentences_of(piece)]
    assert len(list(sentences_of(piece))) >= 1
