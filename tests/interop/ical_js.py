"""ical.js, the library of Thunderbird and Nextcloud, in the test browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import browser_type_launch_args

ICAL = Path(__file__).parents[1] / "vendor" / "ical.min.js"
STARTS = """files => files.map(text => {
  const root = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  const event = new ICAL.Event(root.getFirstSubcomponent("vevent"));
  return event.startDate.toUnixTime();
})"""
FACTS = """files => files.map(text => {
  const root = new ICAL.Component(ICAL.parse(text));
  const event = root.getFirstSubcomponent("vevent");
  return [root.getFirstPropertyValue("method"), event.getFirstPropertyValue("uid"),
    event.getAllProperties("attendee").length, event.getFirstPropertyValue("status")];
})"""

__all__ = ["browser_type_launch_args", "reader"]


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """An empty page with ical.js."""
    page = browser.new_page()
    page.add_script_tag(path=ICAL)
    yield page
    page.close()
