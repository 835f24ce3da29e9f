"""Searching a library of 100,000 entries over HTTP, on SQLite and on PostgreSQL."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import create_engine, event, select, text

from bench.server import Server, serve
from bench.session import flask, sign_in
from tests import postgres
from tests.search.corpus import Writer
from workshops.app import create_app
from workshops.core.actor import WORKER
from workshops.core.config import read_settings
from workshops.core.db import db, transaction
from workshops.people.models import Organisation
from workshops.search.models import EntryKind, SearchEntry, Visibility
from workshops.search.queries import Facet, Wish, search
from workshops.search.services import Entry, reindex
from workshops.search.tasks import forget

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "100000"))
TIMES = 5
WORDS = (
    "klage",
    "sag",
    "kommune",
    "ret",
    "effekt",
    "telefontid",
    "skolevejledning",
    "hospitalsbesøg",
    "borger samtale",
    "barn plan",
    "vand afgift",
    "digital ansøgning støtte",
    '"sag plan"',
    '"barn ret"',
    "budgetmål",
    "skatteklage regel",
)
NARROWED: tuple[dict[str, str], ...] = (
    {},
    {"outcome": "scale"},
    {"policy_area": "07", "year": "2024"},
    {"method": "m3"},
)
OTHERS = {
    "browse": "/library",
    "outcomes": "/library/outcomes?q=klage",
    "newest": "/library/search?sort=newest",
    "deep page": "/library/search?q=klage&sort=newest&cursor={deep}",
}


def main() -> None:
    """Print one block of figures a database."""
    print(f"{ENTRIES} entries; load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, url in _databases():
        environ = {"WORKSHOPS_ENV": "demo", "WORKSHOPS_DATABASE_URL": url}
        for command in (["db", "upgrade"], ["lab", "demo", "load"]):
            flask(command, environ)
        app = create_app(read_settings(Path(tempfile.mkdtemp()), environ))
        with app.app_context():
            _fill(1000)
            few = _reads()
            took = _fill(ENTRIES)
            many, deep = _reads(), _deep()
            db.session.remove()
            db.engine.dispose()
        print(f"\n{name}: filled in {took:.0f} s; {few} reads a search of 1,000, {many} of all")
        with serve("wsgi:app", environ) as server:
            server.headers["Cookie"] = sign_in(server)
            _report(server, deep)


@contextmanager
def _postgresql() -> Iterator[str]:
    with postgres.server() as url:
        engine = create_engine(url.format(database="postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE library"))
        engine.dispose()
        yield url.format(database="library")


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="samskab-bench-") as folder:
        yield "SQLite", f"sqlite:///{folder}/library.db"
    with _postgresql() as url:
        yield "PostgreSQL", url


def _fill(count: int) -> float:
    """Put the entries into the index; how many seconds that took."""
    start = time.perf_counter()
    agencies = list(db.session.scalars(select(Organisation.id).order_by(Organisation.id)))
    with transaction():
        reindex(_entries(agencies, count))
    with transaction():
        forget()
    return time.perf_counter() - start


def _entries(agencies: list[int], count: int) -> Iterator[Entry]:
    writer = Writer(seed=1)
    draw = writer.random
    kinds, levels = list(EntryKind), ("state", "region", "municipality")
    outcomes = ("scale", "adapt", "repeat", "stop", "hand_over", "")
    for number in range(1, count + 1):
        yield Entry(
            kind=draw.choices(kinds, (5, 4, 1, 2))[0],
            record_id=number,
            public_id=f"{number:016}",
            title=writer.title(),
            text=writer.text(draw.randint(40, 160)),
            happened_on=date(2010, 1, 1) + timedelta(days=draw.randrange(6000)),
            engagement_id=draw.randrange(1, 3000),
            organisation_id=draw.choice(agencies),
            level=draw.choice(levels),
            policy_area=f"{draw.randrange(1, 11):02}.{draw.randrange(1, 6)}",
            stage=draw.choice(("learning", "analysis", "test", "measuring")),
            outcome=draw.choice(outcomes),
            evidence_level=draw.choice((1, 1, 1, 2, 2, 3, 4, 5)),
            methods=tuple(f"m{n}" for n in draw.sample(range(40), draw.randrange(4))),
            visibility=draw.choices(list(Visibility), (9, 1))[0],
        )


def _reads() -> int:
    """How many statements one search with a text and a facet takes."""
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *sent: statements.append(sent[2]))
    search(WORKER, Wish(text="klage", filters={Facet.OUTCOME: ["scale"]}))
    db.session.rollback()
    return len([one for one in statements if one.startswith("SELECT")])


def _deep() -> str:
    """The cursor of about page 1,000 of a word that every second entry has."""
    newest = select(SearchEntry.id).order_by(SearchEntry.id.desc())
    return str(db.session.scalar(newest.offset(ENTRIES * 4 // 10).limit(1)))


def _report(server: Server, deep: str) -> None:
    connection = server.connection()
    print(f"{'':<34}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}")
    for narrowed in NARROWED:
        paths = [f"/library/search?{urlencode({'q': word, **narrowed})}" for word in WORDS]
        label = "search" + "".join(f" {name}={value}" for name, value in narrowed.items())
        _line(server, label, paths)
    for label, path in OTHERS.items():
        _line(server, label, [path.format(deep=deep)])
    connection.close()


def _line(server: Server, label: str, paths: list[str]) -> None:
    """Fetch each page a few times, in turn, after one that warms the server up."""
    connection, took = server.connection(), []
    for path in paths:
        server.get(path, connection)
    for _ in range(TIMES):
        for path in paths:
            start = time.perf_counter()
            server.get(path, connection)
            took.append((time.perf_counter() - start) * 1000)
    took.sort()
    cpu = server.cpu_ms(paths[0], TIMES)
    print(f"{label:<34}{took[len(took) // 2]:>8.0f}{took[len(took) * 95 // 100]:>8.0f}{cpu:>8.0f}")
