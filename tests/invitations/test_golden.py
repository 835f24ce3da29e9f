"""Whole letters, as they leave, against the ones we have read and found good.

What is random (UID, boundary, Message-ID, token) stands as a word. To renew the files after a
wanted change: `GOLDEN=write make test`, then read them.
"""

import email
import os
import re
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from flask import Flask, current_app

from tests.invitations.makers import list_letters, make_invited
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation
from workshops.invitations.queries.pending import updates_of
from workshops.invitations.services import inviting, updates
from workshops.mail.message import compose
from workshops.mail.models import Letter

FOLDER = Path(__file__).with_name("golden")


def readable(letter: Letter, invitation: Invitation) -> str:
    """A message with its parts decoded and what is random replaced by words."""
    raw = compose(letter, current_app.config["SETTINGS"])
    message = email.message_from_bytes(raw, policy=SMTP)
    assert isinstance(message, EmailMessage)
    lines = [f"{name}: {value}" for name, value in message.items()]
    for part in message.walk():
        if part.is_multipart():
            lines += ["", f"=== {part.get_content_type()}"]
        else:
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            kind = " ".join(f"{k}: {v}" for k, v in part.items())
            html = part.get_content_subtype() == "html"
            lines += ["", f"=== {kind}", "(see templates)" if html else content.decode()]
    text = "\n".join(lines).replace("\r\n", "\n")
    text = text.replace(letter.message_id, "<MESSAGE-ID>").replace(letter.public_id, "BOUNDARY")
    text = text.replace(invitation.uid, "UID")
    text = re.sub(r"<[0-9a-f]{32}@[^>]+>", "<FIRST-MESSAGE-ID>", text)
    return re.sub(r"/i/[A-Za-z0-9_.\-\n ]{20,120}?(?=[\s\"<]|$)", "/i/TOKEN", text) + "\n"


def letters_of(language: str) -> dict[str, tuple[Letter, Invitation]]:
    """An invitation, its update after a move, and its cancellation."""
    manager, workshop, (invitation,) = make_invited("Søren Ærlig <s@x.example>", language=language)
    workshop.sittings[0].starts_at += timedelta(hours=1)
    db.session.commit()
    with transaction():
        seen = updates_of(workshop, clock.now()).fingerprint
        updates.send_updates(manager.actor(), workshop=workshop, seen=seen)
    with transaction():
        person = invitation.participation.person
        inviting.remove_guest(manager.actor(), workshop=workshop, person=person, reason="Sygdom")
    names = ("invite", "update", "cancel")
    return {n: (letter, invitation) for n, letter in zip(names, list_letters(), strict=True)}


@pytest.mark.parametrize("language", ["da", "en"])
def test_letters_are_as_we_have_read_them(app: Flask, language: str) -> None:
    for name, (letter, invitation) in letters_of(language).items():
        path = FOLDER / f"{name}.{language}.txt"
        written = readable(letter, invitation)
        if os.environ.get("GOLDEN") == "write":
            FOLDER.mkdir(exist_ok=True)
            path.write_text(written, "utf-8")
        assert written == path.read_text("utf-8"), name


@pytest.mark.parametrize("language", ["da", "en"])
def test_both_calendar_parts_are_the_same_bytes_and_say_the_method(
    app: Flask, language: str
) -> None:
    for letter, _invitation in letters_of(language).values():
        raw = compose(letter, current_app.config["SETTINGS"])
        message = email.message_from_bytes(raw, policy=SMTP)
        inline, attached = (
            part for part in message.walk() if part.get_content_subtype() in ("calendar", "ics")
        )
        assert inline.get_payload(decode=True) == attached.get_payload(decode=True)
        assert f"METHOD:{letter.calendar_method}\r\n".encode() in inline.get_payload(decode=True)
        assert f"method={letter.calendar_method}\r\n".encode() in raw
        assert inline["Content-Disposition"] is None
        assert f"mailto:{current_app.config['SETTINGS'].rsvp_address}" in str(
            inline.get_payload(decode=True)
        )
