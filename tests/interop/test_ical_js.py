"""ical.js (Thunderbird, Nextcloud) in the test browser: the right hour, and the same facts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser.conftest import browser_type_launch_args
from tests.interop.probes import instants, message, zones
from tests.interop.story import every_message

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

__all__ = ["browser_type_launch_args"]


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """An empty page with ical.js."""
    page = browser.new_page()
    page.add_script_tag(path=ICAL)
    yield page
    page.close()


def test_the_right_hour_in_460_zones_across_both_changes_of_the_clocks(reader: Page) -> None:
    probes = [(zone, instant) for zone in zones() for instant in instants(zone)]
    files = [message(zone, instant).decode() for zone, instant in probes]
    read = reader.evaluate(STARTS, files)
    wrong = [probe for probe, got in zip(probes, read, strict=True) if got != probe[1].timestamp()]
    assert wrong == []


def test_every_message_of_a_long_story_says_the_same_there(reader: Page, app: Flask) -> None:
    messages = every_message()
    read = reader.evaluate(FACTS, [data.decode() for _method, data in messages])
    assert [each[0] for each in read] == [method for method, _data in messages]
    assert {each[2] for each in read} == {1}
    ended = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}
    assert [each[3] for each in read] == [ended[method] for method, _data in messages]
