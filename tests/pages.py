"""A test client that checks every page that any test opens."""

from dataclasses import dataclass, field
from typing import Any

import html5lib
from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import event
from werkzeug.test import TestResponse

from workshops.accounts.models import User
from workshops.core.db import db

XHTML = "{http://www.w3.org/1999/xhtml}"
NOT_LABELLED = ("hidden", "submit", "button", "image")


@dataclass
class Page:
    """What came back: the response, its parsed document and the number of queries it took."""

    response: TestResponse
    queries: int
    document: Any = None
    statements: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def text(self) -> str:
        """All visible text as one line."""
        return " ".join(" ".join(self.document.find(f"{XHTML}body").itertext()).split())

    def all(self, tag: str, **attributes: str) -> list[Any]:
        """Every element of that name with those attributes (`class_` for class)."""
        wanted = {key.rstrip("_"): value for key, value in attributes.items()}
        return [
            element
            for element in self.document.iter(XHTML + tag)
            if all(value in element.get(key, "").split() for key, value in wanted.items())
        ]


class Client:
    """Fetches pages as a browser would, without running scripts."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.web = app.test_client()

    def sign_in(self, user: User) -> "Client":
        """Give the client that account's session, without the sign-in page."""
        with self.web.session_transaction() as kept:
            kept["_user_id"] = user.get_id()
            kept["_fresh"] = True
        return self

    def fetch(self, url: str, status: int = 200, queries: int | None = None) -> Page:
        """GET a page, check it, and compare its status and, when given, its number of queries."""
        page = self._send("GET", url)
        assert page.status == status, f"{url}: {page.status}, not {status}"
        if queries is not None:
            listing = "\n".join(page.statements)
            assert page.queries <= queries, f"{url}: {page.queries} queries\n{listing}"
        return page

    def submit(self, url: str, data: dict[str, Any], status: int = 302) -> Page:
        """POST a form with a CSRF token, check the page that comes back, compare its status."""
        page = self._send("POST", url, data={"csrf_token": self._token(), **data})
        shown = page.text if page.document is not None else page.response.headers
        assert page.status == status, f"{url}: {page.status}, not {status}: {shown}"
        return page

    def _token(self) -> str:
        with self.app.test_request_context():
            token = str(generate_csrf())
            secret = session["csrf_token"]
        with self.web.session_transaction() as kept:
            kept["csrf_token"] = secret
        return token

    def _send(self, method: str, url: str, **kwargs: Any) -> Page:
        statements: list[str] = []

        def note(_c: Any, _cur: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            response = self.web.open(url, method=method, **kwargs)
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        page = Page(response, len(statements), statements=statements)
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303):
            check_page(page)
        return page


def check_page(page: Page) -> None:
    """What holds for every page: valid, one h1 in the title, labels, ids, tokens, no inline."""
    body = page.response.get_data(as_text=True)
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True)
    page.document = parser.parse(body)
    headings = page.all("h1")
    assert len(headings) == 1, f"{len(headings)} h1 elements"
    title = " ".join("".join(page.all("title")[0].itertext()).split())
    heading = " ".join("".join(headings[0].itertext()).split())
    assert heading, "an empty h1"
    assert heading in title, f"title {title!r} does not repeat h1 {heading!r}"
    _check_ids(page)
    _check_forms(page)
    for element in page.document.iter():
        inline = [k for k in element.attrib if k == "style" or k.startswith("on")]
        assert not inline, f"inline {inline} on {element.tag}"
    assert not page.all("style"), "an inline style element"
    for script in page.all("script"):
        assert script.get("src"), "an inline script"


def _check_ids(page: Page) -> None:
    ids = [element.get("id") for element in page.document.iter() if element.get("id")]
    repeated = sorted({i for i in ids if ids.count(i) > 1})
    assert not repeated, f"repeated ids: {repeated}"
    for label in page.all("label"):
        assert label.get("for") is None or label.get("for") in ids, f"label for {label.get('for')}"


def _check_forms(page: Page) -> None:
    labelled = {label.get("for") for label in page.all("label")}
    inside = {id(e) for label in page.all("label") for e in label.iter()}
    for tag in ("input", "select", "textarea"):
        for element in page.all(tag):
            if element.get("type") in NOT_LABELLED:
                continue
            named = element.get("aria-label") or element.get("aria-labelledby")
            where = f"{tag} {element.get('name')}"
            assert named or element.get("id") in labelled or id(element) in inside, where
    for form in page.all("form"):
        names = [e.get("name") for e in form.iter(XHTML + "input")]
        get = form.get("method", "get").lower() == "get"
        assert get or "csrf_token" in names, f"no token in the form to {form.get('action')}"
