"""Every page in its other states: with nothing there yet, and with a form that was sent wrong.

Run by `make full` alone; `make test` opens every page full, and two error pages.
"""

import pytest
from playwright.sync_api import Page

from tests.browser.live import Live
from tests.browser.look import Looked, looking
from tests.browser.test_every_page import ALL, RULES

OUTER = {"engagement_id", "workshop_id"}
PLAIN = [name for name, rule in RULES.items() if rule.arguments <= OUTER]
EMPTY_AND_SEND = """
() => {
  const typed = "input:not([type=hidden]):not([type=submit]):not([type=checkbox]), textarea";
  for (const form of document.querySelectorAll("main form[method=post]")) {
    const fields = [...form.querySelectorAll(typed)];
    if (!fields.length) continue;
    for (const field of fields) field.value = "";
    form.submit();
    return true;
  }
  return false;
}
"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One case a page, language and width."""
    pages = PLAIN if "plain" in metafunc.fixturenames else list(RULES)
    names = ("plain" if "plain" in metafunc.fixturenames else "endpoint", "language", "width")
    metafunc.parametrize(names, [(page, *turn) for page in pages for turn in ALL])


def check(looked: Looked) -> None:
    """No barrier, and nothing out of reach or sight."""
    assert looked.barriers() == []
    assert looked.faults() == []


@pytest.mark.browser
def test_a_page_with_nothing_there_yet_is_open_to_everybody(
    new_lab: Live, plain: str, language: str, width: int
) -> None:
    context = new_lab.context(new_lab.role_for(RULES[plain]), language)
    answer = context.request.get(new_lab.addresses[plain])
    assert answer.status == 200
    if "text/html" in answer.headers["content-type"]:
        with looking(context) as looked:
            looked.open(new_lab.addresses[plain], width)
            check(looked)
            assert looked.complaints == []


@pytest.mark.browser
def test_a_page_with_an_empty_form_sent_is_open_to_everybody(
    new_lab: Live, endpoint: str, language: str, width: int
) -> None:
    context = new_lab.context(new_lab.role_for(RULES[endpoint]), language)
    kind = context.request.get(new_lab.addresses[endpoint]).headers["content-type"]
    if "text/html" in kind:
        with looking(context) as looked:
            looked.open(new_lab.addresses[endpoint], width)
            if sent_empty(looked.page):
                check(looked)


def sent_empty(page: Page) -> bool:
    """Send the first form that asks for something with nothing in it; whether there is one."""
    with page.expect_navigation(wait_until="load", timeout=10_000) as _moved:
        sent: bool = page.evaluate(EMPTY_AND_SEND)
        if not sent:
            page.reload()
    return sent
