"""Work that takes long: done outside a transaction, under a lease that is kept."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.marks import both_databases
from tests.timing import PATIENCE
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.jobs import registry, rules, runner
from workshops.jobs.models import Job, JobState
from workshops.jobs.queue import enqueue
from workshops.people.models import Person


def only_job() -> Job:
    """The one job there is, as the database has it."""
    db.session.rollback()
    return db.session.scalars(select(Job)).one()


def queue(monkeypatch: pytest.MonkeyPatch, work: registry.Handler) -> None:
    """Have a job of long work waiting."""
    monkeypatch.setattr(registry, "_handlers", {})
    monkeypatch.setattr(registry, "_long", set())
    registry.handles_long("long", work)
    with transaction():
        enqueue("long", key="long:1")


@both_databases
def test_long_work_opens_transactions_of_its_own(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work() -> None:
        with transaction():
            db.session.add(Person(name="Første"))
        with transaction():
            db.session.add(Person(name="Anden"))

    queue(monkeypatch, work)
    assert runner.work_one()
    assert only_job().state is JobState.DONE
    assert db.session.scalars(select(Person.name).order_by(Person.id)).all() == ["Første", "Anden"]


def test_long_work_that_fails_comes_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def work() -> None:
        raise ValueError("no paper")

    queue(monkeypatch, work)
    assert runner.work_one()
    assert (only_job().state, only_job().last_error) == (JobState.READY, "ValueError: no paper")


@both_databases
def test_the_lease_is_kept_while_long_work_lasts(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LEASE", timedelta(seconds=0.2))
    extended = threading.Event()

    def work() -> None:
        with transaction():
            begun = db.session.scalars(select(Job.lease_until)).one()
        with clock.frozen_at(clock.now() + timedelta(minutes=5)):
            for _ in range(PATIENCE * 50):
                with transaction():
                    until = db.session.scalars(select(Job.lease_until)).one()
                if begun and until and until > begun + timedelta(minutes=1):
                    extended.set()
                    return
                threading.Event().wait(0.02)

    queue(monkeypatch, work)
    assert runner.work_one()
    assert extended.is_set()
    assert only_job().state is JobState.DONE
