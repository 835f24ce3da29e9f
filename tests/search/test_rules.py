"""Taking a question apart, and marking what was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.search.rules import snippets
from workshops.search.rules.asking import MOST, ask
from workshops.search.rules.snippets import Segment, mark, snippet
from workshops.search.rules.words import stem, stems


def shown(segments: tuple[Segment, ...]) -> str:
    """Segments as one line, marks in brackets."""
    return "".join(f"[{s.text}]" if s.marked else s.text for s in segments)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Gårdens", "gaard"),
        ("GAARDEN", "gaard"),
        ("søgninger", "soegning"),
        ("idéer", "ide"),
        ("2026", "2026"),
        ("m²", "m"),
        ("½", ""),
    ],
)
def test_forms_of_a_word_have_one_stem(word: str, key: str) -> None:
    assert stem(word, "da") == key


def test_english_is_stemmed_as_english() -> None:
    assert stems("Waiting times for services", "en") == ["wait", "time", "for", "servic"]
    assert stems("Waiting", "sv") == ["waiting"]


def test_a_question_has_words_and_phrases() -> None:
    asked = ask('klage "den røde tråd" co-design på')
    assert [one.phrases[0] for one in asked] == [
        ("klag",),
        ("den", "roed", "traad"),
        ("co", "design"),
    ]
    assert [one.beginning for one in asked] == [True, False, True]


def test_a_question_is_no_longer_than_it_may_be() -> None:
    assert len(ask(" ".join(f"ord{n}" for n in range(40)))) == MOST
    assert ask("klage KLAGE klage") == ask("klage")


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Klagesager og klager", "klage", "[Klagesager] og [klager]"),
        ("Et kort brev, et brev", '"kort brev"', "Et [kort brev], et brev"),
        ("På Aabenraa Rådhus", "åbenrå raadhus", "På [Aabenraa] [Rådhus]"),
        ("<b>fed</b> & Co", "fed", "<b>[fed]</b> & Co"),
        ("Bilen", "by", "Bilen"),
        ("", "by", ""),
    ],
)
def test_what_was_asked_for_is_marked(text: str, asked: str, expected: str) -> None:
    assert shown(mark(text, ask(asked), "da")) == expected


def test_the_snippet_is_the_stretch_with_most_in_it() -> None:
    filler = "Fyld og fyld uden noget i. " * 20
    found = shown(
        snippet(
            f"{filler}En klage kom, og klagen over støj blev hørt. {filler}",
            ask("klage støj"),
            "da",
        )
    )
    assert "En [klage] kom, og [klagen] over [støj] blev hørt." in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert shown(snippet("Kort tekst", ask("klage"), "da")) == "Kort tekst"


@given(st.text(max_size=600), st.text(max_size=40))
def test_marking_never_changes_the_text(text: str, asked: str) -> None:
    assert "".join(s.text for s in mark(text, ask(asked), "da")) == text
    cut = "".join(s.text for s in snippet(text, ask(asked), "da"))
    assert len(cut) <= snippets.WIDTH + 4
    assert cut.removeprefix("… ").removesuffix(" …") in text
