"""Whatever others have told, and older releases kept of it: every page that shows it answers."""

from collections.abc import Callable
from contextlib import suppress
from contextvars import Context
from functools import partial
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, select, update
from sqlalchemy.exc import IntegrityError

from tests.marks import both_databases
from tests.pages import Client
from tests.security.outside import AS_WE_KEEP_IT, OUTSIDE, odd, tell_more
from tests.security.planting import fill, json_columns
from tests.security.world import addresses, populated, readers, tables
from workshops.core.db import db

ROWS = 12  # of each kind
DRAWS_IN_FULL = 6
QUIETLY = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
Rows = dict[Table, list[dict[str, Any]]]


class Walk:
    """Opens every page as somebody who may, and notes what fails."""

    def __init__(self, clients: list[Client], urls: list[str]) -> None:
        self.may_open = dict.fromkeys(urls, clients)
        self.faults: list[str] = []
        self.opened = 0

    def go(self) -> None:
        """Open all of them, each as the first who may."""
        for url, clients in self.may_open.items():
            for client in clients:
                if self._is_shown(url, client):
                    self.may_open[url] = [client]
                    break

    def _is_shown(self, url: str, client: Client) -> bool:
        try:
            answer = Context().run(partial(client.web.get, url, buffered=True))
        except Exception as fault:  # noqa: BLE001 - whatever it is, a browser is answered 500
            self.faults.append(f"{url}: {fault!r}")
            return True
        finally:
            db.session.rollback()
        if answer.status_code >= 500:
            self.faults.append(f"{url}: {answer.status}")
        self.opened += answer.status_code == 200
        return answer.status_code == 200


def _outside() -> Rows:
    """The first rows of every table that holds what others told, as they stand."""
    found = {}
    for table in tables():
        if table.name in OUTSIDE:
            rows = db.session.execute(select(table).order_by(*table.primary_key).limit(ROWS))
            found[table] = [dict(row) for row in rows.mappings()]
    db.session.rollback()
    return found


def _plant(rows: Rows, draw: Callable[[st.SearchStrategy[Any]], Any], *, codes: bool) -> None:
    """Put odd values into each cell that takes them."""
    for table, held in rows.items():
        for row in held:
            same = [key == row[key.name] for key in table.primary_key]
            for name in OUTSIDE[table.name].split():
                value = draw(odd(table, table.c[name], row[name], codes=codes))
                with suppress(IntegrityError), db.session.begin_nested():
                    db.session.execute(update(table).where(*same).values({name: value}))
    db.session.commit()


def test_no_json_is_left_out() -> None:
    planted = {f"{table}.{name}" for table, names in OUTSIDE.items() for name in names.split()}
    assert json_columns() - planted == AS_WE_KEEP_IT.keys()


def _draw(rows: Rows, walk: Walk, draws: int, *, codes: bool) -> None:
    """Plant and walk so often. What Hypothesis draws first, the plainest of all, is left out."""
    drawn: list[bool] = []

    @settings(QUIETLY, max_examples=draws + 1)
    @given(st.data())
    def answers(data: st.DataObject) -> None:
        _plant(rows, data.draw, codes=codes)
        if drawn:
            walk.go()
        drawn.append(codes)

    answers()
    assert len(drawn) == draws + 1


@both_databases
def test_whatever_others_told_every_page_answers(
    app: Flask, request: pytest.FixtureRequest
) -> None:
    world, _ = populated(app)
    fill(world)
    tell_more(world)
    rows, walk = _outside(), Walk(readers(app, world), list(addresses(app, world)))
    assert {table.name for table in rows if rows[table]} == OUTSIDE.keys()
    full = request.config.getoption("--full")
    _draw(rows, walk, DRAWS_IN_FULL if full else 1, codes=False)
    if full or db.engine.dialect.name == "sqlite":
        _draw(rows, walk, DRAWS_IN_FULL if full else 1, codes=True)
    assert walk.faults == []
    assert walk.opened > 150
