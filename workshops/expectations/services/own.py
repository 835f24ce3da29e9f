"""What participants do with their own notes, by personal link.

Who wrote a note stands in NoteAuthor and nowhere else: the log names nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db
from workshops.core.deadlines import last_moment
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.text import N_, public_id
from workshops.expectations import permissions
from workshops.expectations.models import (
    BY_LINK,
    ExpectationNote,
    NoteAuthor,
    NoteKind,
    SpeakerRole,
)
from workshops.expectations.queries.notes import list_own, sittings_end
from workshops.expectations.rules import consent
from workshops.expectations.rules.capture import WRITING_LASTS, may_write
from workshops.expectations.services.notes import checked_text
from workshops.expectations.services.withdrawal import publish_consent_taken_back
from workshops.people.models import Person
from workshops.planning.models import Workshop

A_PARTICIPANT = Actor(ActorKind.LINK, None, "")
VOICES: Mapping[str | None, SpeakerRole] = {
    "voice-citizen": SpeakerRole.CITIZEN,
    "voice-relative": SpeakerRole.RELATIVE,
    "voice-business-user": SpeakerRole.BUSINESS,
    "voice-interest": SpeakerRole.INTEREST_ORGANISATION,
}

ASKED = (
    SpeakerRole.CITIZEN,
    SpeakerRole.RELATIVE,
    SpeakerRole.FRONT_LINE,
    SpeakerRole.MANAGER,
    SpeakerRole.OTHER,
)


@dataclass(frozen=True)
class OwnWords:
    """What a participant writes; `quotable` is whether they agree to be quoted."""

    text: str
    quotable: bool = False
    language: str = "da"


def can_write_now(workshop: Workshop) -> bool:
    """Whether participants may still write and change notes for a workshop."""
    return may_write(workshop.state.value, writing_ends_at(workshop), clock.now())


def writing_ends_at(workshop: Workshop) -> datetime | None:
    """Until when they may: the end of the day after the last one; None where nothing is planned."""
    ends = sittings_end(workshop)
    return last_moment(max(ends) + WRITING_LASTS) if ends else None


def consent_words(language: str) -> str:
    """What a participant agrees to who lets their words be quoted."""
    return consent.text_of(consent.CURRENT, language)


def write_own(
    actor: Actor, *, workshop: Workshop, person: Person, words: OwnWords, checked: str = ""
) -> ExpectationNote:
    """Keep what a participant expects. Raises NotAllowed, Conflict when it is too late, Invalid."""
    _require_link(actor)
    _require_open(workshop)
    text = checked_text(words.text, checked)
    note = ExpectationNote(
        engagement_id=workshop.engagement_id,
        workshop_id=workshop.id,
        text=text,
        kind=NoteKind.QUOTE,
        speaker_role=_role(workshop, person),
        speaker_code=_code(workshop, person),
        language=words.language,
        origin=BY_LINK + public_id(),
    )
    _agree(note, words.quotable)
    db.session.add(note)
    db.session.flush()
    db.session.add(NoteAuthor(note_id=note.id, person_id=person.id))
    db.session.flush()
    activity.record(A_PARTICIPANT, "note_added", note, engagement_id=note.engagement_id)
    return note


def change_own(
    actor: Actor, *, note: ExpectationNote, words: OwnWords, version: int, checked: str = ""
) -> None:
    """Change one's own note, found through the link it was written by. Raises as write_own, Stale.

    Taking the consent to be quoted back works at any time, also when the words can no longer be
    changed.
    """
    _require_link(actor)
    if words.text != note.text:
        _require_open(_workshop(note))
    if note.version != version:
        raise Stale(N_("The note was changed while you were writing. Your words are below."))
    text = checked_text(words.text, checked) if words.text != note.text else note.text
    took_back = note.quote_consent and not words.quotable
    note.text = text
    if words.quotable != note.quote_consent:
        _agree(note, words.quotable)
    db.session.flush()
    activity.record(A_PARTICIPANT, "note_changed", note, engagement_id=note.engagement_id)
    if took_back:
        publish_consent_taken_back(note)


def say_role(actor: Actor, *, workshop: Workshop, person: Person, role: SpeakerRole) -> None:
    """Keep as whom a participant speaks, for what they wrote and will write for a workshop.

    It is asked once: what is known already stays. Raises NotAllowed, and Invalid for a role that
    is not offered.
    """
    _require_link(actor)
    if role not in ASKED:
        raise Invalid(N_("Choose one of the roles."))
    for note in list_own(workshop, person):
        if note.speaker_role is SpeakerRole.UNKNOWN:
            note.speaker_role = role
            activity.record(A_PARTICIPANT, "note_changed", note, engagement_id=note.engagement_id)
    db.session.flush()


def is_to_ask(notes: Sequence[ExpectationNote]) -> bool:
    """Whether somebody who wrote these has yet to be asked as whom they speak."""
    return any(note.speaker_role is SpeakerRole.UNKNOWN for note in notes)


def _require_link(actor: Actor) -> None:
    if not permissions.can_write_own(actor):
        raise NotAllowed(N_("This link does not give access to notes."))


def _require_open(workshop: Workshop) -> None:
    if not can_write_now(workshop):
        raise Conflict(N_("Notes can no longer be written; you can still withdraw yours."))


def _workshop(note: ExpectationNote) -> Workshop:
    if note.workshop is None:
        raise Conflict(N_("Notes can no longer be written; you can still withdraw yours."))
    return note.workshop


def _agree(note: ExpectationNote, agreed: bool) -> None:
    """Keep to which words the participant agreed, and when."""
    note.quote_consent = agreed
    note.consent_version = consent.CURRENT if agreed else ""
    note.consented_at = clock.now() if agreed else None


def _role(workshop: Workshop, person: Person) -> SpeakerRole:
    """As whom somebody speaks: as they said, or as the lab knows; else nobody knows."""
    said = (note.speaker_role for note in list_own(workshop, person))
    voice = VOICES.get(person.discipline.standing_key if person.discipline else None)
    known = (role for role in said if role is not SpeakerRole.UNKNOWN)
    return next(known, voice or SpeakerRole.UNKNOWN)


def _code(workshop: Workshop, person: Person) -> str:
    """The speaker's code: the one of their other notes for this workshop, or a new random one."""
    earlier = list_own(workshop, person)
    return earlier[0].speaker_code if earlier else public_id()
