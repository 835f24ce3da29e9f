"""Which rows are demo data: noted while they are written, so that they can be taken away whole."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, ColumnElement, String, Table, delete, event, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from workshops.activity.models import Activity
from workshops.core.db import Model, db
from workshops.engagements.models import Engagement
from workshops.files.models import StoredFile

Gone = dict[Table, set[int]]


class DemoRow(Model):
    """A row that belongs to the demo."""

    __tablename__ = "demo_row"

    table_name: Mapped[str] = mapped_column(String(63), primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True)


@contextmanager
def noting() -> Iterator[None]:
    """Note every new row with a number that is flushed inside the block."""
    found: list[tuple[str, int]] = []

    def note(session: Any, _context: Any) -> None:
        found.extend((r.__tablename__, r.id) for r in session.new if hasattr(r, "id"))

    event.listen(db.session, "after_flush", note)
    try:
        yield
        db.session.flush()
    finally:
        event.remove(db.session, "after_flush", note)
    db.session.add_all(DemoRow(table_name=table, row_id=number) for table, number in found)
    db.session.flush()


def remove_all() -> int:
    """Delete every demo row and what cannot be without it; clear links that can. How many rows."""
    tables = [t for t in db.metadata.sorted_tables if t.name != DemoRow.__tablename__]
    gone = _closure(tables)
    count = 0
    for table in reversed(tables):
        count += _remove(table, gone)
    db.session.execute(delete(DemoRow))
    db.session.expire_all()
    return count


def _closure(tables: list[Table]) -> Gone:
    """The numbers of the rows to go: the noted ones, and rows that must refer to one of them."""
    gone: Gone = defaultdict(set)
    for name, number in db.session.execute(select(DemoRow.table_name, DemoRow.row_id)):
        gone[db.metadata.tables[name]].add(number)
    for table in tables:
        if "id" not in table.c:
            continue
        for column, target in _references(table, nullable=False):
            hit = select(table.c.id).where(column.in_(gone[target]))
            gone[table].update(db.session.scalars(hit))
    _add_marked(gone, tables)
    _add_files(gone, tables)
    _name_acts(gone[db.metadata.tables[Activity.__tablename__]])
    return gone


def _name_acts(numbers: set[int]) -> None:
    """Name what was done in the demo after it was loaded; the database lets only named acts go."""
    kind = Activity.__tablename__
    query = select(DemoRow.row_id).where(DemoRow.table_name == kind)
    later = numbers - set(db.session.scalars(query))
    db.session.add_all(DemoRow(table_name=kind, row_id=number) for number in later)
    db.session.flush()


def _add_marked(gone: Gone, tables: list[Table]) -> None:
    """Letters, search entries and acts that only name the engagement they belong to."""
    lost = gone[db.metadata.tables[Engagement.__tablename__]]
    for table in tables:
        mark = table.c.get("engagement_id")
        if mark is not None and not mark.foreign_keys:
            gone[table].update(db.session.scalars(select(table.c.id).where(mark.in_(lost))))


def _add_files(gone: Gone, tables: list[Table]) -> None:
    """Files that a worker made, or somebody uploaded, for rows that go; bytes are swept nightly."""
    files = db.metadata.tables[StoredFile.__tablename__]
    for table in tables:
        hits = _hits(table, gone)
        for key in table.foreign_keys:
            if key.column.table is files and hits:
                owned = select(key.parent).where(or_(*hits), key.parent.is_not(None))
                gone[files].update(db.session.scalars(owned))


def _hits(table: Table, gone: Gone) -> list[ColumnElement[bool]]:
    """What is true of the rows of a table that go, none when all stay."""
    hits: list[ColumnElement[bool]] = [
        c.in_(gone[t]) for c, t in _references(table, nullable=False) if gone[t]
    ]
    if gone[table]:
        hits.append(table.c.id.in_(gone[table]))
    return hits


def _remove(table: Table, gone: Gone) -> int:
    for column, target in _references(table, nullable=True):
        if gone[target]:
            query = update(table).where(column.in_(gone[target]))
            if target is not table and gone[table]:
                query = query.where(table.c.id.not_in(gone[table]))
            db.session.execute(query.values({column: None}))
    hits = _hits(table, gone)
    if not hits:
        return 0
    return int(db.session.execute(delete(table).where(or_(*hits))).rowcount)  # type: ignore[attr-defined]


def _references(table: Table, *, nullable: bool) -> Iterator[tuple[Column[Any], Table]]:
    for key in table.foreign_keys:
        if bool(key.parent.nullable) is nullable:
            yield key.parent, key.column.table
