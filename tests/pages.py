"""A test client that checks every page that any test opens."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import html5lib
from flask import Flask, request_tearing_down, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from workshops.accounts.models import User
from workshops.core.db import db

XHTML = "{http://www.w3.org/1999/xhtml}"
NOT_LABELLED = ("hidden", "submit", "button", "image")
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")
BUDGET = 30
LANGUAGES = ("da", "en")


@dataclass
class Page:
    """What came back: the response, its parsed document and the number of queries it took."""

    response: TestResponse
    queries: int
    document: Any = None
    statements: list[str] = field(default_factory=list)
    url: str = ""

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def writes(self) -> list[str]:
        """The statements that changed something."""
        return [s for s in self.statements if s.lstrip().upper().startswith(WRITING)]

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

    def links(self) -> dict[str, str]:
        """Where each link of the page goes, by its text."""
        return {text_of(a): a.get("href") for a in self.all("a") if a.get("href")}

    def form(self, action_part: str) -> tuple[str, dict[str, list[str]]]:
        """Where the one form whose action contains `action_part` goes, and what it now holds."""
        found = [(f.get("action") or self.url, f) for f in self.all("form")]
        fitting = [(action, f) for action, f in found if action_part in action]
        assert len(fitting) == 1, f"{action_part}: {[action for action, _ in found]}"
        action, element = fitting[0]
        return urljoin(self.url, action), values_of(element)


class Client:
    """Fetches pages as a browser would, without running scripts."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.web = app.test_client()

    def sign_in(self, user: User) -> "Client":
        """Give the client that account's session, without the sign-in page."""
        identity = user.get_id()
        with self.web.session_transaction() as kept:
            kept["_user_id"] = identity
            kept["_fresh"] = True
        return self

    def fetch(self, url: str, status: int = 200, queries: int | None = None) -> Page:
        """GET a page, check it, and compare its status and number of queries.

        Without `queries` a page of status 200 must stay within BUDGET.
        """
        page = self._send("GET", url)
        assert page.status == status, f"{url}: {page.status}, not {status}"
        limit = BUDGET if queries is None else queries
        listing = "\n".join(page.statements)
        assert page.queries <= limit, f"{url}: {page.queries} queries, not {limit}\n{listing}"
        return page

    def visit(self, url: str, method: str = "GET") -> Page:
        """Open a page, whatever its status, and check it."""
        return self._send(method, url)

    def submit(
        self,
        url: str,
        data: dict[str, Any],
        status: int = 302,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """POST a form with a CSRF token, check the page that comes back, compare its status."""
        sent = {"csrf_token": self._token(), **data}
        page = self._send("POST", url, data=sent, headers=headers)
        shown = page.text if page.document is not None else page.response.headers
        assert page.status == status, f"{url}: {page.status}, not {status}: {shown}"
        return page

    def submit_form(self, page: Page, action_part: str, status: int = 302, **typed: Any) -> Page:
        """Fill in one form of a page and send it with everything else it holds, as a browser does.

        A typed value of None takes a field away, as an unticked box.
        """
        action, held = page.form(action_part)
        held.pop("csrf_token", None)
        sent = {key: value for key, value in {**held, **typed}.items() if value is not None}
        return self.submit(action, sent, status)

    def _token(self) -> str:
        def make() -> tuple[str, str]:
            with self.app.test_request_context():
                return str(generate_csrf()), session["csrf_token"]

        token, secret = Context().run(make)
        with self.web.session_transaction() as kept:
            kept["csrf_token"] = secret
        return token

    def _send(self, method: str, url: str, **kwargs: Any) -> Page:
        """One request in a context of its own, as in a server: own session, own `g`.

        What the test itself has read is read anew afterwards.
        """
        db.session.rollback()
        with watching(db.engine) as watch:
            response = Context().run(self.web.open, url, method=method, buffered=True, **kwargs)
        db.session.rollback()
        assert not watch.left_over, f"{url} left uncommitted: {watch.left_over}"
        page = Page(response, len(watch.statements), None, watch.statements, url)
        shown = method != "HEAD" and response.status_code not in (301, 302, 303)
        if shown and response.mimetype == "text/html":
            check_page(page)
        return page


@dataclass
class Watch:
    """What one request did to the database, and what it left without a commit."""

    statements: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)

    def note(self, _c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        """A statement is about to run."""
        if statement.startswith(("BEGIN", "PRAGMA")):
            return
        self.statements.append(statement)
        if statement.lstrip().upper().startswith(WRITING):
            self.pending.append(statement)

    def settle(self, _connection: Any) -> None:
        """A transaction was committed or rolled back."""
        self.pending.clear()

    def close(self, _sender: Any, **_rest: Any) -> None:
        """The request is over, its session not yet thrown away."""
        here = db.session
        changed = [r for r in here.dirty if here.is_modified(r)]
        self.left_over += [repr(r) for r in (*here.new, *here.deleted, *changed)] + self.pending


@contextmanager
def watching(engine: Engine) -> Iterator[Watch]:
    """Watch everything that requests inside the block do to the database."""
    watch = Watch()
    listeners = (("before_cursor_execute", watch.note), ("commit", watch.settle))
    with ExitStack() as stack:
        for name, listener in (*listeners, ("rollback", watch.settle)):
            event.listen(engine, name, listener)
            stack.callback(event.remove, engine, name, listener)
        request_tearing_down.connect(watch.close)
        stack.callback(request_tearing_down.disconnect, watch.close)
        yield watch


def text_of(element: Any) -> str:
    """The text of an element as one line."""
    return " ".join("".join(element.itertext()).split())


def values_of(form: Any) -> dict[str, list[str]]:
    """What a browser would send for a form that nobody touched, submit buttons left out."""
    held: dict[str, list[str]] = {}
    for element in form.iter():
        name, tag = element.get("name"), element.tag.removeprefix(XHTML)
        if name and element.get("disabled") is None:
            held.setdefault(name, []).extend(_sent(tag, element))
    return {name: values for name, values in held.items() if values}


def _sent(tag: str, element: Any) -> list[str]:
    if tag == "textarea":
        return ["".join(element.itertext()).removeprefix("\n")]
    if tag == "select":
        choices = list(element.iter(f"{XHTML}option"))
        chosen = [o for o in choices if o.get("selected") is not None]
        if not chosen and element.get("multiple") is None:
            chosen = choices[:1]
        return [str(o.get("value", text_of(o))) for o in chosen]
    kind = element.get("type", "text")
    if tag != "input" or kind in ("submit", "button", "image", "file"):
        return []
    ticked = kind not in ("checkbox", "radio") or element.get("checked") is not None
    return [element.get("value", "on" if kind in ("checkbox", "radio") else "")] if ticked else []


def check_page(page: Page) -> None:
    """What holds for every page: valid, one h1 in the title, labels, ids, tokens, no inline."""
    body = page.response.get_data(as_text=True)
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True)
    page.document = parser.parse(body)
    assert page.all("html")[0].get("lang") in LANGUAGES, "a page in no language"
    headings = page.all("h1")
    assert len(headings) == 1, f"{len(headings)} h1 elements"
    title, heading = text_of(page.all("title")[0]), text_of(headings[0])
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
    for select in page.all("select"):
        _check_chosen(select)
    for form in page.all("form"):
        names = [e.get("name") for e in form.iter(XHTML + "input")]
        get = form.get("method", "get").lower() == "get"
        assert get or "csrf_token" in names, f"no token in the form to {form.get('action')}"
        assert get or "form_key" in names, f"no key in the form to {form.get('action')}"


def _check_chosen(select: Any) -> None:
    """A list of which nobody has chosen begins with an empty choice, not with an answer."""
    found = list(select.iter(f"{XHTML}option"))
    chosen = [option for option in found if option.get("selected") is not None]
    if select.get("multiple") is None and found and not chosen:
        first = found[0].get("value", text_of(found[0]))
        assert not first, f"{select.get('name')} is {first!r} though nobody chose it"
