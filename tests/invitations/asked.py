"""The invitation that the stored replies of `replies/` answer."""

from pathlib import Path

import pytest

from tests.invitations.makers import make_invited
from workshops.invitations.calendar import entries
from workshops.invitations.models import Invitation
from workshops.planning.models import Workshop

FOLDER = Path(__file__).with_name("replies")
UID = "q7ymbrt3xk5h2vdzc6wnjfs4ae@rsvp.samskab.example"
NAME, ADDRESS = "Åse Ærlig", "aase@kommune.example"


def make_asked() -> tuple[Workshop, Invitation]:
    """Åse Ærlig invited to 7 December 2026, 9.00 to 15.00, with the UID of the stored replies."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entries, "uid", lambda _address: UID)
        _manager, workshop, invitations = make_invited(f"{NAME} <{ADDRESS}>")
    return workshop, invitations[0]


def reply(name: str) -> bytes:
    """A stored reply, the whole mail: "gnus-accepted", "exchange-declined", "kde-counter" …"""
    return (FOLDER / f"{name}.eml").read_bytes()
