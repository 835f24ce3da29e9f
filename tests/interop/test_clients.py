"""KCalendarCore reads a letter of ours as we meant it."""

from flask import Flask

from tests.interop import clients
from tests.interop.story import every_message
from tests.invitations.asked import UID, make_asked
from workshops.mail.message import filled_calendar


def test_kde_reads_what_we_meant(app: Flask) -> None:
    _workshop, invitation = make_asked()
    assert clients.kcal_facts(filled_calendar(invitation.letters[0].letter)) == {
        "method": "Request",
        "uid": UID,
        "sequence": "0",
        "start": "2026-12-07T08:00:00Z",
        "end": "2026-12-07T14:00:00Z",
        "status": "2",
        "summary": "Breve der forstås",
        "comments": "",
        "attendees": "1",
    }


def test_kde_understands_every_message_of_a_long_story(app: Flask) -> None:
    messages = every_message()
    read = [clients.kcal_facts(data) for _method, data in messages]
    assert [facts["method"].upper() for facts in read] == [method for method, _data in messages]
