"""Columns that many tables share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import JSON, ColumnElement, DateTime, Dialect, Enum, String, TypeDecorator, or_
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, validates

from workshops.core import clock
from workshops.core.errors import NotFound
from workshops.core.text import N_, clean_line, fold, public_id, sort_key

E = TypeVar("E", bound=StrEnum)
KEY_LENGTH = 400


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database, on SQLite and PostgreSQL alike."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive instant; hand SQLite, which keeps no zone, a naive UTC one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the instant back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class OutsideInstant(UtcDateTime):
    """An instant that a program of somebody else's told: what is out of bounds is none.

    Also one that was kept before there were bounds, so that no page fails on it.
    """

    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Keep nothing instead of what is out of bounds."""
        return super().process_bind_param(clock.in_bounds(value), dialect)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give nothing back for what is out of bounds."""
        return clock.in_bounds(super().process_result_value(value, dialect))


class Kept(TypeDecorator[Any]):
    """JSON, an object or a list of them, whose keys are known by name with what is empty there.

    A key that an older release did not write yet is read as empty.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, **empty: Any) -> None:
        super().__init__()
        self._empty = empty

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        """Fill in what is missing."""
        if isinstance(value, list):
            return [{**self._empty, **row} for row in value]
        return value if value is None else {**self._empty, **value}


def enum_column(kind: type[E], name: str = "") -> Enum:
    """A StrEnum kept as its value in a short text column with a check constraint.

    A table's second column of the same kind needs a `name` of its own for the constraint.
    """
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
        name=name or kind.__name__.lower(),
    )


def key_column() -> String:
    """A text column that both databases compare byte by byte."""
    return String(KEY_LENGTH).with_variant(String(KEY_LENGTH, collation="C"), "postgresql")


class Identified:
    """A number for the database and a random public id for URLs."""

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=public_id)


class Timestamped:
    """When the row was made and last changed."""

    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now, onupdate=clock.now)


class Versioned:
    """An editable record: the version rises with each change and guards against lost updates."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class Deletable:
    """A record whose deletion can be undone for 30 days."""

    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None, index=True)


def require_there(*records: object) -> None:
    """Raise NotFound where a record is deleted: nothing is done with it but bringing it back."""
    if any(isinstance(record, Deletable) and record.deleted_at for record in records):
        raise NotFound(N_("This has been deleted meanwhile. It can be brought back from the bin."))


class Named:
    """A name with the keys it is sorted and searched by, kept in step with it."""

    name: Mapped[str] = mapped_column(String(200))
    name_sort: Mapped[str] = mapped_column(key_column(), index=True)
    name_search: Mapped[str] = mapped_column(key_column())

    @validates("name")
    def _keep_keys(self, _key: str, name: str) -> str:
        self.name_sort = sort_key(name)[:KEY_LENGTH]
        self.name_search = fold(name)[:KEY_LENGTH]
        return name


def every_word(text: str, *columns: Any) -> list[ColumnElement[bool]]:
    """Conditions: each word of a text stands in one of some columns that are searched by."""
    return [
        or_(*(column.contains(word, autoescape=True) for column in columns))
        for word in fold(clean_line(text)).split()
    ]
