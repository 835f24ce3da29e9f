"""A lab that runs an older release keeps every row when it is upgraded."""

import lzma
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import MetaData, func, select

from tests.architecture.test_schema import differences, missing_checks
from tests.databases import Databases
from tests.marks import both_databases
from workshops.core.db import db

HERE = Path(__file__).parent
AS_IT_STOOD = {
    "sqlite": HERE / "demo_0004.sqlite.xz",
    "postgresql": HERE / "demo_0004.postgresql.sql.xz",
}


def restore(app: Flask) -> None:
    """Put the demo of release 0004 in the place of the application's database."""
    dump = lzma.decompress(AS_IT_STOOD[db.engine.dialect.name].read_bytes())
    url = db.engine.url
    db.session.remove()
    db.engine.dispose()
    if url.get_backend_name() == "sqlite":
        Path(url.database or "").write_bytes(dump)
        return
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connection.execute(dump)


def count_rows() -> dict[str, int]:
    """How many rows each table has."""
    there = MetaData()
    there.reflect(db.engine)
    with db.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in there.sorted_tables
            if not table.name.startswith("search_index") and table.name != "alembic_version"
        }


@both_databases
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")
def test_an_older_lab_is_upgraded_whole(app: Flask, databases: Databases) -> None:
    restore(app)
    before = count_rows()
    upgrade()
    after = count_rows()
    assert before["person"] == 60
    assert {name: after.get(name) for name in before} == before
    assert (differences(db.metadata), missing_checks(db.metadata)) == ([], [])
