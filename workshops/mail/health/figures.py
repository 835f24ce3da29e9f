"""What the database knows of mail: the last that came in, letters that wait or did not arrive."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from workshops.core.db import db
from workshops.core.text import N_
from workshops.mail import trust
from workshops.mail.health.findings import Area, Finding, Notes
from workshops.mail.models import UNDELIVERED, Incoming, Letter
from workshops.mail.queries import waiting

LATE = timedelta(hours=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Figures:
    """How mail has been going."""

    last_received: datetime | None
    written_by: str
    last_bounce: datetime | None
    waiting: int
    waiting_since: datetime | None
    failed: int


def count(now: datetime) -> Figures:
    """The figures; what failed is counted over the last week."""
    row = db.session.execute(
        select(Incoming.created_at, Incoming.raw).order_by(Incoming.id.desc()).limit(1)
    ).one_or_none()
    number, since = waiting()
    return Figures(
        last_received=row.created_at if row else None,
        written_by=trust.author(row.raw or b"") if row else "",
        last_bounce=db.session.scalar(select(func.max(Letter.bounced_at))),
        waiting=number,
        waiting_since=since,
        failed=db.session.scalar(
            select(func.count(Letter.id)).where(
                Letter.state.in_(UNDELIVERED), Letter.updated_at > now - WEEK
            )
        )
        or 0,
    )


def report(figures: Figures, now: datetime) -> list[Finding]:
    """The figures as sentences. Letters that wait for more than an hour are a fault."""
    notes = Notes(Area.FIGURES)
    if figures.last_received:
        notes.right(N_("The last message came in at %(at)s."), at=figures.last_received)
    else:
        notes.note(N_("No message has ever come in."))
    if figures.last_bounce:
        notes.note(N_("The last letter came back at %(at)s."), at=figures.last_bounce)
    else:
        notes.right(N_("No letter has come back."))
    if figures.failed:
        notes.note(
            N_("Letters of the last week that did not arrive: %(count)s. See Lab › Outbox."),
            count=figures.failed,
        )
    if figures.waiting_since and figures.waiting_since < now - LATE:
        notes.fix(
            N_("Letters that wait: %(count)s, the oldest since %(at)s. Is lab worker running?"),
            count=figures.waiting,
            at=figures.waiting_since,
        )
    else:
        notes.right(N_("Letters that wait: %(count)s."), count=figures.waiting)
    return notes.found
