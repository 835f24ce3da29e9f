"""Past experiments that are like a new one are shown among the first five."""

from datetime import date, timedelta

from flask import Flask

from tests.marks import both_databases
from tests.search.corpus import Writer
from tests.search.makers import make_entry
from tests.search.test_golden import load_entries
from workshops.core.db import transaction
from workshops.search.models import EntryKind
from workshops.search.queries import similar
from workshops.search.services import Entry, reindex

LIBRARY, PLANTED, WORDS = 1500, 30, 90


def entry(number: int, title: str, text: str) -> Entry:
    """An experiment; the higher its number, the newer."""
    return Entry(
        kind=EntryKind.EXPERIMENT,
        record_id=number,
        public_id=f"e{number}",
        title=title,
        text=text,
        happened_on=date(2020, 1, 1) + timedelta(days=number),
    )


def plant(writer: Writer) -> list[tuple[str, int]]:
    """A library with near-duplicates in it: the text that each retells, and its number."""
    entries = [
        entry(n, writer.title(), writer.text(WORDS)) for n in range(1, LIBRARY - PLANTED + 1)
    ]
    planted = []
    for number in range(LIBRARY - PLANTED + 1, LIBRARY + 1):
        words = writer.draw(WORDS)
        place = writer.random.randrange(1, LIBRARY)
        entries.insert(place, entry(number, writer.title(), writer.retold(words)))
        planted.append((f"{writer.title()}. {writer.sentences(words)}", number))
    with transaction():
        reindex(entries)
    return planted


@both_databases
def test_near_duplicates_are_among_the_first_five(app: Flask) -> None:
    planted = plant(Writer(seed=3))
    found = [number in [hit.record_id for hit in similar(text)] for text, number in planted]
    assert sum(found) >= 27


@both_databases
def test_the_same_idea_in_other_words_is_found(app: Flask) -> None:
    load_entries()
    retold = {
        "Kan et kort brev få flere til at forstå en afgørelse om boligstøtte?": "breve",
        "Nitrat i brønde: vandprøver som ejerne sender ind": "vand",
        "Indsatte lægger en plan med sagsbehandleren, før de løslades": "faengsel",
        "Opkaldere i telefonkøen hører længden af køen": "ventetid",
    }
    assert {text: similar(text)[0].public_id for text in retold} == retold


@both_databases
def test_nothing_is_like_a_text_that_shares_little(app: Flask) -> None:
    load_entries()
    assert similar("") == []
    assert similar("Hunde i snor på stranden, for kommunen og landet") == []


@both_databases
def test_an_entry_is_not_like_itself_and_only_its_kind_is_asked(app: Flask) -> None:
    first = make_entry("Kortere ventetid på skadestuen", "Triage ved døren")
    second = make_entry("Ventetid på skadestuen", "Triage ved døren", kind=EntryKind.THEME)
    third = make_entry("Skadestuens ventetid", "Triage")
    text = "Ventetid på skadestuen med triage ved døren"
    kind = EntryKind.EXPERIMENT
    assert {hit.public_id for hit in similar(text)} == {
        first.public_id,
        second.public_id,
        third.public_id,
    }
    assert [hit.public_id for hit in similar(text, kind=kind, exclude=first.record_id)] == [
        third.public_id
    ]
    assert len(similar(text, limit=2)) == 2
