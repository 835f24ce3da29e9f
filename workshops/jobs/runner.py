"""Doing jobs: claim one, do it and mark it done in one transaction, or put it back for later."""

import logging
import random
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, and_, case, func, or_, select, update

from workshops.core import clock, leases
from workshops.core.db import db, transaction
from workshops.jobs import registry, rules
from workshops.jobs.models import Job, JobState
from workshops.jobs.queue import enqueue

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    """A job that this worker holds as long as the token stands in its row."""

    id: int
    kind: str
    payload: dict[str, Any]
    attempts: int
    token: str


class Lost(Exception):
    """Another worker has taken the job over; whatever was done here is undone."""


def work_one() -> bool:
    """Do the next job that is due. False when there is none."""
    claim = claim_next(clock.now())
    if claim is None:
        return False
    try:
        _do(claim)
    except Lost:
        log.warning("job %s was taken over by another worker", claim.id)
    except Exception as fault:  # noqa: BLE001 - whatever a handler raises is the job's failure
        log.warning("job %s (%s) failed: %s", claim.id, claim.kind, type(fault).__name__)
        put_back(claim, fault, clock.now())
    return True


def claim_next(now: datetime) -> Claim | None:
    """Take the next due job, or one whose worker has died, by one statement; two never get one."""
    token = secrets.token_hex(16)
    with transaction():
        row = db.session.execute(
            update(Job)
            .where(Job.id == _next(now))
            .values(
                state=JobState.RUNNING,
                token=token,
                lease_until=now + rules.LEASE,
                attempts=Job.attempts + 1,
                updated_at=now,
            )
            .returning(Job.id, Job.kind, Job.payload, Job.attempts)
            .execution_options(synchronize_session=False)
        ).one_or_none()
    return Claim(row.id, row.kind, row.payload, row.attempts, token) if row else None


def put_back(claim: Claim, fault: Exception, now: datetime) -> None:
    """Note why a job failed; it comes again later, or after the last attempt stays failed."""
    wait = rules.back_off(claim.attempts, random.random())  # noqa: S311 - spreads load, no secret
    with transaction():
        db.session.execute(
            update(Job)
            .where(Job.id == claim.id, Job.token == claim.token)
            .values(
                state=JobState.READY if wait else JobState.FAILED,
                run_at=now + wait if wait else Job.run_at,
                token=None,
                lease_until=None,
                last_error=f"{type(fault).__name__}: {fault}"[:2000],
            )
        )


def queue_daily(zone: str, now: datetime) -> None:
    """Put the day's clock jobs into the queue once they are due, once for all workers."""
    for job in registry.daily():
        due = job.due(now, zone)
        if due and not db.session.scalar(select(Job.id).where(Job.key == due[0])):
            with transaction():
                enqueue(job.kind, key=due[0], run_at=due[1])


def _next(now: datetime) -> Any:
    """The job to take: the longest due one that is ready or whose lease has run out."""
    due = or_(
        and_(Job.state == JobState.READY, Job.run_at <= now),
        and_(Job.state == JobState.RUNNING, Job.lease_until < now),
    )
    return (
        select(Job.id)
        .where(due)
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )


def _do(claim: Claim) -> None:
    """Mark the job done and do it, both or neither.

    The first statement holds the row until the end, so no other worker can take the job while
    this one lives, however long it takes. Long work is done before, under a lease that is extended.
    """
    if claim.attempts > rules.ATTEMPTS:
        raise RuntimeError("every worker that took this job stopped before it was done")
    mine = update(Job).where(Job.id == claim.id, Job.token == claim.token)
    if registry.takes_long(claim.kind):
        with leases.extended(mine, rules.LEASE, f"job {claim.id}"):
            registry.handler_of(claim.kind)(**claim.payload)
    with transaction():
        held: CursorResult[Any] = db.session.execute(  # type: ignore[assignment]
            mine.values(
                state=JobState.DONE,
                token=None,
                lease_until=None,
                last_error="",
                key=case((func.substr(Job.key, 1, 5) == registry.CRON, Job.key), else_=None),
            )
        )
        if held.rowcount != 1:
            raise Lost
        if not registry.takes_long(claim.kind):
            registry.handler_of(claim.kind)(**claim.payload)
