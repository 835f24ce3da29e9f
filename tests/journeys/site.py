"""The product at an address, people in front of browsers, and the worker behind it."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from werkzeug.serving import make_server

from tests.accounts.makers import PASSWORD, open_account
from tests.factories import make_goal, make_organisation, make_room
from tests.timing import PATIENCE
from workshops.core.actor import Role
from workshops.core.db import db

MANAGER = "karen@lab.example"
ADMINISTRATOR = "bjarne@lab.example"
AGENCY = "Gældsstyrelsen"
LOCALES = {"da": "da-DK", "en": "en-GB"}
EXPECTED = re.compile(r"status of 4(10|22)")


@dataclass
class Site:
    """The product at `url`. What any page writes to its console is kept in `complaints`."""

    app: Flask
    url: str
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def somebody(self, language: str = "da", javascript: bool = True) -> Page:
        """A person nobody knows, at a fresh browser."""
        context = self.browser.new_context(
            base_url=self.url, locale=LOCALES[language], java_script_enabled=javascript
        )
        context.set_default_timeout(PATIENCE * 1000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def staff(self, email: str = MANAGER, javascript: bool = True) -> Page:
        """Somebody of the lab, signed in by the form, in English."""
        page = self.somebody("en", javascript)
        page.goto("/sign-in")
        page.locator("[name=email]").fill(email)
        page.locator("[name=password]").fill(PASSWORD)
        press(page, "Sign in")
        page.wait_for_url("**/")
        return page

    def work(self) -> None:
        """What the worker does when it looks: due jobs, then due letters."""
        db.session.rollback()
        done = self.app.test_cli_runner().invoke(args=["lab", "worker", "--once"])
        assert done.exit_code == 0, done.output

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED.search(message.text):
            self.complaints.append(message.text)


@contextmanager
def opened(app: Flask, browser: Browser) -> Iterator[Site]:
    """The product served from a thread, with two accounts, an agency, a goal and a room."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    site = Site(app, f"http://127.0.0.1:{server.server_port}", browser)
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, base_url=site.url)
    _furnish()
    thread.start()
    try:
        yield site
    finally:
        for context in site.contexts:
            context.close()
        server.shutdown()
        thread.join()
        server.server_close()
        app.config["SETTINGS"] = settings


def press(page: Page, name: str) -> None:
    """Press the button, or follow the link, of exactly that name in the page's own part."""
    main = page.locator("main")
    button = main.get_by_role("button", name=name, exact=True)
    button.or_(main.get_by_role("link", name=name, exact=True)).first.click()


def link_in(page: Page, to: str, path: str) -> str:
    """The personal link in the newest letter to somebody, as the Outbox shows it."""
    page.goto("/lab/outbox")
    page.get_by_role("row").filter(has_text=to).first.get_by_role("link").first.click()
    found = page.locator(f'main a[href*="{path}"]').first.get_attribute("href")
    assert found is not None
    return found


def _furnish() -> None:
    open_account(MANAGER, Role.PROJECT_MANAGER)
    open_account(ADMINISTRATOR, Role.ADMINISTRATOR)
    make_organisation(name=AGENCY)
    make_goal(name_en="Letters that are understood", name_da="Breve der forstås")
    make_room(name="Værkstedet", address="Vestergade 4, København")
    db.session.rollback()
