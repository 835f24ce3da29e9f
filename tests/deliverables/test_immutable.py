"""The database keeps issued versions as they were, on both databases."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.deliverables.makers import make_deliverable, make_version
from tests.factories import save
from tests.marks import both_databases
from workshops.core import clock
from workshops.core.db import db
from workshops.deliverables.models.issued import DeliverableVersion, Recommendation, VersionSource

CHANGES = [
    "UPDATE deliverable_version SET document = document",
    "UPDATE deliverable_version SET sha256 = 'x'",
    "UPDATE deliverable_version SET title = 'x', superseded_at = NULL",
    "DELETE FROM deliverable_version",
    "UPDATE recommendation SET text = 'x'",
    "DELETE FROM recommendation",
    "UPDATE version_source SET key = 'x'",
    "DELETE FROM version_source",
]


def issued() -> DeliverableVersion:
    """A version with a recommendation and a source."""
    version = make_version(make_deliverable())
    save(Recommendation(version_id=version.id, number=1, key="m1", kind="module", text="Øv"))
    save(VersionSource(version_id=version.id, key="note:abc"))
    return version


@both_databases
@pytest.mark.parametrize("change", CHANGES)
def test_an_issued_version_is_never_changed(app: Flask, change: str) -> None:
    issued()
    with pytest.raises(DBAPIError, match="issued versions are never changed"):
        db.session.execute(text(change))


@both_databases
def test_a_version_may_be_superseded(app: Flask) -> None:
    version = issued()
    version.superseded_at = clock.now()
    db.session.commit()
    assert db.session.get_one(DeliverableVersion, version.id).superseded_at == clock.now()
