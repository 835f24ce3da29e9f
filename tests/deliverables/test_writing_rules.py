"""Text as it is edited: lines with numbers of sources, cells, differences, taken-out words."""

import pytest

from workshops.core.errors import Invalid
from workshops.deliverables.rules import cleaning, writing
from workshops.deliverables.rules.cleaning import Withdrawal
from workshops.deliverables.rules.differences import (
    Change,
    Run,
    compare,
    compare_documents,
    compare_lines,
)
from workshops.deliverables.rules.writing import Marks
from workshops.documents.blocks import (
    Block,
    Bullets,
    Column,
    Content,
    Document,
    Facts,
    Paragraph,
    Quote,
    Section,
    Sentence,
    Table,
    TitlePage,
)

MARKS = Marks({"experiment:a": 1, "note:b": 2, "theme:c": 3})
A, B = Sentence("De venter for længe.", ("experiment:a", "theme:c")), Sentence("Ingen ringer.")
WORDS = "jeg ringede fem gange og fik aldrig et svar fra kommunen"
GONE = Withdrawal("note:b", cleaning.runs_of([WORDS]))


def test_a_paragraph_is_edited_a_sentence_a_line() -> None:
    text = writing.lines_of(Paragraph((A, B)), MARKS)
    assert text == "De venter for længe. [1, 3]\nIngen ringer."
    edited = writing.with_lines(Paragraph((A, B)), text + " [2]\n\nNyt.", MARKS)
    changed = Sentence("Ingen ringer.", ("note:b",))
    assert edited == Paragraph((A, changed, Sentence("Nyt.")))


def test_an_unchanged_line_of_a_list_keeps_its_sentences() -> None:
    bullets = Bullets(((B, A), (B,)))
    text = writing.lines_of(bullets, MARKS)
    assert text == "Ingen ringer. De venter for længe. [1, 3]\nIngen ringer."
    assert writing.with_lines(bullets, text, MARKS) == bullets
    edited = writing.with_lines(bullets, "Ét. [2] To. [1] Tre.", MARKS)
    one, two = Sentence("Ét.", ("note:b",)), Sentence("To.", ("experiment:a",))
    assert edited == Bullets(((one, two, Sentence("Tre.")),))


def test_a_number_that_no_source_has_is_refused() -> None:
    with pytest.raises(Invalid, match=r"no source \[9\]"):
        writing.with_lines(Paragraph((A,)), "Noget. [9]", MARKS)


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(Invalid):
        writing.with_lines(Paragraph((A,)), " \n", MARKS)


def test_a_table_is_edited_cell_by_cell_and_loses_empty_rows() -> None:
    table = Table("Hvem", (Column("Rolle"), Column("Antal")), ((A, B), (B, B)))
    cells = writing.cells_of(table, MARKS)
    assert cells[0] == ["De venter for længe. [1, 3]", "Ingen ringer."]
    edited = writing.with_cells(table, [["Ny [2]", "4"], ["", " "]], MARKS)
    row = (Sentence("Ny", ("note:b",)), Sentence("4"))
    assert edited == Table("Hvem", (Column("Rolle"), Column("Antal")), (row,))


def test_facts_keep_their_terms() -> None:
    facts = Facts((("Leder", B),))
    assert writing.with_cells(facts, [["Bo Kjær"]], MARKS) == Facts(
        (("Leder", Sentence("Bo Kjær")),)
    )


def test_texts_are_compared_word_by_word() -> None:
    runs = compare("De venter for længe her.", "De venter alt for længe her.")
    assert runs == (
        Run(Change.SAME, "De venter "),
        Run(Change.ADDED, "alt "),
        Run(Change.SAME, "for længe her."),
    )
    assert compare("En to tre.", "Helt andre ord nu.") == (
        Run(Change.REMOVED, "En to tre."),
        Run(Change.ADDED, "Helt andre ord nu."),
    )


def test_lines_that_stay_are_the_same() -> None:
    assert compare_lines(["a b", "c"], ["a b", "c", "d"]) == (
        (Run(Change.SAME, "a b"),),
        (Run(Change.SAME, "c"),),
        (Run(Change.ADDED, "d"),),
    )


def test_versions_are_compared_section_by_section() -> None:
    page = TitlePage(*["x"] * 8)

    def of(*sections: tuple[str, str]) -> Document:
        made = [Section(k, k, (Block("b", Paragraph((Sentence(t),))),)) for k, t in sections]
        return Document("da", page, tuple(made))

    found = compare_documents(of(("a", "x"), ("b", "y"), ("c", "z")), of(("b", "y2"), ("c", "z")))
    assert [(each.key, each.change) for each in found] == [
        ("b", Change.CHANGED),
        ("c", Change.SAME),
        ("a", Change.REMOVED),
    ]


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (Quote("Kort", "borger 1", ("note:b",)), None),
        (Quote("Andet", "borger 2", ("note:x",)), Quote("Andet", "borger 2", ("note:x",))),
        (Paragraph((Sentence(f"Han sagde: “{WORDS.upper()}”."),)), None),
        (Paragraph((Sentence("Fik aldrig et svar fra kommunen, sagde han."), B)), Paragraph((B,))),
        (
            Paragraph((Sentence("Svar.", ("note:b", "theme:c")),)),
            Paragraph((Sentence("Svar.", ("theme:c",)),)),
        ),
        (Facts((("Citat", Sentence(WORDS)),)), Facts((("Citat", Sentence("–")),))),
        (Bullets(((Sentence(WORDS),), (B,))), Bullets(((B,),))),
    ],
)
def test_words_of_a_withdrawn_note_are_taken_out(content: Content, left: Content | None) -> None:
    assert cleaning.without(content, GONE) == left


def test_a_note_that_may_only_not_be_quoted_stays_a_source() -> None:
    kept = Withdrawal("note:b", GONE.runs, stays=True)
    sentence = Paragraph((Sentence("Svar.", ("note:b",)),))
    assert cleaning.without(sentence, kept) == sentence
    assert cleaning.without(Quote("Kort", "borger 1", ("note:b",)), kept) is None
