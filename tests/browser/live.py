"""A running product for the browser: a server in a thread on a database of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from werkzeug.routing import Rule
from werkzeug.serving import make_server

from tests.architecture.records import World, address, routes
from tests.browser.spoken import texts_of_records
from tests.databases import Databases
from tests.factories import make_user
from tests.pages import Client
from tests.timing import PATIENCE
from workshops.accounts.models import User
from workshops.accounts.permissions import may_ever
from workshops.app import create_app
from workshops.cli.demo import load
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.web.access import Gate, access_of

PREFERRED = (Role.PROJECT_MANAGER, Role.ADMINISTRATOR, Role.FACILITATOR, Role.READER)
LANGUAGES = {"da": "da-DK", "en": "en-GB"}
NAMES = {
    Role.PROJECT_MANAGER: "Karen-Margrethe Østergaard-Sørensen",
    Role.ADMINISTRATOR: "Bjørn Ågård",
    Role.FACILITATOR: "Åse Lykkegaard",
    Role.READER: "Per Dam",
}


@dataclass
class Live:
    """The product at `url`: the address of each page by endpoint, a session for each role.

    `texts` are the words of its records with their languages.
    """

    app: Flask
    url: str
    browser: Browser
    addresses: dict[str, str]
    users: dict[Role, User]
    texts: dict[str, str]
    contexts: dict[tuple[Role | None, str], BrowserContext] = field(default_factory=dict)

    def role_for(self, rule: Rule) -> Role | None:
        """A role that may open a route; None for those who need not sign in."""
        access = access_of(self.app.view_functions[rule.endpoint])
        assert access is not None, rule.rule
        if access.gate in (Gate.PUBLIC, Gate.LINK):
            return None
        for role in PREFERRED:
            actor = self.users[role].actor()
            if access.gate is Gate.SIGNED_IN or may_ever(actor, access.act, access.thing):
                return role
        raise AssertionError(f"nobody may open {rule.rule}")

    def by_link(self, rule: Rule) -> bool:
        """Whether a page speaks the language of whoever holds its personal link."""
        access = access_of(self.app.view_functions[rule.endpoint])
        return access is not None and access.gate is Gate.LINK

    def context(self, role: Role | None, language: str) -> BrowserContext:
        """A browser profile of one role in one language, signed in once."""
        if (role, language) not in self.contexts:
            context = self.browser.new_context(
                locale=LANGUAGES[language], base_url=self.url, timezone_id="Europe/Copenhagen"
            )
            context.set_default_timeout(PATIENCE * 1000)
            if role:
                value = self._session(self.users[role], language)
                name = str(self.app.config["SESSION_COOKIE_NAME"])
                context.add_cookies([{"name": name, "value": value, "url": self.url}])
            self.contexts[role, language] = context
        return self.contexts[role, language]

    def _session(self, user: User, language: str) -> str:
        """The cookie of somebody who has signed in and chosen a language."""
        client = Client(self.app).sign_in(user)
        with client.web.session_transaction() as kept:
            kept["language"] = language
        cookie = client.web.get_cookie(str(self.app.config["SESSION_COOKIE_NAME"]))
        assert cookie is not None
        return str(cookie.value)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """A server in a thread; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def running(databases: Databases, browser: Browser, name: str, *, demo: bool) -> Iterator[Live]:
    """The product on a database of that name, and debug on so that /design is there too.

    Without the demo's data there is nothing but an account of each role and what an address needs.
    """
    app = create_app(replace(databases.apart(name), debug=True))
    with app.app_context(), serving(app) as url:
        if demo:
            with transaction():
                load.load_story()
        users = {role: make_user(role, name=NAMES[role]) for role in Role}
        world = World(users[Role.PROJECT_MANAGER])
        paths = {r.endpoint: url + address(app, r, world) for r in routes(app, "GET")}
        with app.test_request_context():
            texts = texts_of_records()
        live = Live(app, url, browser, paths, users, texts)
        yield live
        for context in live.contexts.values():
            context.close()
        db.session.remove()
        db.engine.dispose()
