"""The guest's page in a browser: with the keyboard alone, and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.invitations.makers import list_invitations, make_invited
from tests.journeys.guests import expect_answer
from tests.journeys.site import Site
from workshops.core.db import db
from workshops.invitations.queries import sent_of
from workshops.invitations.services.letters import link_of
from workshops.planning.models import Answer

STEPS = 12


@pytest.mark.browser
def test_a_guest_answers_with_the_keyboard_alone(site: Site) -> None:
    guest = site.somebody("da")
    guest.goto(_invited())
    _tab_to(guest, "maybe")
    guest.keyboard.press("Enter")
    expect_answer(guest, Answer.MAYBE)
    _tab_to(guest, "no")
    guest.keyboard.press("Space")
    expect_answer(guest, Answer.NO)
    assert site.complaints == []


@pytest.mark.browser
def test_a_guest_answers_without_javascript(site: Site) -> None:
    guest = site.somebody("da", javascript=False)
    guest.goto(_invited())
    for answer in (Answer.YES, Answer.NO):
        guest.locator(f"#answer button[value={answer.value}]").click()
        expect_answer(guest, answer)
    guest.locator("[name=diet]").fill("Vegetar")
    guest.locator("#needs button[type=submit]").click()
    expect(guest.locator("#needs .alert")).to_be_visible()
    expect(guest.locator("[name=diet]")).to_have_value("Vegetar")


def _invited() -> str:
    """The address of a guest's page."""
    make_invited()
    first = list_invitations()[0]
    address = link_of(first, sent_of(first)).url()
    db.session.rollback()
    return address


def _tab_to(page: Page, value: str) -> None:
    """Press Tab until the button of that answer has the focus."""
    for _step in range(STEPS):
        page.keyboard.press("Tab")
        if page.locator(f":focus[value={value}]").count():
            return
    raise AssertionError(f"{value} was not reached in {STEPS} steps")
