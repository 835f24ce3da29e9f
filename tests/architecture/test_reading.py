"""Looking changes nothing: no GET and no HEAD writes, whoever asks."""

from collections.abc import Iterator

import pytest
from flask import Flask, Response

from tests.architecture.records import World, address, routes
from tests.factories import make_user
from tests.pages import Client
from workshops.accounts.models import User
from workshops.app import create_app
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.web.access import public


def writing(client: Client, urls: list[str]) -> list[str]:
    """The addresses that write when they are looked at."""
    return [
        f"{method} {url}: {page.writes}"
        for url in urls
        for method in ("GET", "HEAD")
        if (page := client.visit(url, method)).writes or page.status >= 500
    ]


@pytest.mark.parametrize("who", [None, *Role])
def test_looking_at_a_page_writes_nothing(app: Flask, client: Client, who: Role | None) -> None:
    owner = make_user(name="Ida Østergård-Kjærsgaard")
    world = World(owner)
    urls = [address(app, rule, world) for rule in routes(app, "GET")]
    if who:
        client.sign_in(owner if who is Role.PROJECT_MANAGER else make_user(who))
    assert writing(client, urls) == []


@pytest.fixture
def planted(app: Flask) -> Iterator[Client]:
    """An application in which a page counts its readers."""

    def count() -> Response:
        db.session.execute(db.update(User).values(timezone="UTC"))
        db.session.commit()
        return Response("counted", mimetype="text/plain")

    other = create_app(app.config["SETTINGS"])
    other.config["TESTING"] = True
    other.add_url_rule("/count", view_func=public(count), endpoint="count")
    with other.app_context():
        yield Client(other)
        db.session.remove()
        db.engine.dispose()


def test_a_page_that_writes_is_noticed(planted: Client) -> None:
    assert len(writing(planted, ["/count"])) == 2
