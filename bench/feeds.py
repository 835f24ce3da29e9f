"""A calendar subscription of 1,000 entries, whole through the HTTP door, beside plain icalendar."""

import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from flask import Flask
from icalendar import Calendar, Event
from sqlalchemy import select

from bench.server import serve
from bench.session import flask
from workshops.accounts.models import User
from workshops.app import create_app
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.config import read_settings
from workshops.core.db import db, transaction
from workshops.engagements.models import Engagement
from workshops.invitations.services.feeds import Wish, make_feed
from workshops.planning.models import Sitting, Workshop

ENTRIES, ROUNDS, TIMES = 1000, 7, 5
TEXT = "Vi prøver tre udkast til brevet, og deltagerne retter dem til. " * 3


def main() -> None:
    """Print the figures in one line."""
    with tempfile.TemporaryDirectory(prefix="samskab-bench-") as folder:
        environ = {
            "WORKSHOPS_ENV": "demo",
            "WORKSHOPS_DATABASE_URL": f"sqlite:///{folder}/bench.db",
        }
        for command in (["db", "upgrade"], ["lab", "demo", "load"]):
            flask(command, environ)
        path = _fill(create_app(read_settings(Path(folder), environ)))
        with serve("wsgi:app", environ) as server:
            rounds = [(server.cpu_ms(path, TIMES), _bare_ms()) for _ in range(ROUNDS)]
            size = len(server.get(path, server.connection())) / 1024
    ours, bare = (median(each[n] for each in rounds) for n in (0, 1))
    ratio = median(one / other for one, other in rounds)
    print(f"feed of {ENTRIES} entries, {size:.0f} KB: {ours:.0f} ms CPU with request and database")
    print(f"icalendar builds the same events alone in {bare:.0f} ms; ratio {ratio:.2f}")


def _fill(app: Flask) -> str:
    """A workshop of 1,000 days in an engagement of its own; the path of its subscription."""
    with app.app_context():
        with transaction():
            pm = User.role == Role.PROJECT_MANAGER
            user = db.session.scalars(select(User).where(pm).order_by(User.id)).first()
            query = select(Engagement).where(Engagement.manager_id == (user.id if user else 0))
            engagement = db.session.scalars(query.order_by(Engagement.id)).first()
            assert user, "the demo has a project manager"
            assert engagement, "with an engagement"
            workshop = Workshop(engagement=engagement, name="Tusind dage", purpose=TEXT)
            days = [clock.now() + timedelta(hours=9 * n) for n in range(ENTRIES)]
            db.session.add_all(
                Sitting(workshop=workshop, starts_at=day, length_minutes=180) for day in days
            )
            feed, token = make_feed(user.actor(), wish=Wish(engagement=engagement))
            path = f"/feed/{feed.kind.value}/{token}.ics"
        db.session.remove()
        db.engine.dispose()
    return path


def _bare_ms() -> float:
    """CPU for the same number of events with the same properties, from values at hand."""
    zone, now = ZoneInfo("Europe/Copenhagen"), clock.now()
    start = time.process_time()
    calendar = Calendar()
    for number in range(ENTRIES):
        event, begins = Event(), (now + timedelta(hours=9 * number)).astimezone(zone)
        event.add("UID", f"{number:026}@rsvp.example")
        event.add("SEQUENCE", 0)
        event.add("DTSTAMP", now)
        event.add("LAST-MODIFIED", now)
        event.add("DTSTART", begins)
        event.add("DTEND", begins + timedelta(minutes=180))
        event.add("SUMMARY", "Tusind dage")
        event.add("DESCRIPTION", TEXT)
        event.add("URL", f"https://samskab.example/workshops/{number:016}")
        event.add("STATUS", "CONFIRMED")
        event.add("TRANSP", "OPAQUE")
        calendar.add_component(event)
    calendar.to_ical()
    return (time.process_time() - start) * 1000
