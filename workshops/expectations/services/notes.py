"""Writing and changing notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.text import N_, clean, clean_line
from workshops.engagements.models import Engagement
from workshops.expectations import permissions
from workshops.expectations.models import ExpectationNote, LegalBasis, NoteKind, SpeakerRole
from workshops.expectations.rules import consent
from workshops.expectations.rules.personal_data import (
    Finding,
    Piece,
    find_personal_data,
    fingerprint,
    has_cpr,
    pieces,
)
from workshops.planning.models import AgendaBlock, Workshop

MOST_CHARACTERS = 4000
MAY_NOT = N_("Only those who work on the engagement can write and change its notes.")


@dataclass(frozen=True)
class NoteFacts:
    """What a note says and where it comes from; who speaks is a role and a segment, no name."""

    text: str
    kind: NoteKind = NoteKind.QUOTE
    role: SpeakerRole = SpeakerRole.UNKNOWN
    segment: str = ""
    stage: str = ""
    touchpoint: str = ""
    workshop: Workshop | None = None
    block: AgendaBlock | None = None
    language: str = "da"
    legal_basis: LegalBasis = LegalBasis.PUBLIC_TASK
    quote_consent: bool = False


def write_note(
    actor: Actor, *, engagement: Engagement, facts: NoteFacts, checked: str = ""
) -> ExpectationNote:
    """Write down what somebody expects or what was seen.

    `checked` is the fingerprint of what looks like personal data and was looked at. Raises
    NotAllowed and Invalid.
    """
    if not permissions.can_take_notes(actor, engagement):
        raise NotAllowed(MAY_NOT)
    values = _values(engagement, facts, checked)
    note = ExpectationNote(engagement_id=engagement.id, **values)
    _agree(note, facts.quote_consent)
    db.session.add(note)
    db.session.flush()
    activity.record(actor, "note_added", note, engagement_id=engagement.id)
    return note


def change_note(
    actor: Actor, *, note: ExpectationNote, facts: NoteFacts, version: int, checked: str = ""
) -> ExpectationNote:
    """Change a note. Raises NotAllowed, Invalid, Conflict when it was withdrawn, and Stale."""
    require_edit(actor, note)
    if note.version != version:
        raise Stale(N_("Somebody else changed the note while you were writing."))
    if note.by_participant and facts.quote_consent and not note.quote_consent:
        raise Invalid(
            N_("Only the participant can agree to be quoted, on their own page."), "quote_consent"
        )
    values = _values(note.engagement, facts, checked)
    changed = [name for name, new in values.items() if getattr(note, name) != new]
    for name in changed:
        setattr(note, name, values[name])
    if facts.quote_consent and not note.quote_consent:
        _agree(note, True)
        changed.append("quote_consent")
    db.session.flush()
    if changed:
        activity.record(
            actor, "note_changed", note, engagement_id=note.engagement_id, fields=changed
        )
    return note


@dataclass(frozen=True)
class Marked:
    """A text with what looks like personal data marked; false where nothing does.

    `checked` is what a form sends back to say that it was looked at; `blocked` forbids that.
    """

    pieces: list[Piece]
    checked: str
    blocked: bool

    def __bool__(self) -> bool:
        return bool(self.checked)


def marked(text: str) -> Marked:
    """The text as it would be kept, marked."""
    kept = clean(text)
    findings = find_personal_data(kept)
    return Marked(list(pieces(kept, findings)), fingerprint(findings), has_cpr(findings))


def checked_text(text: str, checked: str, *, field: str = "text") -> str:
    """The text as it may be kept.

    Raises Invalid when there is none, when it is too long, when it holds a CPR number, and when it
    seems to hold personal data that nobody has looked at.
    """
    kept = clean(text)
    if not kept:
        raise Invalid(N_("Write what was said or seen."), field)
    if len(kept) > MOST_CHARACTERS:
        raise Invalid(N_("Use at most 4,000 characters."), field)
    require_checked(find_personal_data(kept), checked, field=field)
    return kept


def require_checked(findings: Sequence[Finding], checked: str, *, field: str = "text") -> None:
    """Raise Invalid for a CPR number, or for what nobody has looked at."""
    if has_cpr(findings):
        raise Invalid(
            N_("There is a CPR number in the text. Take it out: it may not be kept here."), field
        )
    if findings and fingerprint(findings) != checked:
        raise Invalid(
            N_("The text may tell who somebody is. Take out what is marked, or confirm it."),
            field,
        )


def require_edit(actor: Actor, note: ExpectationNote) -> None:
    """Raise NotAllowed, or Conflict when the note was withdrawn."""
    if not permissions.can_edit_notes(actor, note.engagement):
        raise NotAllowed(MAY_NOT)
    if note.withdrawn_at is not None:
        raise Conflict(N_("The note was withdrawn; nothing can be done with it."))


def _agree(note: ExpectationNote, agreed: bool) -> None:
    """Keep that the speaker told staff that they may be quoted."""
    note.quote_consent = agreed
    note.consent_version = consent.TOLD if agreed else ""
    note.consented_at = clock.now() if agreed else None


def _values(engagement: Engagement, facts: NoteFacts, checked: str) -> dict[str, Any]:
    workshop = facts.block.sitting.workshop if facts.block else facts.workshop
    if workshop is not None and workshop.engagement_id != engagement.id:
        raise Invalid(N_("Choose a workshop of this engagement."), "workshop")
    segment = clean_line(facts.segment)[:120]
    if find_personal_data(segment):
        raise Invalid(N_("Name a group of people here, never a person."), "segment")
    return {
        "text": checked_text(facts.text, checked),
        "kind": facts.kind,
        "speaker_role": facts.role,
        "segment": segment,
        "stage": clean_line(facts.stage)[:120],
        "touchpoint": clean_line(facts.touchpoint)[:120],
        "workshop_id": workshop.id if workshop else None,
        "block_id": facts.block.id if facts.block else None,
        "language": facts.language,
        "legal_basis": facts.legal_basis,
    }
