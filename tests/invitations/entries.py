"""A calendar entry for tests, with everything in it that Danish and mail make hard."""

from datetime import UTC, datetime, timedelta
from typing import Any

from workshops.invitations.calendar.entries import Entry, PartStat, Party

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
STARTS = datetime(2027, 6, 7, 7, 0, tzinfo=UTC)


def make_entry(**changes: Any) -> Entry:
    """An entry on 7 June 2027, 9.00 to 15.00 in Copenhagen."""
    values = {
        "uid": "abcdefghijklmnopqrstuvwxyz@rsvp.lab.example",
        "sequence": 0,
        "stamped_at": NOW,
        "created_at": NOW,
        "changed_at": NOW,
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=6),
        "timezone": "Europe/Copenhagen",
        "title": "Breve der forstås: “på én gang” – ÆØÅ 😀",
        "description": "Kom ad porten, 2. sal.\n\nVi prøver tre udkast; tag et med.\n\nSvar: https://x",
        "location": "Lokale 3, Vestergade 4, 1456 København K",
        "url": "https://lab.example/invitation-link",
        "join_url": "https://moede.example/rum?a=1&b=2",
        "join_label": "Deltag online",
        "organiser": Party('Laboratoriet, "Anna" Ås', "workshops@rsvp.lab.example"),
        "attendee": Party("Søren Ø. Ærlig", "soeren@kommune.example"),
        "required": True,
        "answer": PartStat.NEEDS_ACTION,
        "asks": True,
    }
    return Entry(**{**values, **changes})
