"""The bin of the evidence chain: what was deleted comes back, or is gone after 30 days."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.deliverables.compositions import FIRST
from tests.deliverables.makers import make_deliverable
from tests.deliverables.packs import make_pack
from tests.expectations.makers import make_theme
from tests.experiments.learned import make_artefact, make_barrier, make_finding
from tests.experiments.makers import make_concept, make_experiment
from tests.factories import make_engagement, make_user, save
from tests.marks import both_databases
from tests.pages import Client
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.deliverables.services.composing import renew
from workshops.engagements.models import Engagement
from workshops.experiments.models.kinds import ExperimentState
from workshops.files.models import StoredFile
from workshops.overview import tasks


def asking(engagement: Engagement) -> Any:
    """A composed draft that has asked the agency something."""
    draft = make_deliverable(engagement)
    renew(draft, FIRST)
    return draft


def running(engagement: Engagement) -> Any:
    """An experiment that has begun, so that something can be learned."""
    return make_experiment(engagement, ExperimentState.RUNNING)


MAKERS: dict[str, Callable[[Engagement], Any]] = {
    "theme": make_theme,
    "concept": make_concept,
    "barrier": lambda engagement: make_barrier(running(engagement)),
    "skill": lambda engagement: make_finding(running(engagement)),
    "artefact": lambda engagement: make_artefact(running(engagement)),
    "experiment": lambda engagement: make_experiment(engagement, ExperimentState.IDEA),
    "deliverable": asking,
    "pack": make_pack,
}


def thrown_away(kind: str, engagement: Engagement, days: int = 0) -> Any:
    """A record of a kind that was deleted so many days ago."""
    record = MAKERS[kind](engagement)
    record.deleted_at = clock.now() - timedelta(days=days)
    return save(record)


@pytest.mark.parametrize("kind", MAKERS)
def test_it_is_brought_back_by_those_whose_it_is(app: Flask, client: Client, kind: str) -> None:
    manager = make_user()
    record = thrown_away(kind, make_engagement(manager))
    address = f"/lab/bin/{kind}/{record.public_id}/restore"
    Client(app).sign_in(make_user()).submit(address, {}, 404)
    page = client.sign_in(manager).fetch("/lab/bin")
    client.submit_form(page, address, 303)
    assert record.deleted_at is None


@both_databases
@pytest.mark.parametrize("kind", MAKERS)
def test_after_thirty_days_it_is_gone(app: Flask, kind: str) -> None:
    engagement = make_engagement()
    old, kept = (thrown_away(kind, engagement, days) for days in (31, 29))
    model, stays = type(old), kept.id
    with transaction():
        tasks.purge_deleted()
    query = select(model.id).where(model.deleted_at.is_not(None))
    assert list(db.session.scalars(query)) == [stays]


def test_the_archive_of_a_pack_goes_with_it(app: Flask) -> None:
    pack = thrown_away("pack", make_engagement(), 31)
    gone = pack.file_id
    with transaction():
        tasks.purge_deleted()
    assert gone is not None
    left = select(func.count()).select_from(StoredFile).where(StoredFile.id == gone)
    assert db.session.scalar(left) == 0
