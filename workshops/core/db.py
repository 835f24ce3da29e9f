"""The database: one session, one visible transaction, the same on SQLite and PostgreSQL."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm.exc import StaleDataError

from workshops.core.errors import Stale
from workshops.core.text import N_

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_TIMEOUT_MS = 5000
ERASE_TIMEOUT_MS = 500
AWAY = (OperationalError, InterfaceError, NoneFree)  # the database, for a while
_FIRST: list[Callable[[], None]] = []
STATEMENTS = 256  # how many statements a function that only writes them keeps, one for each actor


class Base(DeclarativeBase):
    """What every table inherits: names for constraints, so that migrations can refer to them."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base, session_options={"autoflush": True})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def is_modelled(_thing: Any, name: str | None, kind: str, *_: Any) -> bool:
    """Whether Alembic compares a table with the models: not the full-text index and its parts."""
    return not (kind == "table" and name is not None and name.startswith("search_index"))


def do_first(act: Callable[[], None]) -> Callable[[], None]:
    """Have `act` done at the beginning of each transaction, in it; an error in it ends it."""
    _FIRST.append(act)
    return act


@contextmanager
def transaction(*, aside: bool = False) -> Iterator[None]:
    """One visible transaction: commits at the end of the block, rolls all of it back on an error.

    On SQLite it takes the write lock at once (BEGIN IMMEDIATE), so what is read inside is what is
    written over. What was read before the block is read again when it is next used. Raises
    RuntimeError inside another transaction, and Stale when a versioned record was changed by
    another transaction at the same moment. `aside` is one that is no act of a person, as counting
    is: what `do_first` was given is left out.
    """
    session = db.session
    if session.info.get("in_transaction"):
        raise RuntimeError("transaction() inside transaction()")
    session.rollback()
    session.info["in_transaction"] = True
    try:
        _open(() if aside else _FIRST)
        yield
        session.commit()
    except StaleDataError as race:
        session.rollback()
        raise Stale(N_("Somebody else has saved this at the same moment.")) from race
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("in_transaction", None)


def _open(first: Sequence[Callable[[], None]]) -> None:
    db.session.connection(execution_options={"write": True})
    for act in first:
        act()


def lock(record: Base) -> None:
    """Read a record anew and hold its row until the transaction ends.

    Only its own row: what was read along with it by outer joins PostgreSQL refuses to lock.
    """
    db.session.refresh(record, with_for_update={"of": type(record)})


def erase_log() -> None:
    """Empty SQLite's write-ahead log after a commit, so that what was erased is gone from it too.

    Where somebody is reading it just then, it is emptied by the next who writes enough.
    """
    engine = db.engine
    if engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={ERASE_TIMEOUT_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    finally:
        connection.close()


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: Any) -> None:
    """What each new connection is told before anybody uses it."""
    if isinstance(connection, sqlite3.Connection):
        _prepare_sqlite(connection)
    else:
        _prepare_postgresql(connection)


def _prepare_postgresql(connection: Any) -> None:
    """Instants come in UTC, whatever the server's zone: the calendar's ends exist in no other."""
    connection.execute("SET TIME ZONE 'UTC'")
    connection.commit()


def _prepare_sqlite(connection: sqlite3.Connection) -> None:
    """Foreign keys, write-ahead log and patience on SQLite; transactions begin where we say."""
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_on_sqlite(connection: Connection) -> None:
    """Begin for the driver: at once with the write lock inside transaction(), else for reading."""
    if connection.dialect.name == "sqlite":
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
