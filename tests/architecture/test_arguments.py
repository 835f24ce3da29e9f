"""What an address asks for is read in one place, and no address makes a page fail."""

import ast
import inspect
from collections.abc import Iterator
from contextvars import Context
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.architecture.records import World, address, routes
from tests.architecture.source import PACKAGE, TEMPLATES, modules, short, tree
from tests.factories import make_user
from tests.marks import both_databases
from tests.pages import Client
from workshops.core.actor import Role

READER = PACKAGE / "web" / "arguments.py"
RAW = {f"request.{name}" for name in ("args", "form", "values", "files", "cookies", "data")}
READERS = {"asked", "asked_all", "asked_number"}
NUMBERS = {"page": "\u0663", "people": "9" * 30, "cursor": "-1"}
BUILDING = {"endpoint": "x", "values": "x", "_external": "1", "_scheme": "x", "_anchor": "x"}


def raw_reads(module: ast.Module) -> Iterator[int]:
    """The lines on which a module reads what was sent without the reader."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and f"{ast.unparse(node.value)}.{node.attr}" in RAW:
            yield node.lineno


def names_asked() -> set[str]:
    """Every name that any page reads from its address."""
    found = {"sort", "page"}
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in READERS and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found | {"text", "state", "area", "manager", "goal", "agency", "level", "role"}


def asks(app: Flask, rule: Rule) -> bool:
    """Whether the file of a route's view reads the address at all, itself or by the lists' help."""
    view = inspect.unwrap(app.view_functions[rule.endpoint])
    source = Path(inspect.getfile(view)).read_text(encoding="utf-8")
    return any(word in source for word in ("asked", "wanted_", "paginate", "sorting", "here("))


def pages(app: Flask) -> list[tuple[str, set[str]]]:
    """Every address that takes a query, with the names in its path."""
    world = World()
    asking = [rule for rule in routes(app, "GET") if asks(app, rule)]
    return [(address(app, rule, world), set(rule.arguments)) for rule in asking]


@pytest.mark.parametrize("source", ["request.args.get('q')", "x = request.cookies['a']"])
def test_a_raw_read_is_noticed(source: str) -> None:
    assert list(raw_reads(ast.parse(source)))


def test_only_one_module_reads_what_was_sent() -> None:
    found = [
        f"{short(path)}:{line}"
        for path in modules()
        if path != READER
        for line in raw_reads(tree(path))
    ]
    found += [short(p) for p in Path(TEMPLATES).rglob("*.html") if "request.args" in p.read_text()]
    assert found == [], "read it with workshops/web/arguments.py"


def status_of(web: FlaskClient, url: str) -> int:
    """What one address answers, in a context of its own."""
    return int(Context().run(lambda: web.get(url, buffered=True).status_code))


@both_databases
def test_no_query_makes_a_page_fail(app: Flask) -> None:
    asked = {**dict.fromkeys(sorted(names_asked()), "\0x"), **NUMBERS, **BUILDING}
    found = pages(app)
    assert len(found) > 50
    web = Client(app).sign_in(make_user(Role.ADMINISTRATOR)).web
    failed = [
        url
        for url, held in found
        if status_of(web, f"{url}?{urlencode({**asked, **dict.fromkeys(held, 'x')})}") >= 500
    ]
    assert failed == []
