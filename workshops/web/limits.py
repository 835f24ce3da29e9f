"""How often something may be tried, counted in the database so that every process counts together.

Keys are kept as a keyed hash: the table holds neither an address nor a source.
"""

import hmac
from datetime import datetime, timedelta

from flask import current_app, request
from sqlalchemy import String, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

from workshops.core import clock
from workshops.core.columns import UtcDateTime
from workshops.core.db import Model, db, transaction
from workshops.core.errors import TooMany
from workshops.core.text import N_

MESSAGE = N_("Too many attempts. Wait %(minutes)s min. and try again.")
LONGEST_SECONDS = 3600


class Attempt(Model):
    """Attempts under one key since the window opened; over when `ends_at` has passed."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


def hit(key: str, limit: int, window_seconds: int) -> None:
    """Count one attempt under `key` in a transaction of its own, before the caller's.

    Raises TooMany from the one after `limit` on; each further attempt doubles the wait, up to
    an hour, so guessing gets slower the longer it goes on.
    """
    now = clock.now()
    with transaction():
        db.session.execute(delete(Attempt).where(Attempt.ends_at <= now))
        first_end = now + timedelta(seconds=window_seconds)
        count, ends_at = db.session.execute(_count(_hashed(key), first_end)).one()
        if count > limit:
            wait = min(
                window_seconds * 2 ** min(count - limit - 1, 20),
                max(window_seconds, LONGEST_SECONDS),
            )
            ends_at = max(ends_at, now + timedelta(seconds=wait))
            db.session.merge(Attempt(key=_hashed(key), count=count, ends_at=ends_at))
    if count > limit:
        seconds = int((ends_at - now).total_seconds())
        raise TooMany(MESSAGE, seconds, minutes=-(-seconds // 60))


def forget(key: str) -> None:
    """Start again under `key`, because the attempt succeeded; inside the caller's transaction."""
    db.session.execute(delete(Attempt).where(Attempt.key == _hashed(key)))


def source() -> str:
    """Where the request comes from; proxies are believed as far as `trusted_proxies` says."""
    return request.remote_addr or "unknown"


def _hashed(key: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(secret, f"attempt:{key}".encode(), "sha256").hex()


def _count(key: str, ends_at: datetime) -> ReturningInsert[int, datetime]:
    """Insert the first attempt or raise the count, in one statement, on both databases."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    return (
        insert(Attempt)
        .values(key=key, count=1, ends_at=ends_at)
        .on_conflict_do_update(index_elements=["key"], set_={"count": Attempt.count + 1})
        .returning(Attempt.count, Attempt.ends_at)
    )
