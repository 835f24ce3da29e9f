"""What is put into the index is found, and what is taken out is gone."""

from datetime import date
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from tests.marks import both_databases, on_sqlite
from tests.search.makers import make_entry
from workshops.core.actor import WORKER
from workshops.core.db import db, transaction
from workshops.search.models import EntryKind, SearchEntry, SearchText, Visibility
from workshops.search.queries import Facet, Wish, search, similar
from workshops.search.services import Entry, reindex, remove_entry
from workshops.search.tasks import forget


def titles(text: str, **wish: object) -> list[str]:
    """The titles that are found for a text."""
    found = search(WORKER, Wish(text=text, **wish))  # type: ignore[arg-type]
    return [hit.title_text for hit in found.hits]


@both_databases
def test_an_entry_is_found_by_forms_of_its_words(app: Flask) -> None:
    make_entry("Ventetid i telefonen", "Borgerne vil vide, hvor længe de skal vente.")
    for asked in ("ventetiden", "telefoner", "borger vente", "VENTETID", "telefonernes"):
        assert titles(asked) == ["Ventetid i telefonen"], asked
    assert titles("bibliotek") == []


@both_databases
def test_both_spellings_of_a_danish_letter_are_one(app: Flask) -> None:
    make_entry("Ny gård på Ærø")
    make_entry("Aabenraa åbner rådhuset")
    assert titles("gaarden") == titles("gård") == titles("aeroe") == ["Ny gård på Ærø"]
    assert titles("åbenrå") == titles("Aabenraa") == ["Aabenraa åbner rådhuset"]


@both_databases
def test_a_word_finds_compounds_that_begin_with_it_after_itself(app: Flask) -> None:
    make_entry("Klage over støj")
    make_entry("Klageafgørelser i klart sprog")
    make_entry("Beklagelse")
    assert titles("klage") == ["Klage over støj", "Klageafgørelser i klart sprog"]


@both_databases
def test_a_phrase_in_quotes_is_found_in_its_order(app: Flask) -> None:
    make_entry("Breve", "Et kort brev er et godt brev.")
    make_entry("Breve igen", "Et brev er godt, når det er kort.")
    assert titles('"kort brev"') == titles("“korte breve”") == ["Breve"]
    assert titles("kort brev") == ["Breve", "Breve igen"]


@both_databases
def test_common_words_are_asked_for_only_alone(app: Flask) -> None:
    make_entry("Vejen til job")
    assert titles("job på en mark") == []
    assert titles("den til et job") == ["Vejen til job"]
    assert titles("til") == ["Vejen til job"]


@both_databases
def test_odd_questions_find_nothing_and_break_nothing(app: Flask) -> None:
    make_entry("Prøve 12: covid19 & b2b", "2026-11-25 ½ x² 日本語 Ελλάδα İstanbul")
    for asked in ('"', "'", "a'b\"c", "*", "()", "-", ":*", "\\", "NEAR(a b)", "!", "\x00", "%"):
        assert titles(asked) == [], asked
    for asked in (
        "12",
        "covid19",
        "covid",
        "b2b",
        "2026-11-25",
        "日本語",
        "Ελλάδα",
        "istanbul",
        "x²",
    ):
        assert titles(asked) == ["Prøve 12: covid19 & b2b"], asked


@both_databases
def test_what_is_put_again_replaces_what_was(app: Flask) -> None:
    entry = make_entry("Gammel titel", methods=("interview",))
    make_entry("Ny titel", record_id=entry.record_id, happened_on=date(2027, 1, 1))
    assert titles("gammel") == []
    assert titles("titel") == ["Ny titel"]
    assert db.session.scalar(select(func.count()).select_from(SearchText)) == 1


@both_databases
def test_what_is_removed_is_not_found(app: Flask) -> None:
    entry = make_entry("Noget fortroligt", methods=("interview",))
    with transaction():
        remove_entry(EntryKind.EXPERIMENT, entry.record_id)
        remove_entry(EntryKind.THEME, entry.record_id)
    assert titles("fortroligt") == []
    assert db.session.scalar(select(func.count()).select_from(SearchEntry)) == 0


@both_databases
def test_the_whole_index_is_replaced_at_once(app: Flask) -> None:
    make_entry("Forladt")
    kept = [
        Entry(
            kind=EntryKind.THEME,
            record_id=number,
            public_id=f"t{number}",
            title=f"Tema {number}",
            text="",
            happened_on=date(2026, 1, 1),
        )
        for number in range(1, 620)
    ]
    with transaction():
        assert reindex(iter(kept)) == 619
    assert titles("forladt") == []
    assert search(WORKER, Wish(text="tema")).total == 619


@on_sqlite
def test_removed_words_leave_the_file(app: Flask) -> None:
    make_entry("Andre ord")
    entry = make_entry("Kanariefugl", "kanariefugl kanariefugl")
    make_entry("Flere ord")
    with transaction():
        remove_entry(EntryKind.EXPERIMENT, entry.record_id)
    with transaction():
        forget()
    path = Path(str(db.engine.url.database))
    db.session.remove()
    db.engine.dispose()
    kept = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert b"Flere ord" in kept
    assert b"kanarief" not in kept.lower()


@both_databases
def test_what_is_kept_to_an_engagement_is_found_by_its_people_only(app: Flask) -> None:
    make_entry("Hemmeligt udkast", engagement_id=7, visibility=Visibility.ENGAGEMENT)
    assert titles("udkast") == []
    assert similar("Hemmeligt udkast") == []
    assert titles("udkast", engagements=frozenset({8})) == []
    assert titles("udkast", engagements=frozenset({7, 8})) == ["Hemmeligt udkast"]
    hidden = search(WORKER, Wish(filters={Facet.KIND: ["theme"]}))
    assert hidden.facets[Facet.KIND][0].count == 0
