"""A link opens the one thing it was made for; hosts in it are never those of a request."""

import io
import json
import logging
from collections.abc import Iterator
from contextvars import Context
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.architecture.records import World, address, routes, values_for
from tests.factories import make_user
from tests.pages import Client
from tests.security.world import addresses, populated, readers
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.mail.links import LinkSpec
from workshops.mail.models import Letter
from workshops.web.access import Gate, access_of
from workshops.web.logging import JsonLines

EVIL = "evil.example"
PROXY = {"X-Forwarded-Host": EVIL, "X-Forwarded-Server": EVIL, "Forwarded": f"host={EVIL}"}
FORGED = {"Host": EVIL, **PROXY}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the product writes to its log, as in production."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logging.getLogger("workshops").addHandler(handler)
    yield stream
    logging.getLogger("workshops").removeHandler(handler)


def _deceived(client: Client) -> None:
    """Have the browser send its session to the forged host too."""
    name = client.app.config["SESSION_COOKIE_NAME"]
    session = client.web.get_cookie(name)
    assert session
    client.web.set_cookie(name, session.value, domain=EVIL)


def _link_rules(app: Flask) -> Iterator[tuple[str, Rule, str]]:
    """Every route for holders of a link, with its method and the purpose that it wants."""
    for method in ("GET", "POST"):
        for rule in routes(app, method):
            access = access_of(app.view_functions[rule.endpoint])
            if access and access.gate is Gate.LINK:
                yield method, rule, access.purpose


def _tokens(app: Flask, world: World) -> dict[str, str]:
    """A token of each purpose that a personal link can have."""
    return {purpose: values_for(rule, world)["token"] for _m, rule, purpose in _link_rules(app)}


def _misled(app: Flask, world: World) -> list[tuple[str, str]]:
    """Method and address of every route for a link, with each token of another purpose."""
    tokens, found = _tokens(app, world), []
    for method, rule, purpose in _link_rules(app):
        own = values_for(rule, world)
        with app.test_request_context():
            build = partial(app.url_map.bind("").build, rule.endpoint)
            others = [token for other, token in tokens.items() if other != purpose]
            found += [(method, build({**own, "token": token})) for token in others]
    return found


def test_a_token_opens_nothing_of_another_purpose(app: Flask, client: Client) -> None:
    world = World()
    assert _tokens(app, world).keys() == {
        "adoption", "delivery", "feed", "invitation", "new_password", "password", "poll",
        "reminders", "reply", "request", "review"
    }  # fmt: skip
    calls = _misled(app, world)
    assert len(calls) > 100
    for method, url in calls:
        if method == "POST":
            client.submit(url, {}, status=404)
        else:
            client.fetch(url, status=404)


def test_no_page_takes_its_address_from_the_request(app: Flask) -> None:
    world, _ = populated(app)
    urls = list(addresses(app, world))
    for client in readers(app, world):
        _deceived(client)
        for url in urls:
            answer = Context().run(partial(client.web.get, url, headers=FORGED, buffered=True))
            assert "/sign-in" not in answer.headers.get("Location", "") or url == "/sign-out"
            said = answer.get_data() + str(answer.headers).encode()
            assert EVIL.encode() not in said, url


def test_letters_and_links_name_the_configured_host(app: Flask, client: Client) -> None:
    world, administrator = World(), make_user(Role.ADMINISTRATOR)
    assert world.invitation_token
    base = app.config["SETTINGS"].base_url
    asked = {"email": world.person.email or ""}
    client.submit("/invitation-link", asked, status=200, headers=PROXY)
    link = f"/lab/users/{world.owner.public_id}/link"
    shown = client.sign_in(administrator).submit(link, {}, status=200, headers=PROXY)
    body = shown.response.get_data(as_text=True)
    assert f"{base}/welcome/" in body
    letters = db.session.scalars(select(Letter)).all()
    assert letters
    for letter in letters:
        for spec in letter.links.values():
            assert LinkSpec.restored(spec).url().startswith(base)


def test_the_log_holds_no_token_and_nobody(app: Flask, log: io.StringIO) -> None:
    world, _ = populated(app)
    secret = [*_tokens(app, world).values(), world.person.name, world.owner.name, world.owner.email]
    calls = [(m, address(app, rule, world)) for m in ("GET", "POST") for rule in routes(app, m)]
    for client in readers(app, world):
        for method, url in calls:
            asked = f"{url}?q=needle-in-the-log"
            agent = {"User-Agent": 'x\ty {"event": "forged"}'}
            send = partial(client.web.open, asked, method=method, headers=agent, buffered=True)
            Context().run(send)
    written = log.getvalue()
    assert all(json.loads(line)["logger"] for line in written.splitlines())
    assert not [one for one in (*secret, "needle-in-the-log") if one in written]
