"""The main job, walked in a browser on two real conversations: from what citizens said to what
an agency does about it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import afterwards, handing_over, learning, planning, proposals, sorting
from tests.journeys.site import ADMINISTRATOR, Site
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
        manager, second = site.staff(), site.staff(ADMINISTRATOR)
        learn(manager, engagement, experiment)
        drafts = write(manager, engagement)
        versions = [agree(site, manager, second, draft) for draft in drafts]
        hand_over(site, manager, second, engagement)
        afterwards.find_in_library(second)
        take_back(manager, engagement, drafts, versions)
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


def write(manager: Page, engagement: str) -> list[str]:
    """Both proposals, composed and worked on; the addresses of the drafts."""
    proposals.name_contact(manager, engagement)
    training = proposals.compose(manager, engagement, proposals.TRAINING)
    proposals.edit_text(manager, training)
    proposals.answer_question(manager, training)
    return [training, proposals.compose(manager, engagement, proposals.SUPERVISION)]


def agree(site: Site, manager: Page, second: Page, draft: str) -> str:
    """The agency, the project manager and a second person agree; the issued version's address."""
    proposals.send_for_review(manager, draft)
    proposals.review(site, second)
    proposals.settle(manager, draft)
    proposals.approve(second, draft)
    return proposals.issue(site, manager, draft)


def hand_over(site: Site, manager: Page, second: Page, engagement: str) -> None:
    """The pack is delivered and acknowledged, and the agency gives its first answer."""
    pack = handing_over.make_pack(site, manager, engagement)
    handing_over.receive(site, handing_over.deliver(site, manager, second))
    handing_over.read_receipt(manager, pack)
    handing_over.answer(site, second)
    handing_over.read_answer(manager, engagement)


def take_back(manager: Page, engagement: str, drafts: list[str], versions: list[str]) -> None:
    """A note is withdrawn: gone from what can change, flagged in what cannot."""
    unsent = proposals.compose(manager, engagement, proposals.MAP)
    expect(manager.locator("article")).to_contain_text(sorting.FIRST)
    afterwards.withdraw(manager, engagement)
    afterwards.expect_words_gone(manager, engagement, [*drafts, unsent])
    for version in versions:
        afterwards.expect_flagged(manager, version)
