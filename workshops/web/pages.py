"""Lists on pages: sorting and paging that survive each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import ColumnElement, Select, func

from workshops.core.db import db
from workshops.web.arguments import asked, asked_query

PER_PAGE = 25
Row = TypeVar("Row")


def here(**changes: Any) -> str:
    """This page's URL with some of its query changed; None takes a parameter away."""
    query = {**asked_query(), **changes}
    kept = {key: value for key, value in query.items() if value not in (None, "", [])}
    return url_for(str(request.endpoint), **(request.view_args or {}), **kept)


@dataclass(frozen=True)
class Sorting:
    """How a list is sorted: one of the allowed keys, up or down."""

    key: str
    descending: bool

    def url(self, key: str) -> str:
        """The page sorted by `key`; the other way round when it already is."""
        turn = key == self.key and not self.descending
        return here(sort=f"-{key}" if turn else key, page=None)


def sorting(columns: Mapping[str, Any], default: str) -> tuple[Sorting, ColumnElement[Any]]:
    """What `?sort=` asks for, if allowed, and the column to order by."""
    wish = asked("sort", default)
    if wish.lstrip("-") not in columns:
        wish = default
    chosen = Sorting(wish.lstrip("-"), wish.startswith("-"))
    column = columns[chosen.key]
    return chosen, column.desc() if chosen.descending else column.asc()


def asked_number(name: str, highest: int = 9999) -> int:
    """The whole number that the address asks for, from 0 to `highest`; 0 where it names none."""
    typed = asked(name)
    return min(int(typed), highest) if typed.isdecimal() and len(typed) < 10 else 0


@dataclass(frozen=True)
class Pagination(Generic[Row]):
    """One page of a list. `page` counts from 1."""

    items: Sequence[Row]
    page: int
    total: int
    per_page: int = PER_PAGE

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, ceil(self.total / self.per_page))

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1; 0 when there is none."""
        return (self.page - 1) * self.per_page + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.page * self.per_page, self.total)

    def url(self, page: int) -> str:
        """Another page of the same list."""
        return here(page=page if page > 1 else None)


def paginate(query: Select[Any], per_page: int = PER_PAGE) -> Pagination[Any]:
    """The page that `?page=` asks for, or the last one; two queries whatever the size.

    The query has no grouping: each of its rows is a record.
    """
    counted = query.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    total = db.session.scalar(counted) or 0
    last = max(1, ceil(total / per_page))
    page = max(1, asked_number("page", last))
    rows = db.session.scalars(query.limit(per_page).offset((page - 1) * per_page)).all()
    return Pagination(rows, page, total, per_page)
