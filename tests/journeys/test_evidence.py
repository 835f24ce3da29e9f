"""The main job, walked in a browser on two real conversations: from what citizens said to what
an agency does about it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys import learning, planning, sorting
from tests.journeys.site import Site
from workshops.core import clock

AFTERWARDS = datetime(2026, 12, 21, 9, 0, tzinfo=UTC)


@pytest.mark.browser
def test_the_road_from_what_citizens_said_to_what_an_agency_does(site: Site) -> None:
    conversations = sorting.conversations()
    if conversations is None:
        pytest.skip("the conversations are not beside the project")
    manager = site.staff()
    engagement = sort(site, manager, *conversations)
    experiment = try_out(manager, engagement)
    with clock.frozen_at(AFTERWARDS):
        manager = site.staff()
        learn(manager, engagement, experiment)
    assert site.complaints == []


def sort(site: Site, manager: Page, youth: Path, housing: Path) -> str:
    """Both conversations come in, one is sorted; the address of its engagement."""
    engagement, other = sorting.open_engagements(manager)
    sorting.bring_in(site, youth, engagement, new=36)
    sorting.bring_in(site, housing, other, new=119)
    planning.have_tried(other)
    sorting.sort_by_keyboard(manager, engagement)
    return engagement


def try_out(manager: Page, engagement: str) -> str:
    """The experiment that answers a theme, from a concept to its start; its address."""
    theme = sorting.see_themes(manager, engagement)
    planning.write_concept(manager, theme)
    experiment = planning.plan(manager)
    planning.register(manager)
    planning.start(manager, experiment)
    return experiment


def learn(manager: Page, engagement: str, experiment: str) -> None:
    """What came of it, and the decision."""
    learning.write_observations(manager, engagement)
    learning.end(manager, experiment)
    learning.write_result(manager)
    learning.link_observations(manager)
    learning.find_causes(manager, experiment)
    learning.decide(manager)
