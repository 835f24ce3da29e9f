"""The fixed words of expectations: kinds of notes, who speaks, legal basis, strength."""

from enum import StrEnum

from workshops.core.text import N_


class NoteKind(StrEnum):
    """How a note came about."""

    QUOTE = "quote"
    OBSERVATION = "observation"
    STAFF_REPORT = "staff_report"
    SURVEY = "survey"

    @property
    def label(self) -> str:
        """The name for a person, as a message id."""
        return _NOTE_LABELS[self]


_NOTE_LABELS = {
    NoteKind.QUOTE: N_("Quote"),
    NoteKind.OBSERVATION: N_("Observation"),
    NoteKind.STAFF_REPORT: N_("Report by staff"),
    NoteKind.SURVEY: N_("Survey answer"),
}


class SpeakerRole(StrEnum):
    """In what role somebody speaks or is observed."""

    CITIZEN = "citizen"
    RELATIVE = "relative"
    BUSINESS = "business"
    INTEREST_ORGANISATION = "interest_organisation"
    FRONT_LINE = "front_line"
    MANAGER = "manager"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The name for a person, as a message id."""
        return _SPEAKER_LABELS[self]


_SPEAKER_LABELS = {
    SpeakerRole.CITIZEN: N_("Citizen"),
    SpeakerRole.RELATIVE: N_("Relative"),
    SpeakerRole.BUSINESS: N_("Business user"),
    SpeakerRole.INTEREST_ORGANISATION: N_("Interest organisation"),
    SpeakerRole.FRONT_LINE: N_("Front-line staff"),
    SpeakerRole.MANAGER: N_("Manager"),
    SpeakerRole.OTHER: N_("Other"),
}


class LegalBasis(StrEnum):
    """Why the note may be kept at all; consent to be quoted is another question."""

    PUBLIC_TASK = "public_task"
    CONSENT = "consent"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The name for a person, as a message id."""
        return _BASIS_LABELS[self]


_BASIS_LABELS = {
    LegalBasis.PUBLIC_TASK: N_("Task in the public interest (GDPR art. 6(1)(e))"),
    LegalBasis.CONSENT: N_("Consent (GDPR art. 6(1)(a))"),
    LegalBasis.OTHER: N_("Another basis"),
}


class Strength(StrEnum):
    """How strongly an expectation is held, as the lab judges it."""

    UNKNOWN = "unknown"
    WISH = "wish"
    EXPECTED = "expected"
    ESSENTIAL = "essential"

    @property
    def label(self) -> str:
        """The name for a person, as a message id."""
        return _STRENGTH_LABELS[self]


_STRENGTH_LABELS = {
    Strength.UNKNOWN: N_("Not judged"),
    Strength.WISH: N_("A wish"),
    Strength.EXPECTED: N_("Expected"),
    Strength.ESSENTIAL: N_("Essential"),
}


class ThemeAct(StrEnum):
    """What was done to notes and themes and can be taken back."""

    PLACED = "placed"
    TAKEN_OUT = "taken_out"
    ADDED = "added"
    SPLIT = "split"
    MERGED = "merged"
    HIDDEN = "hidden"
    SHOWN = "shown"

    @property
    def label(self) -> str:
        """The words for a person, as a message id."""
        return _ACT_LABELS[self]


_ACT_LABELS = {
    ThemeAct.PLACED: N_("Placed in a theme"),
    ThemeAct.TAKEN_OUT: N_("Taken out of a theme"),
    ThemeAct.ADDED: N_("New theme"),
    ThemeAct.SPLIT: N_("Theme split"),
    ThemeAct.MERGED: N_("Themes merged"),
    ThemeAct.HIDDEN: N_("Note hidden"),
    ThemeAct.SHOWN: N_("Note shown again"),
}
