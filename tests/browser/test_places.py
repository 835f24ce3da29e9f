"""After an act: the same place, focus on what was acted on, and one sentence in the live region."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live import Live
from tests.browser.look import looking
from tests.timing import PATIENCE
from workshops.core.actor import Role

ACTS = [("overview.engagement", "Done"), ("deliverables.draft", "Move down")]
SEEN = """() => {
  const one = document.activeElement;
  return [one.tagName, Math.round(one.getBoundingClientRect().top)];
}"""
PRESS = """label => {
  const found = [...document.querySelectorAll("main form[method=post] button")];
  const button = found.filter((one) => one.childNodes[0].textContent.trim() === label).at(-1);
  button.scrollIntoView({ block: "center", behavior: "instant" });
  setTimeout(() => button.click());
  return Math.round(button.getBoundingClientRect().top);
}"""


def press(page: Page, label: str) -> int:
    """Press the last button of that label; how far down in the window it stood."""
    with page.expect_navigation(wait_until="load"):
        stood: int = page.evaluate(PRESS, label)
    return stood


@pytest.mark.browser
@pytest.mark.parametrize(("endpoint", "label"), ACTS)
def test_after_an_act_one_is_where_one_was(live: Live, endpoint: str, label: str) -> None:
    context = live.context(Role.PROJECT_MANAGER, "en")
    with looking(context) as looked:
        looked.open(live.addresses[endpoint], 360)
        stood = press(looked.page, label)
        tag, top = looked.page.evaluate(SEEN)
        assert tag not in ("BODY", "H1")
        assert abs(top - stood) <= 2
        expect(looked.page.locator("[data-said-here]")).not_to_be_empty(timeout=PATIENCE * 1000)
        assert looked.page.locator(".messages-here").is_visible()
        assert looked.complaints == []
