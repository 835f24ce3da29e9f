"""What every attack needs: one record of each kind, its owner, and what the database holds."""

from collections.abc import Iterator
from typing import Any

from flask import Flask
from sqlalchemy import Table, select

from tests.architecture.records import World, address, routes
from tests.architecture.table import Case, cases
from tests.factories import make_user
from tests.pages import Client
from workshops.core.actor import Role
from workshops.core.db import Model, db

Cells = dict[tuple[str, tuple[Any, ...], str], Any]


def populated(app: Flask) -> tuple[World, list[Case]]:
    """A world in which every record that an address can name is made, and every call of it."""
    world = World()
    return world, list(cases(app, world))


def readers(app: Flask, world: World) -> list[Client]:
    """Browsers of those who together may open every page: the owner and an administrator."""
    users = (world.owner, make_user(Role.ADMINISTRATOR))
    return [Client(app).sign_in(user) for user in users]


def addresses(app: Flask, world: World) -> Iterator[str]:
    """Every address that can be opened."""
    for rule in routes(app, "GET"):
        yield address(app, rule, world)


def tables() -> Iterator[Table]:
    """Every table of the product."""
    yield from Model.metadata.sorted_tables


def cells() -> Cells:
    """Every value in the database by table, key and column."""
    found: Cells = {}
    for table in tables():
        keys = [column.name for column in table.primary_key]
        for row in db.session.execute(select(table)).mappings():
            key = tuple(row[name] for name in keys)
            found |= {(table.name, key, name): value for name, value in row.items()}
    db.session.rollback()
    return found
