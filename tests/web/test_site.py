"""Health, the accessibility statement and the notice on personal data."""

from dataclasses import replace

from flask import Flask
from sqlalchemy import text

from tests.marks import both_databases
from tests.pages import Client
from workshops.app import create_app
from workshops.core.db import db


def test_alive_asks_no_database(app: Flask, client: Client) -> None:
    page = client.fetch("/live", queries=0)

    assert page.response.json == {"live": True}


@both_databases
def test_ready_when_the_migrations_are_at_the_head(app: Flask, client: Client) -> None:
    assert client.fetch("/ready").response.json == {"ready": True, "faults": []}

    db.session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    db.session.commit()
    page = client.fetch("/ready", 503)

    assert "not up to date" in page.response.get_data(as_text=True)
    assert page.response.headers["Retry-After"] == "10"


def test_not_ready_without_a_database(app: Flask) -> None:
    away = replace(app.config["SETTINGS"], database_url="sqlite:////nowhere/at/all.db")
    response = create_app(away).test_client().get("/ready")

    assert response.status_code == 503
    assert response.json == {"ready": False, "faults": ["The database does not answer."]}


def test_own_statement_in_both_languages(app: Flask, client: Client) -> None:
    assert "Digitaliseringsstyrelsen" in client.fetch("/was").text
    assert "Datatilsynet" in client.fetch("/privacy").text
    client.submit("/language", {"language": "en"})
    assert "WCAG 2.2" in client.fetch("/was").text
    assert "Samskab keeps" in client.fetch("/privacy").text


def test_a_configured_statement_is_where_one_is_sent(app: Flask) -> None:
    elsewhere = "https://www.was.digst.dk/samskab"
    settings = replace(app.config["SETTINGS"], was_url=elsewhere, contact_address="a@lab.example")
    client = Client(create_app(settings))

    assert client.fetch("/was", 302).response.headers["Location"] == elsewhere
    assert "a@lab.example" in client.fetch("/privacy").text
