"""Browsing, searching, reading and taking out what the lab has learned."""

import json
from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.experiments.makers import make_experiment
from tests.factories import make_engagement, make_organisation, make_user
from tests.pages import Client
from tests.search.makers import make_entry
from workshops.core.actor import Role
from workshops.core.db import transaction
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Decision
from workshops.experiments.services.entries import index_experiment
from workshops.people.models import Organisation
from workshops.search.models import EntryKind, Visibility
from workshops.tables.reading import read_table

MUCH = 60


def reader(client: Client) -> Client:
    """Signed in as a reader."""
    return client.sign_in(make_user(Role.READER))


def fill(count: int = 3) -> Organisation:
    """That many decided experiments about waiting, and one agency that has them all."""
    agency = make_organisation(name="Sundhedsstyrelsen i Ærø")
    for number in range(count):
        make_entry(
            f"Ventetid {number}",
            "Borgeren får at vide, hvor lang køen er.",
            organisation_id=agency.id,
            policy_area="07.2",
            outcome=Decision.SCALE.value,
            evidence_level=number % 5 + 1,
            methods=("interview",),
        )
    return agency


def indexed(**changes: Any) -> Experiment:
    """A registered experiment that is found."""
    made = make_experiment(make_engagement(), **changes)
    with transaction():
        index_experiment(made)
    return made


def test_the_first_page_shows_what_there_is_by_subject(app: Flask, client: Client) -> None:
    agency = fill()
    page = reader(client).fetch("/library")
    links = page.links()
    assert links[agency.name] == f"/library/search?agency={agency.public_id}"
    assert links["07 Health"] == "/library/search?policy_area=07"
    assert {"Scale", "2026", "Ventetid 2", "All methods"} <= set(links)
    assert "3 experiments; 1 with evidence level 3 or higher." in page.text
    found = client.fetch(links[agency.name])
    assert "3 found." in found.text


def test_an_empty_library_says_what_will_come(app: Flask, client: Client) -> None:
    for url in ("/library", "/library/search"):
        assert "The library is empty" in reader(client).fetch(url).text


def test_hits_are_marked_and_narrowed(app: Flask, client: Client) -> None:
    fill()
    make_entry("Køen <b>på</b> skadestuen", "Borgerens ventetid", policy_area="09")
    page = reader(client).fetch(
        "/library/search?q=ventetid&policy_area=07&policy_area=09&year=2026"
    )
    marked = {"".join(mark.itertext()) for mark in page.all("mark")}
    assert marked == {"Ventetid", "ventetid"}
    assert "Køen <b>på</b> skadestuen" in page.text
    held = page.all("input", type="checkbox")
    assert [box.get("value") for box in held if box.get("checked") is not None] == [
        "07",
        "09",
        "2026",
    ]
    narrowed = client.fetch("/library/search?q=ventetid&policy_area=07&year=1999")
    assert "Nothing fits these filters" in narrowed.text
    assert narrowed.links()["Clear filters"] == "/library/search?q=ventetid"
    assert "Nothing is found" in client.fetch("/library/search?q=giraf").text


@pytest.mark.parametrize(
    "query", ["q=ventetid&outcome=scale", "sort=newest", "q=%00&sort=x&year=y"]
)
def test_a_search_takes_the_same_queries_however_many_are_found(
    app: Flask, client: Client, query: str
) -> None:
    fill(MUCH)
    reader(client).fetch(f"/library/search?{query}", queries=10)
    client.fetch("/library", queries=10)


def test_hits_are_leafed_through(app: Flask, client: Client) -> None:
    fill(MUCH)
    for sort in ("newest", "relevance", "evidence"):
        page = reader(client).fetch(f"/library/search?q=ventetid&sort={sort}")
        seen = [text for text in page.links() if text.startswith("Ventetid")]
        while "Show the next" in page.links():
            page = client.fetch(page.links()["Show the next"])
            seen += [text for text in page.links() if text.startswith("Ventetid")]
        assert sorted(seen) == sorted(f"Ventetid {n}" for n in range(MUCH))


def test_drafts_are_found_by_their_own_people_only(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    draft = make_experiment(engagement, name="Udkast om køer", registered_at=None)
    with transaction():
        index_experiment(draft)
    for person, count in ((engagement.manager, 1), (make_user(Role.READER), 0)):
        client.sign_in(person)
        assert ("1 found." in client.fetch("/library/search?q=udkast").text) == bool(count)
        client.fetch(f"/library/entries/{draft.public_id}", status=200 if count else 404)
        exported = client.visit("/library/search.json?q=udkast")
        assert len(json.loads(exported.response.data)) == count


def test_an_entry_is_cited_and_shows_what_is_like_it(app: Flask, client: Client) -> None:
    text = "Patienter på skadestuen ser ventetiden på en skærm ved døren"
    first = indexed(name="Skærm på skadestuen", hypothesis=text, evidence_level=2)
    second = indexed(name="Ventetid ved døren", hypothesis=f"{text} og i appen")
    page = reader(client).fetch(f"/library/entries/{first.public_id}")
    assert page.links()["Ventetid ved døren"] == f"/library/entries/{second.public_id}"
    assert page.links()["Open the record"] == f"/experiments/{first.public_id}"
    danish, english = ["".join(p.itertext()) for p in page.all("p", class_="citation")]
    assert "»Skærm på skadestuen«. Forsøg, evidensniveau 2 af 5" in danish
    assert "(læst 23. november 2026)" in danish
    assert "Experiment, evidence level 2 of 5" in english


def test_a_facilitator_reads_the_entry_without_the_record(app: Flask, client: Client) -> None:
    made = indexed(name="Skærm på skadestuen")
    client.sign_in(make_user(Role.FACILITATOR))
    page = client.fetch(f"/library/entries/{made.public_id}")
    assert "Open the record" not in page.links()
    client.visit("/library/search.csv")
    assert client.visit("/library/search.csv").status == 403


def test_what_is_found_is_taken_out_as_a_table(app: Flask, client: Client) -> None:
    agency = fill(2)
    make_entry("=1+1", "andet", kind=EntryKind.THEME, happened_on=date(2020, 1, 1))
    reader(client)
    for ending in ("csv", "xlsx"):
        content = client.visit(f"/library/search.{ending}?q=ventetid").response.data
        table = read_table(content)
        assert table.header[:3] == ["Title", "Kind", "Agency"]
        assert [row[:3] for row in table.rows] == [
            ["Ventetid 1", "Experiment", agency.name],
            ["Ventetid 0", "Experiment", agency.name],
        ]
    assert b";'=1+1" not in client.visit("/library/search.csv?q=ventetid").response.data
    assert b"\n'=1+1;" in client.visit("/library/search.csv?kind=theme").response.data


def test_an_export_holds_only_what_may_be_seen(app: Flask, client: Client) -> None:
    make_entry("Hemmeligt", engagement_id=9999, visibility=Visibility.ENGAGEMENT)
    make_entry("Åbent")
    records = json.loads(reader(client).visit("/library/search.json").response.data)
    assert [record["title"] for record in records] == ["Åbent"]
    assert json.loads(client.visit("/library/search.json?q=giraf").response.data) == []


def test_outcomes_are_counted_for_the_search(app: Flask, client: Client) -> None:
    fill(5)
    make_entry("Andet", outcome=Decision.STOP.value, evidence_level=5)
    page = reader(client).fetch("/library/outcomes?q=ventetid")
    rows = [[" ".join("".join(c.itertext()).split()) for c in row] for row in page.all("tr")]
    assert rows[1] == ["Level 1", "", "1", "0", "0", "0", "0", "0"]
    assert rows[5] == ["Level 5", "", "1", "0", "0", "0", "0", "0"]
