"""Withdrawing a note, or only the consent to quote it.

The text goes at once; the row stays as a tombstone, so that what rested on it can say so.
"""

from sqlalchemy import delete, select

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db, lock
from workshops.core.errors import NotAllowed
from workshops.core.events import publish
from workshops.core.text import N_, public_id
from workshops.expectations import permissions
from workshops.expectations.events import NoteWithdrawn, QuoteConsentWithdrawn
from workshops.expectations.models import (
    ExpectationNote,
    NoteAuthor,
    NoteVote,
    ThemeNote,
)


def withdraw_note(actor: Actor, *, note: ExpectationNote) -> None:
    """Withdraw a note because whoever said it asks for it. Nothing of it can be brought back.

    Raises NotAllowed.
    """
    if not permissions.can_withdraw_notes(actor, note.engagement):
        raise NotAllowed(N_("Only the engagement's project managers can withdraw a note."))
    _withdraw(actor, note)


def withdraw_own(actor: Actor, *, note: ExpectationNote) -> None:
    """Withdraw one's own note, found through the link it was written by. Raises NotAllowed."""
    if not permissions.can_write_own(actor):
        raise NotAllowed(N_("This link does not give access to notes."))
    _withdraw(Actor(actor.kind, None, ""), note)


def take_back_consent(actor: Actor, *, note: ExpectationNote) -> None:
    """Note that the speaker no longer wants to be quoted; the note stays. Raises NotAllowed."""
    if not permissions.can_edit_notes(actor, note.engagement):
        raise NotAllowed(N_("Only those who work on the engagement can change its notes."))
    if not note.quote_consent:
        return
    note.quote_consent, note.consent_version, note.consented_at = False, "", None
    db.session.flush()
    activity.record(actor, "consent_taken_back", note, engagement_id=note.engagement_id)
    publish_consent_taken_back(note)


def publish_consent_taken_back(note: ExpectationNote) -> None:
    """Tell what is above that a note's words may no longer be quoted."""
    publish(
        QuoteConsentWithdrawn(
            note_id=note.id,
            public_id=note.public_id,
            engagement_id=note.engagement_id,
            themes=_themes(note),
            text=note.text,
        )
    )


def _withdraw(actor: Actor, note: ExpectationNote) -> None:
    lock(note)
    if note.withdrawn_at is not None:
        return
    themes, text = _themes(note), note.text
    for model in (ThemeNote, NoteVote, NoteAuthor):
        db.session.execute(delete(model).where(model.note_id == note.id))
    note.withdrawn_at, note.hidden_at = clock.now(), None
    note.text = note.segment = note.stage = note.touchpoint = ""
    note.speaker_code = public_id()
    note.quote_consent, note.consent_version, note.consented_at = False, "", None
    db.session.flush()
    activity.record(actor, "note_withdrawn", note, engagement_id=note.engagement_id)
    publish(
        NoteWithdrawn(
            note_id=note.id,
            public_id=note.public_id,
            engagement_id=note.engagement_id,
            themes=themes,
            text=text,
        )
    )


def _themes(note: ExpectationNote) -> tuple[int, ...]:
    query = select(ThemeNote.theme_id).where(ThemeNote.note_id == note.id)
    return tuple(db.session.scalars(query.order_by(ThemeNote.theme_id)))
