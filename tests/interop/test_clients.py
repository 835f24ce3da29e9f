"""Emacs and KCalendarCore get a letter of ours and answer it."""

import pytest
from flask import Flask
from icalendar import Calendar

from tests.interop import clients
from tests.invitations.asked import ADDRESS, NAME, UID, make_asked
from workshops.mail.message import compose


@pytest.fixture
def letter(app: Flask) -> bytes:
    """The whole mail that invites Åse."""
    _workshop, invitation = make_asked()
    return compose(invitation.letters[0].letter, app.config["SETTINGS"])


def answered(mail: bytes) -> tuple[str, str, str, str]:
    """Method, UID, who answers and how, in a mail from a calendar program."""
    calendar = Calendar.from_ical(clients.calendar_of(mail))
    event = calendar.walk("VEVENT")[0]
    who = event["ATTENDEE"]
    return str(calendar["METHOD"]), str(event["UID"]), str(who).lower(), who.params["PARTSTAT"]


@pytest.mark.parametrize("answer", clients.ANSWERS)
def test_gnus_finds_the_invitation_in_our_mail_and_answers_it(letter: bytes, answer: str) -> None:
    mail = clients.gnus(letter, answer, NAME, ADDRESS)
    assert answered(mail) == ("REPLY", UID, f"mailto:{ADDRESS}", answer.upper())


@pytest.mark.parametrize("answer", clients.ANSWERS)
def test_kde_answers_the_invitation(letter: bytes, answer: str) -> None:
    mail = clients.kde(letter, NAME, ADDRESS, "reply", answer)
    assert answered(mail) == ("REPLY", UID, f"mailto:{ADDRESS}", answer.upper())


def test_kde_reads_what_we_meant(letter: bytes) -> None:
    facts = clients.kcal_facts(clients.calendar_of(letter))
    assert facts == {
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
