"""What is numbered, and what counts as used where."""

from tests.documents.makers import LETTER, PIECES, SOURCES, document, said, section
from workshops.documents.blocks import Document, Paragraph, SourceKind
from workshops.documents.layout import lay_out, legible
from workshops.documents.stored import document_from_json, document_to_json
from workshops.documents.words import WORDS, words_in


def test_a_document_comes_back_from_json_equal() -> None:
    assert document_from_json(document_to_json(document())) == document()


def test_notes_are_numbered_as_sentences_name_them() -> None:
    layout = lay_out(
        document(
            section("a", "A", Paragraph((said("x", "theme:t", LETTER), said("y", LETTER)))),
            section("b", "B", Paragraph((said("z", LETTER),))),
        )
    )

    first = [(note.number, note.key, note.used_in) for note in layout.notes[:2]]
    assert first == [(1, "theme:t", (1,)), (2, LETTER, (1, 2))]
    assert {note.key for note in layout.notes} == {"theme:t", *(s.key for s in SOURCES)}
    assert [note.label for note in layout.notes[:2]] == ["t", "Klart brev om opfølgning"]
    marks = layout.marks_of(said("y", LETTER, LETTER, "theme:t"))
    assert [[note.number for note in ends] for ends in marks] == [[1], [2]]


def test_three_notes_in_a_row_are_marked_by_their_ends() -> None:
    many = [f"theme:{n}" for n in range(1, 8)]
    layout = lay_out(document(section("a", "A", Paragraph((said("x", *many),)))))

    marks = layout.marks_of(said("y", *many[:4], *many[5:]))
    assert [[note.number for note in ends] for ends in marks] == [[1, 4], [6], [7]]


def test_tables_and_figures_are_numbered_each_for_themselves() -> None:
    layout = lay_out(document(section("a", "A", *PIECES), section("b", "B", *PIECES)))

    numbered = [(p.kind, p.number) for part in layout.parts for p in part.pieces if p.number]
    assert numbered == [("Table", 1), ("Chart", 1), ("Table", 2), ("Chart", 2)]
    assert layout.trace is not None
    assert layout.trace.pieces[0].number == 3


def test_without_sources_there_is_no_section_of_them() -> None:
    whole = document(section("a", "A", Paragraph((said("x"),))))
    layout = lay_out(Document("da", whole.title_page, whole.sections))

    assert (layout.trace, layout.sources_number, layout.headings()) == (None, 0, [(1, "A")])


def test_text_that_nobody_can_see_is_taken_out() -> None:
    assert legible(" en\x00\n\tto\u202egnp.\ud800 ") == "en to" + "gnp."


def test_every_kind_of_source_has_a_word_in_both_languages() -> None:
    for kind in SourceKind:
        assert f"source_{kind}" in WORDS
    danish, english = words_in("da"), words_in("en")
    assert english == WORDS
    assert {name for name in WORDS if danish[name] == english[name]} == {
        "version",
        "source_note",
        "source_workshop",
    }
