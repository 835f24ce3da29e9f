"""How often something may be done, counted in the database so that every process counts together.

`hit` and `within` count acts. `Guesses` slows down whoever guesses at a secret, and nobody else:

    guesses = limits.Guesses("sign-in", address)
    guesses.check()           # raises TooMany while this source has to wait for this account
    guesses.miss()            # it was wrong
    guesses.forgive()         # it was right; inside the caller's transaction

Only what was wrong counts, by account and source together, so that one source never shuts an
account for others, and a house behind one address not for those in it who know their passwords.

Keys are kept as a keyed hash: the table holds neither an address nor a source.
"""

import hmac
from datetime import datetime, timedelta
from math import ceil

from flask import current_app, request
from sqlalchemy import String, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

from workshops.core import clock
from workshops.core.columns import UtcDateTime
from workshops.core.db import Model, db, transaction
from workshops.core.errors import TooMany
from workshops.core.text import N_

MINUTES = N_("Too many attempts. Wait %(minutes)s min. and try again.")
SECONDS = N_("Too many attempts. Wait %(seconds)s seconds and try again.")
HOUR = timedelta(hours=1)
FREE, FREE_WHEN_MANY = 5, 1
MANY = 50  # wrong guesses an hour at one account from everywhere, or at anything from one source
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 5, 900


class Attempt(Model):
    """Attempts under one key since the window opened; over when `ends_at` has passed."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


def hit(key: str, limit: int, window_seconds: int) -> None:
    """Count one act under `key` in a transaction of its own, before the caller's.

    Raises TooMany from the one after `limit` on, until the window that the first one opened is
    over; trying meanwhile makes the wait no longer.
    """
    count, ends_at = _count(key, timedelta(seconds=window_seconds))
    if count > limit:
        raise _too_many(ends_at)


def within(key: str, limit: int, window_seconds: int) -> bool:
    """Count one act as `hit` does, and tell whether there were no more than `limit`."""
    count, _ends_at = _count(key, timedelta(seconds=window_seconds))
    return count <= limit


class Guesses:
    """Guesses at one secret (`what`) of one account or link (`whom`) from where this request is.

    After five wrong ones each further guess waits: 5 seconds, then 10, 20 and so on up to a quarter
    of an hour. Where an account is guessed at from everywhere, or a source guesses at everything,
    the first wrong one already makes it wait.
    """

    def __init__(self, what: str, whom: object) -> None:
        self.whom, self.here = f"{what}:{whom}", f"{what}@{source()}"
        self.both = f"{what}:{whom}@{source()}"
        self.wait = f"wait:{self.both}"

    def check(self) -> None:
        """Raises TooMany while the next guess has to wait."""
        ends_at = db.session.scalar(
            select(Attempt.ends_at).where(Attempt.key == _hashed(self.wait))
        )
        if ends_at is not None and ends_at > clock.now():
            raise _too_many(ends_at)

    def miss(self) -> None:
        """Count a wrong guess in transactions of its own, and set the wait that comes of it."""
        (misses, _), (at_whom, _), (from_here, _) = (
            _count(key, HOUR) for key in (self.both, self.whom, self.here)
        )
        free = FREE_WHEN_MANY if max(at_whom, from_here) > MANY else FREE
        if misses < free:
            return
        wait = min(FIRST_WAIT_SECONDS * 2 ** min(misses - free, 20), LONGEST_WAIT_SECONDS)
        until = clock.now() + timedelta(seconds=wait)
        with transaction(aside=True):
            db.session.merge(Attempt(key=_hashed(self.wait), count=misses, ends_at=until))

    def forgive(self) -> None:
        """Forget this source's wrong guesses at it; inside the caller's transaction."""
        gone = [_hashed(self.both), _hashed(self.wait)]
        db.session.execute(delete(Attempt).where(Attempt.key.in_(gone)))


def source() -> str:
    """Where the request comes from; proxies are believed as far as `trusted_proxies` says."""
    return request.remote_addr or "unknown"


def _hashed(key: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(secret, f"attempt:{key}".encode(), "sha256").hex()


def _too_many(ends_at: datetime) -> TooMany:
    seconds = max(1, ceil((ends_at - clock.now()).total_seconds()))
    if seconds < 60:
        return TooMany(SECONDS, seconds, seconds=seconds)
    return TooMany(MINUTES, seconds, minutes=-(-seconds // 60))


def _count(key: str, window: timedelta) -> tuple[int, datetime]:
    """How many there now are under `key`, and when they are forgotten; a transaction of its own."""
    now = clock.now()
    with transaction(aside=True):
        db.session.execute(delete(Attempt).where(Attempt.ends_at <= now))
        count, ends_at = db.session.execute(_raise(_hashed(key), now + window)).one()
    return count, ends_at


def _raise(key: str, ends_at: datetime) -> ReturningInsert[int, datetime]:
    """Insert the first attempt or raise the count, in one statement, on both databases."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    return (
        insert(Attempt)
        .values(key=key, count=1, ends_at=ends_at)
        .on_conflict_do_update(index_elements=["key"], set_={"count": Attempt.count + 1})
        .returning(Attempt.count, Attempt.ends_at)
    )
