"""Messages as they come in from calendar programs, honest ones and others."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.invitations.asked import ADDRESS, UID
from tests.mail.letters import installation
from workshops.core.db import db, transaction
from workshops.invitations.models import InvitationReply
from workshops.invitations.services.receiving import Received, receive
from workshops.planning.models import Participation

ROOT = Path(__file__).resolve().parents[2]
OURS = "workshops@rsvp.samskab.example"
SERVER = "mx.samskab.example"
PASS = f"Authentication-Results: {SERVER}; dmarc=pass header.from=kommune.example"
FAIL = f"Authentication-Results: {SERVER}; dmarc=fail header.from=kommune.example"


@dataclass(frozen=True)
class Said:
    """What a small reply says; `extra` are further lines of its VEVENT."""

    partstat: str = "ACCEPTED"
    attendee: str = ADDRESS
    params: str = ""
    uid: str = UID
    method: str = "REPLY"
    sequence: int | None = 0
    stamp: str = "20261123T120500Z"
    start: str = "20261207T080000Z"
    end: str = "20261207T140000Z"
    organiser: str = OURS
    extra: Sequence[str] = ()

    def lines(self) -> Iterator[str]:
        """The calendar object, line by line."""
        yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//X//X//EN")
        yield from (f"METHOD:{self.method}", "BEGIN:VEVENT", f"UID:{self.uid}")
        if self.sequence is not None:
            yield f"SEQUENCE:{self.sequence}"
        yield from (f"DTSTAMP:{self.stamp}", f"DTSTART:{self.start}", f"DTEND:{self.end}")
        if self.organiser:
            yield f"ORGANIZER:mailto:{self.organiser}"
        if self.attendee:
            yield f"ATTENDEE;PARTSTAT={self.partstat}{self.params}:mailto:{self.attendee}"
        yield from (*self.extra, "END:VEVENT", "END:VCALENDAR", "")

    def bytes(self) -> bytes:
        """The calendar object."""
        return "\r\n".join(self.lines()).encode()


def said(**changes: Any) -> bytes:
    """A small reply with some things otherwise."""
    return Said(**{**asdict(Said()), **changes}).bytes()


def mail(
    content: bytes | str = b"",
    sender: str = ADDRESS,
    verdict: str = PASS,
    kind: str = "text/calendar; charset=utf-8; method=REPLY",
    headers: Sequence[str] = (),
) -> bytes:
    """A message of one part; `headers` come below our own server's verdict."""
    body = content if isinstance(content, bytes) else content.encode()
    head = [verdict, f"From: <{sender}>", f"To: <{OURS}>", "Subject: Svar", *headers]
    head += ["MIME-Version: 1.0", f"Content-Type: {kind}", "", ""]
    return "\r\n".join(head).lstrip().encode() + body


def answer(**changes: Any) -> bytes:
    """A verified mail with a small reply."""
    return mail(said(**changes))


@contextmanager
def with_mail_server(app: Flask) -> Iterator[None]:
    """Our own mail server has a name whose verdicts are believed."""
    with installation(app, authserv_id=SERVER):
        yield


def take(app: Flask, raw: bytes) -> Received:
    """Receive a message in a transaction of its own."""
    with with_mail_server(app), transaction():
        return receive(raw)


def take_timed(app: Flask, raw: bytes, seconds: float) -> tuple[Received, bool]:
    """What became of a message, and whether it took more than so many CPU seconds, twice.

    The first time may have been Python's own collecting of what other tests left.
    """
    begun = time.process_time()
    found = take(app, raw)
    slow = time.process_time() - begun > seconds
    if slow:
        begun = time.process_time()
        take(app, raw + b"\r\n")
        slow = time.process_time() - begun > seconds
    return found, slow


def pipe(app: Flask, raw: bytes) -> dict[str, Any]:
    """Hand a message to `lab mail receive` in a process of its own, as a mail server does."""
    environment = {
        **os.environ,
        "WORKSHOPS_ENV": "demo",
        "WORKSHOPS_DATABASE_URL": str(app.config["SQLALCHEMY_DATABASE_URI"]),
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "lab", "mail", "receive"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, input=raw, capture_output=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def list_replies() -> Sequence[InvitationReply]:
    """Every reply that was kept, the oldest first."""
    return db.session.scalars(select(InvitationReply).order_by(InvitationReply.id)).all()


def standing() -> list[tuple[Any, ...]]:
    """Everything about everybody's participation that a message could change."""
    rows = db.session.scalars(select(Participation).order_by(Participation.id))
    return [
        (row.id, row.person_id, row.answer, row.answered_at, row.place, row.removed_at, row.seat)
        for row in rows
    ]
