"""What a form does not offer cannot be written through it; no address upsets a page."""

from collections.abc import Iterator
from contextvars import Context
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from flask import Flask

from tests.architecture.snapshots import Snapshot
from tests.databases import Databases
from tests.pages import Client, Page, values_of
from tests.security.world import addresses, cells, populated, readers, tables
from workshops.core.db import db

PLANTED = {int: "7", str: "planted", bool: "1", date: "2031-05-05", datetime: "2031-05-05T05:05"}
OWN_WORK = {"version", "updated_at"}
DEEDS = {  # forms whose button is an act: what the act is there to change
    "start": {"experiment.state", "experiment.started_on"},
    "end": {"experiment.state", "experiment.ended_on", "concept.state"},
    "register": {"experiment.state", "experiment.registered_at", "concept.state"},
}
ODD = ("-1", "9" * 24, "0001-01-01", "9999-12-31", "\x00é%s")
ARGUMENTS = (
    "page", "sort", "q", "text", "day", "view", "room", "user", "mine", "state", "answer", "level",
    "organisation", "discipline", "skill", "area", "manager", "goal", "people", "stage", "seats",
    "tab", "when", "parent", "moved", "added", "role", "next", "engagement", "language", "saved",
)  # fmt: skip


@pytest.fixture
def apart(databases: Databases) -> Iterator[Flask]:
    """The application on SQLite, whose file can be put back after each attack."""
    app = databases.app("sqlite")
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def _columns() -> dict[str, str]:
    """Every column of every table with a value that could be written into it."""
    found = {}
    for table in tables():
        for column in table.columns:
            try:
                found[column.name] = PLANTED.get(column.type.python_type, "planted")
            except NotImplementedError:
                found[column.name] = "planted"
    return found


def _edit_forms(page: Page) -> Iterator[tuple[str, dict[str, Any]]]:
    """Forms that change a record, as a browser would send them untouched."""
    for form in page.all("form", method="post") if page.document is not None else ():
        held = values_of(form)
        if "version" in held:
            yield form.get("action") or page.url, held


def _attack(client: Client, action: str, held: dict[str, Any]) -> tuple[int, set[str]]:
    """Send a form with every column beside its fields: the status, and what else has changed."""
    before = cells()
    held.pop("csrf_token", None)
    more = {name: value for name, value in _columns().items() if name not in held}
    data = {"csrf_token": client._token(), **more, **held}
    status = Context().run(partial(client.web.post, action, data=data, buffered=True)).status_code
    after = cells()
    changed = {f"{t}.{c}" for (t, k, c), v in before.items() if after.get((t, k, c), v) != v}
    meant = DEEDS.get(action.rpartition("/")[2], set())
    return status, {name for name in changed - meant if name.split(".")[1] not in OWN_WORK}


def test_a_form_writes_only_what_it_offers(apart: Flask) -> None:
    world, _ = populated(apart)
    clients, urls = readers(apart, world), list(addresses(apart, world))
    snapshot, taken, faults = Snapshot(), 0, []
    for client in clients:
        for action, held in [f for url in urls for f in _edit_forms(client.visit(url))]:
            status, changed = _attack(client, action, held)
            faults += [f"{action}: {sorted(changed)}"] if changed else []
            taken += status in (302, 303)
            snapshot.restore()
    snapshot.close()
    assert faults == []
    assert taken > 8, "hardly any form was accepted as it stood"


@pytest.mark.parametrize("odd", ODD)
def test_no_argument_of_an_address_breaks_a_page(app: Flask, odd: str) -> None:
    world, _ = populated(app)
    urls = list(addresses(app, world))
    client = readers(app, world)[1]
    for url in urls:
        asked = dict.fromkeys(ARGUMENTS, odd)
        answer = Context().run(partial(client.web.get, url, query_string=asked, buffered=True))
        assert answer.status_code < 500, url
