"""The lists of experiments and concepts: narrowed, sorted, exported, in few queries."""

from datetime import date
from typing import Any

from flask import Flask

from tests.experiments.makers import PLAN, make_concept, make_expectation, make_experiment
from tests.factories import make_engagement, make_organisation, make_user
from tests.pages import XHTML, Client, text_of
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.experiments.models import Concept, Experiment
from workshops.experiments.models.kinds import ConceptState, Decision, ExperimentKind
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.tables.reading import read_table


def rows(client: Client, url: str) -> list[str]:
    """The titles that a list shows, in its order."""
    heads = [cell for cell in client.fetch(url).all("th") if cell.get("scope") == "row"]
    return [text_of(next(cell.iter(f"{XHTML}a"))) for cell in heads]


def three(client: Client) -> list[Experiment]:
    """Three experiments that differ in everything one can ask for, seen by a reader."""
    agency = make_organisation(name="Åbenrå Kommune")
    place = make_engagement(organisation_id=agency.id, policy_area="10.6")
    found = [
        make_experiment(place, State.RUNNING, name="Alfa", starts_on=date(2025, 3, 1)),
        make_experiment(state=State.DECIDED, name="Beta", decision=Decision.STOP, evidence_level=3),
        make_experiment(name="Gamma", kind=ExperimentKind.PROBE),
    ]
    client.sign_in(make_user(Role.READER))
    return found


def test_the_register_is_narrowed_by_everything_it_shows(client: Client) -> None:
    alfa = three(client)[0]
    agency = alfa.engagement.organisation.public_id
    wanted = {
        "text=beta": ["Beta"],
        "text=åbenrå": ["Alfa"],
        "state=running": ["Alfa"],
        "kind=probe": ["Gamma"],
        "decision=stop": ["Beta"],
        "evidence=3": ["Beta"],
        f"organisation={agency}": ["Alfa"],
        "area=10": ["Alfa"],
        "year=2025": ["Alfa"],
        f"engagement={alfa.engagement.public_id}": ["Alfa"],
    }
    assert {query: rows(client, f"/experiments?{query}") for query in wanted} == wanted


def test_the_register_is_sorted_by_its_columns(client: Client) -> None:
    three(client)
    assert rows(client, "/experiments?sort=name") == ["Alfa", "Beta", "Gamma"]
    assert rows(client, "/experiments?sort=-name") == ["Gamma", "Beta", "Alfa"]
    assert rows(client, "/experiments?sort=starts")[0] == "Alfa"
    assert rows(client, "/experiments?sort=-evidence")[0] == "Beta"


def test_nonsense_in_the_address_narrows_nothing(client: Client) -> None:
    three(client)
    assert len(rows(client, "/experiments?state=x&year=abcd&evidence=9&decision=y&kind=z")) == 3
    assert "Nothing fits these filters" in client.fetch("/experiments?year=1999").text


def test_the_export_holds_what_the_list_shows(client: Client) -> None:
    three(client)
    book = client.fetch("/experiments/export.xlsx?decision=stop").response.get_data()
    table = read_table(book)
    (row,) = table.rows
    told = dict(zip(table.header, row, strict=True))
    assert (told["Experiment"], told["Decision"], told["Evidence level"]) == ("Beta", "Stop", "3")
    assert told["Registered before start"] == "Yes"
    text = client.fetch("/experiments/export.csv?sort=name").response.get_data().decode("utf-8-sig")
    assert [line.split(";")[0] for line in text.splitlines()[1:]] == ["Alfa", "Beta", "Gamma"]


def test_a_draft_of_others_is_in_no_list_and_no_export(client: Client) -> None:
    draft = make_experiment(state=State.DESIGNED, name="Secret")
    client.sign_in(make_user())
    assert rows(client, "/experiments") == []
    assert "Secret" not in client.fetch("/experiments/export.csv").response.get_data().decode()
    client.sign_in(draft.engagement.manager)
    assert rows(client, "/experiments") == ["Secret"]


def many(engagement: Engagement, numbers: range) -> None:
    """Experiments and concepts of one engagement."""
    for number in numbers:
        db.session.add(Concept(engagement_id=engagement.id, name=f"C {number}"))
        owner = engagement.manager_id
        db.session.add(
            Experiment(
                engagement_id=engagement.id,
                name=f"E {number}",
                owner_id=owner,
                registered_at=clock.now(),
                **PLAN,
            )
        )
    db.session.commit()


def test_lists_take_the_same_queries_for_a_thousand_rows_as_for_ten(
    app: Flask, client: Client
) -> None:
    engagement = make_engagement()
    client.sign_in(engagement.manager)
    base = f"/engagements/{engagement.public_id}"
    urls = ("/experiments", f"{base}/experiments", f"{base}/concepts", "/experiments/export.csv")
    many(engagement, range(10))
    few = [client.fetch(url).queries for url in urls]
    many(engagement, range(10, 1000))
    assert [client.fetch(url).queries for url in urls] == few
    assert few == [5, 5, 4, 2]


def test_the_page_of_an_experiment_takes_a_fixed_number_of_queries(client: Client) -> None:
    experiment = make_experiment(state=State.RUNNING)
    client.sign_in(experiment.engagement.manager)
    url = f"/experiments/{experiment.public_id}"
    client.fetch(url, queries=10)
    client.fetch(f"{url}/sheet", queries=6)
    client.fetch(f"{url}/versions", queries=5)


def test_a_concept_is_written_and_made_ready_on_its_pages(client: Client) -> None:
    engagement = make_engagement()
    theme = make_expectation(engagement)
    client.sign_in(engagement.manager)
    page = client.fetch(f"/engagements/{engagement.public_id}/concepts/new")
    refused: dict[str, Any] = {f"stand_{theme.public_id}": "does_not"}
    client.submit_form(page, "/new", 422, name="Short letter", **refused)
    answered: dict[str, Any] = {f"stand_{theme.public_id}": "answers"}
    sent = client.submit_form(page, "/new", name="Short letter", **answered)

    shown = client.fetch(sent.response.location)
    assert theme.statement in shown.text
    concept = db.session.scalars(db.select(Concept)).one()
    client.submit(f"/concepts/{concept.public_id}/state", {"to": "ready"})
    assert concept.state is ConceptState.READY
    assert rows(client, f"/engagements/{engagement.public_id}/concepts") == ["Short letter"]


def test_a_concept_without_an_answer_offers_no_test(client: Client) -> None:
    concept = make_concept(state=ConceptState.IDEA, expectations=[])
    client.sign_in(concept.engagement.manager)
    url = f"/concepts/{concept.public_id}"
    page = client.fetch(url)
    assert "It goes to no test before it answers one." in page.text
    assert "Ready for test" not in page.text
    client.submit(f"{url}/state", {"to": "ready"}, 409)
