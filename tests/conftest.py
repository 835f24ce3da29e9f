"""Fixtures for every test: an application on a fresh database, a page-checking client, a clock."""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from tests.databases import Databases
from tests.pages import Client
from tests.timing import PATIENCE
from workshops.cli.messages import compile_all
from workshops.core import clock
from workshops.core import db as database
from workshops.core.db import db

database.BUSY_TIMEOUT_MS = PATIENCE * 1000  # a busy machine keeps SQLite's writers waiting
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MEMORY = Path("/dev/shm")  # noqa: S108 - the machine's memory disk, where there is one


def pytest_addoption(parser: pytest.Parser) -> None:
    """Choose how much is run, and on which database."""
    parser.addoption("--full", action="store_true", help="every page, language, width and state")
    parser.addoption("--interop", action="store_true", help="foreign programs")
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave tests of foreign programs, and the walk through every state, alone unless asked for."""
    wanted = {"interop": "--interop", "test_every_state.py": "--full"}.get(collection_path.name)
    return True if wanted and not config.getoption(wanted) else None


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder for databases and stored files, in memory where the machine has that."""
    with tempfile.TemporaryDirectory(
        prefix="samskab-", dir=MEMORY if MEMORY.is_dir() else None
    ) as name:
        yield Path(name)


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """The Danish texts as they stand in the source."""
    compile_all()


@pytest.fixture(scope="session", autouse=True)
def templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Templates compiled once in a run, by whichever worker and application needs one first."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "templates"
    shared.mkdir(exist_ok=True)
    Flask.jinja_options["bytecode_cache"] = FileSystemBytecodeCache(str(shared))


@pytest.fixture(scope="session")
def databases(folder: Path) -> Iterator[Databases]:
    """Where fresh databases come from."""
    made = Databases(folder)
    with made.stack:
        yield made


@pytest.fixture
def app(databases: Databases, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on a fresh database; mark a test with `both_databases` to run it on both."""
    kind = getattr(request, "param", request.config.getoption("--database"))
    application = databases.app(kind)
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(autouse=True)
def frozen_clock() -> Iterator[datetime]:
    """The clock stands at 23 November 2026, 13.00 in Copenhagen."""
    with clock.frozen_at(NOW):
        yield NOW


@pytest.fixture
def client(app: Flask) -> Client:
    """A client that checks every page it meets; nobody is signed in."""
    return Client(app)
