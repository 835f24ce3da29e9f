"""The index follows what happens to engagements and methods, and can be built anew."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.experiments.makers import make_experiment
from tests.factories import make_engagement, make_method, make_organisation
from tests.marks import both_databases
from tests.search.makers import make_entry
from workshops.cli.reindex import rebuild
from workshops.core import clock
from workshops.core.actor import COMMAND_LINE, WORKER
from workshops.core.db import db, transaction
from workshops.engagements.models import Engagement
from workshops.engagements.services.records import delete_engagement, restore_engagement
from workshops.overview.services.bin import purge_deleted
from workshops.planning.services.methods import (
    delete_method,
    load_standing_methods,
    restore_method,
)
from workshops.search.models import SearchEntry
from workshops.search.queries import Wish, search
from workshops.search.services import follow_engagement


def titles(text: str, engagement: Engagement | None = None) -> list[str]:
    """What is found for a text by somebody who works on that engagement."""
    own = frozenset([engagement.id]) if engagement else frozenset[int]()
    found = search(WORKER, Wish(text=text, engagements=own, language="en"))
    return [hit.title_text for hit in found.hits]


@both_databases
def test_what_belongs_to_a_deleted_engagement_is_found_when_it_is_back(app: Flask) -> None:
    engagement = make_engagement()
    make_entry("Ventetid", engagement_id=engagement.id)
    actor = engagement.manager.actor()
    with transaction():
        delete_engagement(actor, engagement=engagement)
    assert titles("ventetid", engagement) == []
    with transaction():
        assert rebuild() == 0
    make_entry("Ventetid", engagement_id=engagement.id)
    with transaction():
        restore_engagement(actor, engagement=engagement)
    assert titles("ventetid", engagement) == ["Ventetid"]


def test_what_belongs_to_a_purged_engagement_is_gone(app: Flask) -> None:
    engagement = make_engagement()
    make_entry("Ventetid", engagement_id=engagement.id)
    with transaction():
        delete_engagement(engagement.manager.actor(), engagement=engagement)
    with transaction():
        purge_deleted(now=clock.now() + timedelta(days=31))
    assert db.session.scalars(select(SearchEntry)).all() == []


def test_entries_follow_their_engagement_to_another_agency(app: Flask) -> None:
    entry, agency = make_entry("Ventetid", engagement_id=5), make_organisation()
    with transaction():
        follow_engagement(
            5, organisation_id=agency.id, level="region", policy_area="07.2", hidden=False
        )
    (hit,) = search(WORKER, Wish(text="ventetid")).hits
    assert (hit.record_id, hit.organisation_id) == (entry.record_id, agency.id)
    assert (hit.level, hit.policy_area) == ("region", "07.2")


@both_databases
def test_methods_are_found_in_both_languages(app: Flask) -> None:
    with transaction():
        load_standing_methods(COMMAND_LINE)
    assert titles("bekymring") == titles("hopes") == ["Hopes and fears"]
    method = make_method()
    title = method.text("en").name
    for act, count in ((delete_method, 0), (restore_method, 1)):
        with transaction():
            act(COMMAND_LINE, method=method)
        assert titles(f'"{title}"').count(title) == count


@both_databases
def test_the_index_is_built_anew_from_the_records(app: Flask) -> None:
    make_entry("Forladt")
    make_experiment(make_engagement(), name="Skærm på skadestuen")
    make_method()
    with transaction():
        count = rebuild()
    assert count == len(db.session.scalars(select(SearchEntry)).all()) > 1
    assert titles("forladt") == []
    assert titles("skadestuer") == ["Skærm på skadestuen"]
