"""Two hundred seeded mutations of answers, and the calendar files that icalendar ships."""

import random
from pathlib import Path

import icalendar
from flask import Flask

from tests.invitations.asked import make_asked
from tests.invitations.mails import mail, said, standing, take, take_timed
from tests.invitations.makers import list_letters
from workshops.mail.models import Handling

SEED, MUTATIONS, SECONDS = 20261123, 200, 0.2
FOREIGN = "b" * 26 + "@rsvp.samskab.example"
SHIPPED = sorted(Path(icalendar.__file__).parent.rglob("*.ics"))


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The same bytes with some cut out, doubled, put elsewhere or made into others."""
    raw = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(raw)), chance.randint(1, 30)
        piece = bytes(raw[at : at + length])
        change = chance.choice(("cut", "double", "move", "noise"))
        if change in ("cut", "move"):
            del raw[at : at + length]
        if change in ("double", "move"):
            other = chance.randrange(len(raw) or 1)
            raw[other:other] = piece
        if change == "noise":
            raw[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(raw)


def test_mutations_of_answers_to_a_foreign_entry_change_nothing(app: Flask) -> None:
    make_asked()
    before, letters, slow = standing(), len(list_letters()), []
    chance = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    for _ in range(MUTATIONS):
        method = chance.choice(("REPLY", "COUNTER", "REFRESH", "CANCEL"))
        raw = mail(mutated(said(uid=FOREIGN, method=method), chance))
        found, late = take_timed(app, raw, SECONDS)
        slow += [raw] if late else []
        assert found.handling in (Handling.TRAY, Handling.IGNORED)
    assert (standing(), len(list_letters()), slow) == (before, letters, [])


def test_calendar_files_of_others_change_nothing(app: Flask) -> None:
    make_asked()
    before, letters = standing(), len(list_letters())
    for path in SHIPPED[:60]:
        as_reply = path.read_bytes().replace(b"METHOD:REQUEST", b"METHOD:REPLY")
        assert take(app, mail(as_reply)).handling in (Handling.TRAY, Handling.IGNORED)
    assert (standing(), len(list_letters())) == (before, letters)
