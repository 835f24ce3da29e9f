"""Queueing and doing jobs, on both databases."""

from collections import Counter
from datetime import datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import make_job
from tests.marks import both_databases
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.jobs import registry, rules, runner, tasks
from workshops.jobs.models import Job, JobState
from workshops.jobs.queue import enqueue, restart
from workshops.people.models import Person


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Handlers "note" (remembers its payload) and "fail" (writes a person, then raises)."""
    noted: list[object] = []

    def fail() -> None:
        db.session.add(Person(name="Never"))
        db.session.flush()
        raise ValueError("no such room")

    monkeypatch.setattr(registry, "_handlers", {})
    monkeypatch.setattr(registry, "_daily", {})
    registry.handles("note", lambda **payload: noted.append(payload))
    registry.handles("fail", fail)
    return noted


def add(kind: str, **options: int | str) -> None:
    """Queue a job in its own transaction."""
    with transaction():
        enqueue(kind, **options)  # type: ignore[arg-type]


def only_job() -> Job:
    """The one job there is, as the database has it."""
    db.session.rollback()
    return db.session.scalars(select(Job)).one()


@both_databases
def test_job_is_done_once_with_its_payload(app: Flask, done: list[object]) -> None:
    add("note", person_id=7, word="æble")

    assert [runner.work_one(), runner.work_one()] == [True, False]
    assert done == [{"person_id": 7, "word": "æble"}]
    assert only_job().state is JobState.DONE


@both_databases
def test_job_vanishes_with_its_transaction(app: Flask, done: list[object]) -> None:
    def queue_and_fail() -> None:
        with transaction():
            enqueue("note")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        queue_and_fail()
    assert runner.work_one() is False


@both_databases
def test_same_key_is_queued_once_until_it_is_done(app: Flask, done: list[object]) -> None:
    add("note", key="index:3")
    add("note", key="index:3")
    assert [runner.work_one(), runner.work_one()] == [True, False]
    add("note", key="index:3")
    assert runner.work_one() is True


@both_databases
def test_failure_undoes_the_work_and_comes_again(app: Flask, done: list[object]) -> None:
    add("fail")
    now = clock.now()

    assert runner.work_one() is True
    job = only_job()
    assert (job.state, job.attempts) == (JobState.READY, 1)
    assert timedelta(seconds=16) <= job.run_at - now <= timedelta(seconds=24)
    assert job.last_error == "ValueError: no such room"
    assert db.session.scalar(select(Person)) is None
    assert runner.work_one() is False


def test_after_five_failures_it_stays_failed_until_started_again(
    app: Flask, done: list[object], frozen_clock: datetime
) -> None:
    add("fail")
    for minute in range(rules.ATTEMPTS + 2):
        with clock.frozen_at(frozen_clock + timedelta(minutes=5 * minute)):
            runner.work_one()
    assert (only_job().state, only_job().attempts) == (JobState.FAILED, 5)

    with transaction():
        restart(only_job_in_transaction(), frozen_clock)
    assert (only_job().state, only_job().attempts) == (JobState.READY, 0)


def only_job_in_transaction() -> Job:
    """The one job there is, to be changed."""
    return db.session.scalars(select(Job)).one()


def test_unknown_kind_fails_visibly(app: Flask, done: list[object]) -> None:
    add("forgotten")
    runner.work_one()
    assert "nobody handles" in only_job().last_error


@both_databases
def test_job_of_a_dead_worker_is_taken_over_and_the_dead_one_changes_nothing(
    app: Flask, done: list[object], frozen_clock: datetime
) -> None:
    add("note")
    first = runner.claim_next(frozen_clock)
    assert first is not None
    assert runner.claim_next(frozen_clock + timedelta(seconds=90)) is None

    second = runner.claim_next(frozen_clock + timedelta(seconds=91))
    assert second is not None
    with pytest.raises(runner.Lost):
        runner._do(first)
    runner._do(second)
    assert len(done) == 1


def test_job_that_kills_every_worker_ends_as_failed(
    app: Flask, done: list[object], frozen_clock: datetime
) -> None:
    add("note")
    for n in range(rules.ATTEMPTS):
        assert runner.claim_next(frozen_clock + timedelta(minutes=2 * n)) is not None
    with clock.frozen_at(frozen_clock + timedelta(minutes=20)):
        runner.work_one()

    assert done == []
    assert only_job().state is JobState.FAILED


@both_databases
def test_daily_job_comes_once_a_day_however_many_workers_ask(
    app: Flask, done: list[object], frozen_clock: datetime
) -> None:
    registry.every("note", at=time(7, 0))
    for hours in (0, 1, 16, 17, 18, 19, 24):
        with clock.frozen_at(frozen_clock + timedelta(hours=hours)):
            runner.queue_daily("Europe/Copenhagen", clock.now())
            runner.queue_daily("Europe/Copenhagen", clock.now())
            runner.work_one()

    assert len(done) == 2


def test_daily_job_in_the_repeated_hour_has_one_key(frozen_clock: datetime) -> None:
    job = registry.Daily("digest", time(2, 30))
    night = datetime.fromisoformat("2027-10-31T00:30:00+00:00")
    keys = {
        due[0]
        for minutes in range(0, 180, 10)
        if (due := job.due(night + timedelta(minutes=minutes), "Europe/Copenhagen"))
    }
    assert keys == {"cron:digest:2027-10-31T02:30"}


@both_databases
def test_done_jobs_are_forgotten_after_a_month_and_failed_ones_are_not(
    app: Flask, frozen_clock: datetime
) -> None:
    for days in (29, 31):
        with clock.frozen_at(frozen_clock - timedelta(days=days)):
            make_job(state=JobState.DONE)
            make_job()
    with transaction():
        enqueue(tasks.TIDY)
    runner.work_one()

    left = Counter(db.session.scalars(select(Job.state)))
    assert left == {JobState.DONE: 2, JobState.FAILED: 2}


def test_waits_grow_and_are_spread() -> None:
    assert [rules.back_off(n, 0.5) for n in range(1, 6)] == [
        *(timedelta(seconds=s) for s in (20, 40, 80, 160)),
        None,
    ]
    assert rules.back_off(1, 0.0) == timedelta(seconds=16)
