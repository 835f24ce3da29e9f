"""Several workers beside each other: each job is done by one of them, once."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.marks import both_databases
from tests.timing import PATIENCE
from workshops.core.db import db, transaction
from workshops.jobs import registry, runner
from workshops.jobs.models import Job, JobState
from workshops.jobs.queue import enqueue
from workshops.people.models import Person

JOBS, WORKERS = 60, 4


def in_threads(app: Flask, work: Callable[[], None]) -> None:
    """Run `work` in as many threads as there are workers, all beginning at once."""
    start = threading.Barrier(WORKERS)

    def run() -> None:
        start.wait(PATIENCE)
        with app.app_context():
            work()
            db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)


def work_until_idle() -> None:
    """What a worker does, without waiting for more."""
    while runner.work_one():
        pass


@both_databases
def test_every_job_takes_effect_exactly_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_handlers", {})
    registry.handles("add", lambda number: db.session.add(Person(name=f"Person {number}")))
    with transaction():
        for number in range(JOBS):
            enqueue("add", number=number)
    in_threads(app, work_until_idle)

    names = Counter(db.session.scalars(select(Person.name)))
    assert names == {f"Person {number}": 1 for number in range(JOBS)}
    assert set(db.session.scalars(select(Job.state))) == {JobState.DONE}


@both_databases
def test_one_key_asked_for_by_many_at_once_is_one_job(app: Flask) -> None:
    def ask() -> None:
        for number in range(10):
            with transaction():
                enqueue("index", key=f"index:{number}")

    in_threads(app, ask)

    assert db.session.scalar(select(func.count(Job.id))) == 10
