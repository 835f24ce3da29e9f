"""libical (Evolution, Cyrus, KDE) as judge of every message and every zone."""

from flask import Flask

from tests.interop import libical
from tests.interop.probes import instants, message, zones
from tests.interop.story import every_message
from tests.invitations.entries import make_entry
from workshops.invitations.calendar.entries import request


def test_every_message_of_a_long_story_keeps_the_rules_of_itip(app: Flask) -> None:
    messages = every_message()
    assert len(messages) > 20
    assert {method for method, _data in messages} == {"REQUEST", "CANCEL"}
    assert [libical.errors(data) for _method, data in messages if libical.errors(data)] == []


def test_the_judge_notices_a_broken_message() -> None:
    assert libical.errors(request(make_entry()).replace(b"UID:", b"X-UID:"))


def test_the_right_hour_in_460_zones_across_both_changes_of_the_clocks() -> None:
    assert len(zones()) >= 460
    wrong = [
        (zone, instant, libical.start(message(zone, instant)))
        for zone in zones()
        for instant in instants(zone)
        if libical.start(message(zone, instant)) != instant
    ]
    assert wrong == []
