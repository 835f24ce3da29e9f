"""ical.js (Thunderbird, Nextcloud) in the test browser: the right hour, and the same facts."""

from flask import Flask
from playwright.sync_api import Page

from tests.interop.ical_js import FACTS, STARTS, browser_type_launch_args, reader
from tests.interop.probes import instants, message, zones
from tests.interop.story import every_message

__all__ = ["browser_type_launch_args", "reader"]


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
