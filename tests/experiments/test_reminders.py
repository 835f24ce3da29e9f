"""Owners hear once that an experiment is past its planned end."""

from datetime import date

from flask import Flask

from tests.experiments.makers import make_experiment
from tests.factories import make_engagement
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.experiments import tasks
from workshops.experiments.models.kinds import ExperimentState as State
from workshops.jobs import registry
from workshops.mail.models import Letter

BASE = "https://samskab.example"


def letters() -> list[Letter]:
    """Every letter there is, the oldest first."""
    return list(db.session.scalars(db.select(Letter).order_by(Letter.id)))


def remind() -> None:
    """Do the morning's job."""
    with transaction():
        tasks.remind(zone="Europe/Copenhagen", base_url=BASE)


def test_the_owner_of_a_late_experiment_gets_one_letter_for_each_end(app: Flask) -> None:
    late = make_experiment(state=State.RUNNING, ends_on=date(2026, 11, 22))
    late.owner.language = "da"
    make_experiment(state=State.RUNNING, ends_on=date(2026, 11, 23))
    remind()
    remind()

    (letter,) = letters()
    assert (letter.to_address, letter.language) == (late.owner.email, "da")
    assert late.name in letter.subject
    assert f"{BASE}/experiments/{late.public_id}" in letter.text
    assert "søndag den 22. november 2026" in letter.text

    late.ends_on = date(2026, 11, 21)
    db.session.commit()
    remind()
    assert len(letters()) == 2


def test_nobody_is_written_to_about_what_has_ended_or_whose_account_is_closed(app: Flask) -> None:
    make_experiment(state=State.CONCLUDED, ends_on=date(2026, 11, 1))
    closed = make_experiment(make_engagement(), State.RUNNING, ends_on=date(2026, 11, 1))
    closed.owner.disabled_at = clock.now()
    db.session.commit()
    remind()
    assert letters() == []


def test_the_job_comes_every_morning(app: Flask) -> None:
    assert tasks.REMIND in [daily.kind for daily in registry.daily()]
    with transaction():
        registry.handler_of(tasks.REMIND)()
