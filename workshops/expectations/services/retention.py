"""What notes forget by themselves: who wrote them, and in the end what could tell who is meant."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from workshops.activity import services as activity
from workshops.core.actor import WORKER
from workshops.core.db import db
from workshops.core.deadlines import last_moment
from workshops.engagements.models import Engagement, EngagementState
from workshops.expectations.models import ExpectationNote, NoteAuthor
from workshops.expectations.queries.notes import sittings_end
from workshops.expectations.rules.capture import AUTHORS_KEPT
from workshops.expectations.rules.personal_data import find_personal_data, pieces
from workshops.planning.models import Workshop

IDENTIFIERS_KEPT = timedelta(days=183)
MASK = "[…]"


def forget_authors(*, now: datetime) -> int:
    """Sever notes from who wrote them, 30 days after the workshop; how many that were."""
    over = [workshop.id for workshop in _with_authors() if _is_over(workshop, now)]
    written = select(ExpectationNote.id).where(ExpectationNote.workshop_id.in_(over))
    gone = db.session.execute(
        delete(NoteAuthor)
        .where(NoteAuthor.note_id.in_(written))
        .execution_options(synchronize_session=False)
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]


def mask_identifiers(*, now: datetime) -> int:
    """Blot out what looks like personal data in notes of engagements closed for half a year.

    How many notes that were. An engagement counts from when it was last changed.
    """
    closed = select(Engagement.id).where(
        Engagement.state == EngagementState.CLOSED,
        Engagement.updated_at < now - IDENTIFIERS_KEPT,
    )
    masked = 0
    for note in db.session.scalars(
        select(ExpectationNote)
        .where(ExpectationNote.engagement_id.in_(closed), ExpectationNote.withdrawn_at.is_(None))
        .order_by(ExpectationNote.id)
    ):
        findings = find_personal_data(note.text)
        if findings:
            kept = (MASK if piece.kind else piece.text for piece in pieces(note.text, findings))
            note.text = "".join(kept)
            activity.record(WORKER, "note_masked", note, engagement_id=note.engagement_id)
            masked += 1
    db.session.flush()
    return masked


def _with_authors() -> list[Workshop]:
    query = (
        select(Workshop)
        .where(
            Workshop.id.in_(
                select(ExpectationNote.workshop_id).join(
                    NoteAuthor, NoteAuthor.note_id == ExpectationNote.id
                )
            )
        )
        .order_by(Workshop.id)
    )
    return list(db.session.scalars(query))


def _is_over(workshop: Workshop, now: datetime) -> bool:
    """Whether the workshop's last day is 30 days ago; without a day, since it was last changed."""
    ends = sittings_end(workshop)
    return last_moment((max(ends) if ends else workshop.updated_at) + AUTHORS_KEPT) < now
