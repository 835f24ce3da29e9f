"""The road of a project manager whose browser runs no script."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import asking, guests
from tests.journeys.site import AGENCY, Site, press


@pytest.mark.browser
def test_an_engagement_an_agenda_and_an_invitation_need_no_javascript(site: Site) -> None:
    manager = site.staff(javascript=False)
    open_engagement(manager)
    workshop = asking.plan_from_recipe(manager)
    move_by_button(manager, workshop)
    paste_with_a_fault(manager, workshop)
    guests.send_invitations(site, manager)


def open_engagement(manager: Page) -> None:
    """Three fields are typed, two things chosen."""
    manager.goto("/engagements/new")
    manager.locator("[name=organisation]").fill(AGENCY)
    manager.locator("[name=name]").fill(asking.TITLE)
    manager.locator("[name=question]").fill(asking.QUESTION)
    asking.choose_goal(manager)
    press(manager, "Open the engagement")
    expect(manager.get_by_role("heading", level=1)).to_have_text(asking.TITLE)


def move_by_button(manager: Page, workshop: str) -> None:
    """A block goes down and up, and then to a place that is typed."""
    manager.goto(f"{workshop}/agenda")
    titles = manager.locator("[data-block] .block-title")
    before = titles.all_inner_texts()
    manager.locator("[data-down]").first.click()
    expect(titles).to_have_text([before[1], before[0], *before[2:]])
    manager.locator("[data-up]").nth(1).click()
    expect(titles).to_have_text(before)
    manager.locator("[data-block] .block-acts a").first.click()
    manager.locator("[name=to]").fill("3")
    press(manager, "Move")
    expect(titles).to_have_text([before[1], before[2], before[0], *before[3:]])


def paste_with_a_fault(manager: Page, workshop: str) -> None:
    """The wrong line is named when the list is sent, and nothing typed is lost."""
    manager.goto(f"{workshop}/invite")
    manager.locator("[name=guests]").fill(guests.pasted().replace(guests.RIGHT, guests.WRONG))
    press(manager, "Check before sending")
    expect(manager.locator("#read")).to_contain_text("Line 3")
    expect(manager.locator("#read")).to_contain_text(guests.WRONG)
    manager.locator("[name=guests]").fill(guests.pasted())
    press(manager, "Check before sending")
