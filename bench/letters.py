"""`python -m bench letters`: many invitations, one large request, letters out, answers in."""

import logging
import os
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from tests.databases import Databases
from tests.factories import make_engagement, make_user, make_workshop
from tests.invitations.mails import SERVER, mail, said
from tests.mail.letters import installation
from tests.mail.smtp import scripted
from tests.pages import Client
from workshops.accounts.models import User
from workshops.activity.models import Activity
from workshops.core import clock
from workshops.core.db import Model, db, transaction
from workshops.invitations.models import Invitation, InvitationLetter
from workshops.invitations.rules import limits
from workshops.invitations.rules.pasted import PastedGuest
from workshops.invitations.services.inviting import GuestList, invite
from workshops.invitations.services.receiving import receive
from workshops.mail import sender
from workshops.mail.message import compose
from workshops.mail.models import Handling, Letter
from workshops.people.models import Person
from workshops.planning.models import Answer, Participation, Workshop

INVITATIONS = int(os.environ.get("BENCH_INVITATIONS", "5000"))
OF_A_WORKSHOP = limits.MOST_GUESTS_OF_A_WORKSHOP
AT_ONCE = limits.MOST_GUESTS_AT_ONCE
SOME = min(1000, INVITATIONS)
TABLES: tuple[type[Model], ...] = (
    Person,
    Participation,
    Invitation,
    InvitationLetter,
    Letter,
    Activity,
)


def main() -> None:
    """Print one block of figures a database."""
    logging.disable(logging.INFO)
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(prefix="samskab-bench-") as folder:
        made = Databases(Path(folder))
        with made.stack:
            for kind in ("sqlite", "postgresql"):
                print(f"\n{kind}")
                _measure(made.app(kind))


def _measure(app: Flask) -> None:
    with (
        app.app_context(),
        clock.frozen_at(datetime.now(UTC)),
        installation(app, smtp_url="smtp://127.0.0.1", authserv_id=SERVER),
    ):
        _queue(make_user())
        manager = make_user()
        for people in (AT_ONCE, OF_A_WORKSHOP):
            _one_request(app, manager, people)
        _build(app)
        _hand_over(app)
        _answers()
        db.session.remove()
        db.engine.dispose()


@contextmanager
def _timed(what: str, count: int = 0) -> Iterator[None]:
    """Print how long the block took, and what that is for each of `count`."""
    wall, used = time.perf_counter(), time.process_time()
    yield
    wall, used = time.perf_counter() - wall, time.process_time() - used
    rate = f"{count / wall:>8.0f} a second" if count else ""
    print(f"{what:<48}{wall:>8.2f} s{used:>8.2f} s CPU{rate}")


def _workshop(manager: User, name: str) -> Workshop:
    workshop = make_workshop(make_engagement(manager), name=name, language="da")
    workshop.sittings[0].starts_at = clock.now() + timedelta(days=30)
    db.session.commit()
    return workshop


def _guests(name: str, count: int) -> list[PastedGuest]:
    return [PastedGuest(n, f"Gæst {n} Ærlig", f"g{n}.{name}@kommune.example") for n in range(count)]


def _queue(manager: User) -> None:
    """Invitations by the hundred, as many at a time as one act may."""
    actor, plans = manager.actor(), list[tuple[int, Sequence[PastedGuest]]]()
    for number in range(INVITATIONS // OF_A_WORKSHOP):
        workshop = _workshop(manager, f"w{number}")
        everybody = _guests(workshop.name, OF_A_WORKSHOP)
        parts = range(0, OF_A_WORKSHOP, AT_ONCE)
        plans += [(workshop.id, everybody[start : start + AT_ONCE]) for start in parts]
    before = _peak_mb()
    with _timed(f"{INVITATIONS} invitations queued, {AT_ONCE} at a time", INVITATIONS):
        for number, guests in plans:
            with transaction():
                workshop = db.session.get_one(Workshop, number)
                invite(actor, workshop=workshop, guests=GuestList([], guests))
            db.session.expunge_all()
    rows = ", ".join(f"{_count(table)} {table.__tablename__}" for table in TABLES)
    print(f"  memory {before:.0f} MB before, {_peak_mb():.0f} MB at its highest; rows: {rows}")


def _one_request(app: Flask, manager: User, people: int) -> None:
    """One form, sent by a browser, that invites that many."""
    workshop = _workshop(manager, f"request{people}")
    lines = [f"{each.name} <{each.address}>" for each in _guests(workshop.name, people)]
    form = {"guests": "\n".join(lines), "role": "participant", "seat": "on_site"}
    url = f"/workshops/{workshop.public_id}/invite/send"
    client, limits.MOST_GUESTS_AT_ONCE = Client(app).sign_in(manager), people
    try:
        with _timed(f"one request that invites {people}"):
            client.submit(url, form)
    finally:
        limits.MOST_GUESTS_AT_ONCE = AT_ONCE


def _build(app: Flask) -> None:
    """From rows to the bytes that leave."""
    letters = db.session.scalars(select(Letter).order_by(Letter.id).limit(SOME)).all()
    with _timed(f"{SOME} messages built", SOME):
        size = sum(len(compose(letter, app.config["SETTINGS"])) for letter in letters)
    print(f"  {size / SOME / 1024:.1f} KB a message")


def _hand_over(app: Flask) -> None:
    """One worker and a mail server on this machine that takes everything at once."""
    with scripted() as server:
        url = f"smtp://127.0.0.1:{server.port}"
        with installation(app, smtp_url=url), _timed(f"{SOME} letters handed over", SOME):
            for _ in range(SOME):
                assert sender.send_one()


def _answers() -> None:
    """A yes from each of many guests, verified, each in a transaction of its own."""
    asked = db.session.scalars(select(Invitation).order_by(Invitation.id).limit(SOME)).all()
    stamp = f"{clock.now() + timedelta(minutes=1):%Y%m%dT%H%M%SZ}"
    raws = []
    for each in asked:
        address = str(each.participation.person.email)
        raws.append(mail(said(uid=each.uid, attendee=address, stamp=stamp), sender=address))
    db.session.rollback()
    with _timed(f"{SOME} replies received", SOME):
        for raw in raws:
            with transaction():
                assert receive(raw).handling is Handling.APPLIED
    said_yes = select(func.count()).where(Participation.answer == Answer.YES)
    assert db.session.scalar(said_yes) == SOME


def _count(table: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
