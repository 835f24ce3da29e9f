"""A lease on a row: it runs out when its worker dies, and is extended while the work goes on."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import Update
from sqlalchemy.exc import SQLAlchemyError

from workshops.core import clock
from workshops.core.db import db

log = logging.getLogger(__name__)


@contextmanager
def extended(held: Update, lease: timedelta, what: str) -> Iterator[None]:
    """Extend a lease during the block, from a thread of its own.

    `held` is an update of the row as long as it is still this worker's, without values; `what` is
    what the log calls the row.
    """
    engine, stop = db.engine, threading.Event()

    def beat() -> None:
        while not stop.wait(lease.total_seconds() / 4):
            try:
                with engine.begin() as connection:
                    connection.execute(held.values(lease_until=clock.now() + lease))
            except SQLAlchemyError:
                log.exception("the lease of %s could not be extended", what)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
