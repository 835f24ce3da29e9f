"""The page-checking client finds what it is there to find."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask, render_template_string
from html5lib.html5parser import ParseError

from tests.factories import make_user
from tests.pages import Client
from workshops.accounts.models import User
from workshops.app import create_app
from workshops.core.db import db
from workshops.web.access import public

FORM = """
<form method="post" action="/save">
<input type="hidden" name="csrf_token" value="x"><input type="hidden" name="form_key" value="k">
<input type="hidden" name="version" value="3">
<input aria-label="a" name="name" value="Ida"><textarea aria-label="b" name="text">
a
b</textarea>
<select aria-label="c" name="level"><option value="1">x</option>
<option value="2" selected>y</option></select>
<input type="checkbox" aria-label="d" name="goal" value="7" checked>
<input type="checkbox" aria-label="e" name="goal" value="8"><button name="act">Save</button></form>
"""


def _page(body: str) -> str:
    return (
        "<!doctype html><html lang='da'><head><title>Hello</title></head>"
        f"<body><h1>Hello</h1>{body}</body></html>"
    )


@pytest.fixture
def visit(app: Flask) -> Iterator[Callable[[Callable[[], str]], Client]]:
    """A client of an application with one more page, on the same database."""
    other = create_app(app.config["SETTINGS"])
    other.config["TESTING"] = True

    def build(view: Callable[[], str]) -> Client:
        other.add_url_rule("/planted", view_func=public(view), endpoint="planted")
        return Client(other)

    with other.app_context():
        yield build
        db.session.remove()
        db.engine.dispose()


Visit = Callable[[Callable[[], str]], Client]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h1>Again</h1>", "2 h1"),
        ("<input name=a>", "input a"),
        ("<p id=a></p><p id=a></p>", "repeated ids"),
        ("<form method=post></form>", "no token"),
        ("<p style='color:red'></p>", "inline"),
        ("<p onclick='x()'></p>", "inline"),
        ("<style>p {}</style>", "inline style"),
        ("<script>1</script>", "inline script"),
        ("<label for=none>x</label>", "label for none"),
        ("<p><div></p>", "Unexpected"),
    ],
)
def test_a_bad_page_fails(visit: Visit, body: str, fault: str) -> None:
    client = visit(lambda: _page(body))
    with pytest.raises((AssertionError, ParseError), match=fault):
        client.fetch("/planted")


def test_a_good_page_passes(visit: Visit) -> None:
    client = visit(lambda: _page("<a href='/other'>Other</a>"))
    assert client.fetch("/planted", queries=0).links() == {"Other": "/other"}


def test_something_left_uncommitted_fails(visit: Visit) -> None:
    def leave() -> str:
        user = db.session.scalars(db.select(User)).one()
        user.name = "Changed"
        return _page("")

    make_user()
    client = visit(leave)
    with pytest.raises(AssertionError, match="uncommitted"):
        client.fetch("/planted")


def test_something_flushed_but_not_committed_fails(visit: Visit) -> None:
    def leave() -> str:
        db.session.scalars(db.select(User)).one().name = "Changed"
        db.session.flush()
        return _page("")

    make_user()
    client = visit(leave)
    with pytest.raises(AssertionError, match="uncommitted"):
        client.fetch("/planted")


def test_too_many_queries_fail(visit: Visit) -> None:
    def ask() -> str:
        for _ in range(31):
            db.session.execute(db.select(1))
        return _page("")

    client = visit(ask)
    with pytest.raises(AssertionError, match="31 queries"):
        client.fetch("/planted")


def test_a_form_is_sent_as_a_browser_would(visit: Visit) -> None:
    client = visit(lambda: render_template_string(_page(FORM)))
    action, held = client.fetch("/planted").form("save")
    assert action == "/save"
    assert held == {
        "csrf_token": ["x"],
        "form_key": ["k"],
        "version": ["3"],
        "name": ["Ida"],
        "text": ["a\nb"],
        "level": ["2"],
        "goal": ["7"],
    }
