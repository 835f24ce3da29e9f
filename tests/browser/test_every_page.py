"""Every page of the url map in a real browser: no barrier, no complaint, no sideways scrolling.

No control that a finger cannot reach either, no chart out of sight, no cover that denies its state.

`make test` opens each page once, by turns as a phone in Danish and as a desk in English;
`make full` opens each in every language and width.
"""

import re
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.architecture.records import routes
from tests.browser.live import LANGUAGES, Live, serving
from tests.browser.look import looking
from tests.databases import Databases
from tests.web.makers import broken
from workshops.app import create_app
from workshops.core.config import read_settings

PHONE, DESK = 360, 1280
TURNS = (("da", PHONE), ("en", DESK))
ALL = (("da", PHONE), ("en", DESK), ("da", DESK), ("en", PHONE))
FILE = re.compile(r"\.[a-z0-9]+$")
NO_PAGES = {
    "deliverables.case_list",
    "deliverables.pack_file",
    "engagements.download",
    "planning.door_state",
    "site.live",
    "site.ready",
}
NOT_OPENED: dict[str, str] = {}
DEMO = {"WORKSHOPS_ENV": "demo", "WORKSHOPS_DEBUG": "1"}
APP = create_app(read_settings(Path(tempfile.gettempdir()), DEMO))
RULES = {rule.endpoint: rule for rule in routes(APP, "GET") if rule.endpoint not in NOT_OPENED}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One case a page, or one a page, language and width."""
    if "endpoint" in metafunc.fixturenames:
        full = metafunc.config.getoption("--full")
        cases = [
            (endpoint, *turn)
            for number, endpoint in enumerate(RULES)
            for turn in (ALL if full else (TURNS[number % 2],))
        ]
        metafunc.parametrize(("endpoint", "language", "width"), cases)


@pytest.mark.browser
def test_a_page_is_open_to_everybody(live: Live, endpoint: str, language: str, width: int) -> None:
    rule = RULES[endpoint]
    context, url = live.context(live.role_for(rule), language), live.addresses[endpoint]
    if FILE.search(rule.rule) or endpoint in NO_PAGES:
        assert context.request.get(url).status == 200
        return
    with looking(context) as looked:
        answer = looked.open(url, width)
        assert answer is not None
        assert answer.status == 200, f"{url}: {answer.status}"
        shown_in = looked.page.locator("html").get_attribute("lang")
        assert shown_in == language or live.by_link(rule), shown_in
        assert looked.barriers() == []
        assert looked.ask("foreign", live.texts) == []
        assert looked.faults() == []
        assert looked.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize(("code", "language", "width"), [(404, "da", PHONE), (500, "en", DESK)])
def test_an_error_page_is_open_to_everybody(
    databases: Databases, browser: Browser, code: int, language: str, width: int
) -> None:
    with serving(broken(databases.app("sqlite"))) as url:
        context = browser.new_context(locale=LANGUAGES[language])
        with looking(context) as looked:
            answer = looked.open(f"{url}/broken/{code}", width)
            assert answer is not None
            assert answer.status == code
            assert looked.barriers() == []
            assert looked.faults() == []
        context.close()


FAULTY = """<html><head><title>x</title></head><body><h1>x</h1><img src='data:,'>
<header class="record-head"><b class="status status-success">Issued</b></header>
<dl class="document-about"><dd>Unissued draft</dd></dl>
<p style="position: relative"><button>under</button><label>beside <input></label>
<a href="/" style="position: absolute; left: 0; top: 0; width: 40px; height: 20px">over</a></p>
<div style="width: 330px"><svg class="bar" width="10" style="margin-left: 600px"></svg></div>
<script>nothing.there</script></body></html>"""


@pytest.mark.browser
def test_barriers_complaints_and_faults_are_noticed(browser: Browser) -> None:
    context = browser.new_context()
    with looking(context) as looked:
        looked.page.set_viewport_size({"width": DESK, "height": 800})
        looked.page.set_content(FAULTY)
        barriers = " ".join(looked.barriers())
        assert "image-alt" in barriers
        assert "html-has-lang" in barriers
        first, cover, *narrow = looked.faults()
        assert first.startswith("<button>under")
        assert cover.startswith("Issued, but")
        assert ["wide" in fault for fault in narrow] == [True, True, False, False]
        assert "nothing is not defined" in " ".join(looked.complaints)
    context.close()
