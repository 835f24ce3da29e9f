"""From a note, a theme or an experiment forward to everything that rests on it."""

from datetime import UTC, datetime

from flask import Flask

from tests.deliverables.makers import make_deliverable, make_version
from tests.expectations.makers import make_theme
from tests.experiments.makers import make_experiment
from tests.factories import make_user, save
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core.actor import Actor, ActorKind, Role
from workshops.core.db import db
from workshops.deliverables.models import Deliverable, DeliverableSource
from workshops.deliverables.models.issued import VersionFlag, VersionSource
from workshops.deliverables.queries.trace import list_resting_on

KEY = "note:abcabcabcabcabca"


def as_actor(user: User) -> Actor:
    return Actor(ActorKind.USER, user.id, user.name, user.role)


def resting(made: Deliverable, **changes: object) -> Deliverable:
    values = {"key": KEY, "position": 1, "kind": "note", "label": "Note", **changes}
    save(DeliverableSource(deliverable_id=made.id, **values))
    return made


def test_drafts_and_issued_versions_that_rest_on_a_note_are_listed(app: Flask) -> None:
    draft, other = resting(make_deliverable()), make_deliverable()
    version = make_version(other)
    save(VersionSource(version_id=version.id, key=KEY))
    flag = save(VersionFlag(version_id=version.id, reason="withdrawn", source_key=KEY))
    manager = as_actor(draft.engagement.manager)
    found = [
        (one.deliverable.id, one.version, one.flagged_at) for one in list_resting_on(manager, KEY)
    ]
    assert found == [(draft.id, None, None), (other.id, version, flag.raised_at)]
    assert list_resting_on(manager, "note:other") == []


def test_what_was_cleaned_of_a_note_or_deleted_rests_on_it_no_more(app: Flask) -> None:
    gone = datetime(2026, 11, 1, tzinfo=UTC)
    cleaned = resting(make_deliverable(), gone_at=gone)
    resting(make_deliverable(deleted_at=gone))
    assert list_resting_on(as_actor(cleaned.engagement.manager), KEY) == []


def test_drafts_are_for_the_engagement_s_people_and_unlisted_issues_too(app: Flask) -> None:
    draft = resting(make_deliverable(library_listed=False))
    version = make_version(draft)
    save(VersionSource(version_id=version.id, key=KEY))
    reader = as_actor(make_user(Role.READER))
    assert list_resting_on(reader, KEY) == []
    draft.library_listed = True
    db.session.commit()
    assert [one.version for one in list_resting_on(reader, KEY)] == [version]


def test_pages_of_theme_and_experiment_lead_to_the_drafts_that_cite_them(client: Client) -> None:
    draft = make_deliverable(title="Oplæring i telefontid")
    theme, trial = make_theme(draft.engagement), make_experiment(draft.engagement)
    resting(draft, key=f"theme:{theme.public_id}")
    resting(draft, key=f"experiment:{trial.public_id}", position=2)
    client.sign_in(draft.engagement.manager)
    for path in (f"/themes/{theme.public_id}", f"/experiments/{trial.public_id}"):
        links = client.fetch(path).links()
        assert links["Oplæring i telefontid"] == f"/deliverables/{draft.public_id}"
