"""Putting work into the queue, in the caller's transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from workshops.core import clock
from workshops.core.db import db
from workshops.jobs.models import Job, JobState


def enqueue(
    kind: str, *, key: str | None = None, run_at: datetime | None = None, **payload: int | str
) -> None:
    """Have the handler of `kind` called with `payload` after this transaction, from `run_at` on.

    With a `key`, work that is still waiting or running is not queued a second time; work that had
    failed for good under that key starts anew.
    """
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    wanted: dict[str, Any] = {
        "kind": kind,
        "payload": payload,
        "key": key,
        "run_at": run_at or clock.now(),
    }
    db.session.execute(insert(Job).values(**wanted).on_conflict_do_nothing(index_elements=["key"]))
    if key is not None:
        db.session.execute(
            update(Job)
            .where(Job.key == key, Job.state == JobState.FAILED)
            .values(**wanted, state=JobState.READY, attempts=0, last_error="")
        )


def restart(job: Job, now: datetime) -> None:
    """Let a failed job be tried again from the start, now."""
    job.state = JobState.READY
    job.attempts = 0
    job.run_at = now
    db.session.flush()
