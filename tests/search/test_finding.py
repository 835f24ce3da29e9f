"""Narrowing, counting, ordering and leafing through what is found."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from tests.marks import both_databases
from tests.search.makers import make_entry
from workshops.core.actor import ANONYMOUS, WORKER
from workshops.core.db import db, transaction
from workshops.core.errors import NotAllowed
from workshops.search.models import EntryKind
from workshops.search.queries import Facet, Found, Sort, Wish, find_all, search
from workshops.search.services import Entry, Translation, reindex


def counts(found: Found, facet: Facet) -> dict[str, int]:
    """The values of a facet with their counts."""
    return {one.value: one.count for one in found.facets[facet]}


def ids(found: Found) -> list[str]:
    """What was found, in order."""
    return [hit.public_id for hit in found.hits]


def fill(number: int) -> None:
    """That many experiments about waiting; each tenth has a rare word."""
    with transaction():
        reindex(
            Entry(
                kind=EntryKind.EXPERIMENT,
                record_id=n,
                public_id=f"e{n}",
                title="Ventetid" + (" giraf" if n % 10 == 0 else ""),
                text="i telefonen",
                outcome="scale" if n % 2 else "stop",
                evidence_level=n % 3 + 1,
                happened_on=date(2020, 1, 1) + timedelta(days=n),
            )
            for n in range(1, number + 1)
        )


def leafed(wish: Wish) -> Iterator[str]:
    """Every id, page by page."""
    while True:
        found = search(WORKER, wish)
        yield from ids(found)
        if not found.next:
            return
        wish = Wish(text=wish.text, sort=wish.sort, size=wish.size, cursor=found.next)


@both_databases
def test_a_chosen_facet_keeps_its_other_values_open(app: Flask) -> None:
    make_entry("Prøve et", policy_area="07.2", outcome="scale", methods=("a", "b"))
    make_entry("Prøve to", policy_area="07.4", outcome="stop", methods=("b",))
    make_entry("Prøve tre", policy_area="09.1", outcome="scale", organisation_id=5)
    make_entry("Andet", policy_area="09.1", outcome="adapt", happened_on=date(2024, 2, 2))
    found = search(WORKER, Wish(text="prøve", filters={Facet.POLICY_AREA: ["07"]}))
    assert [h.title_text for h in found.hits] == ["Prøve to", "Prøve et"]
    assert counts(found, Facet.POLICY_AREA) == {"07": 2, "09": 1}
    assert counts(found, Facet.OUTCOME) == {"scale": 1, "stop": 1}
    assert counts(found, Facet.METHOD) == {"b": 2, "a": 1}
    assert counts(found, Facet.AGENCY) == {}
    assert counts(found, Facet.YEAR) == {"2026": 2}


@both_databases
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({Facet.METHOD: ["a"]}, ["Et"]),
        ({Facet.METHOD: ["a", "b"], Facet.YEAR: ["2026"]}, ["To", "Et"]),
        ({Facet.AGENCY: ["5"]}, ["Tre"]),
        ({Facet.AGENCY: ["5", "x", "99999999999999999999"]}, ["Tre"]),
        ({Facet.EVIDENCE_LEVEL: ["4"]}, ["To"]),
        ({Facet.KIND: ["theme", "nonsense"]}, ["Tre"]),
        ({Facet.KIND: ["nonsense"]}, []),
        ({Facet.POLICY_AREA: ["07.2"], Facet.LEVEL: ["state"]}, ["Et"]),
        ({Facet.POLICY_AREA: ["%"]}, []),
        ({Facet.STAGE: ["test"], Facet.OUTCOME: []}, ["Et"]),
    ],
)
def test_facets_narrow(app: Flask, filters: dict[Facet, list[str]], expected: list[str]) -> None:
    make_entry("Et", methods=("a",), policy_area="07.2", level="state", stage="test")
    make_entry("To", methods=("b",), evidence_level=4)
    make_entry("Tre", organisation_id=5, kind=EntryKind.THEME)
    assert [hit.title_text for hit in search(WORKER, Wish(filters=filters)).hits] == expected


@both_databases
def test_more_than_a_thousand_are_counted_over_the_newest_thousand(app: Flask) -> None:
    fill(1010)
    found = search(WORKER, Wish(text="ventetid"))
    assert (found.total, found.capped) == (1000, True)
    assert counts(found, Facet.OUTCOME) == {"scale": 500, "stop": 500}
    rare = search(WORKER, Wish(text="ventetid giraf", filters={Facet.OUTCOME: ["stop"]}))
    assert (rare.total, rare.capped) == (101, False)


@both_databases
def test_every_match_is_leafed_through_once(app: Flask) -> None:
    fill(1010)
    newest = [f"e{n}" for n in range(1010, 0, -1)]
    assert list(leafed(Wish(text="telefon", sort=Sort.NEWEST, size=200))) == newest
    assert [hit.public_id for hit in find_all(WORKER, Wish(text="telefon"))] == newest
    ranked = list(leafed(Wish(text="giraf", size=7)))
    assert ranked == [f"e{n}" for n in range(1010, 0, -10)]


@both_databases
def test_strong_evidence_can_stand_first(app: Flask) -> None:
    fill(5)
    found = search(WORKER, Wish(text="ventetid", sort=Sort.EVIDENCE))
    assert ids(found) == ["e5", "e2", "e4", "e1", "e3"]


@both_databases
def test_a_word_in_the_title_outweighs_one_in_the_text(app: Flask) -> None:
    make_entry("Ventetid", "Om køer.", public_id="title")
    make_entry("Køer", "Ventetid er noget, som ventetid kan måles i.", public_id="text")
    make_entry("Køer", f"Ventetid. {'Andre ord. ' * 300}", public_id="long")
    assert ids(search(WORKER, Wish(text="ventetid"))) == ["title", "text", "long"]


@both_databases
def test_a_search_takes_as_many_reads_for_a_thousand_as_for_ten(app: Flask) -> None:
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    taken = []
    for number in (10, 1000):
        fill(number)
        statements.clear()
        search(WORKER, Wish(text="ventetid", filters={Facet.OUTCOME: ["stop"]}))
        taken.append(len([s for s in statements if s.startswith("SELECT")]))
    assert taken == [4, 4]


@both_databases
def test_an_entry_in_two_languages_is_shown_in_the_wanted_one(app: Flask) -> None:
    english = Translation("en", "User journey", "Follow the children's steps.")
    make_entry("Brugerrejse", "Følg barnets skridt.", translations=(english,))
    for text in ("journeys", "child", "brugerrejsen", "børn"):
        shown = search(WORKER, Wish(text=text, language="en")).hits
        assert [(hit.title_text, hit.language) for hit in shown] == [("User journey", "en")]
    assert search(WORKER, Wish(text="journey", language="da")).hits[0].title_text == "Brugerrejse"


def test_who_may_not_use_the_library_finds_nothing(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        search(ANONYMOUS, Wish())
    with pytest.raises(NotAllowed):
        next(find_all(ANONYMOUS, Wish()))
