"""The fixed words of expectations: kinds of notes, who speaks, legal basis, strength."""

from workshops.core.text import N_
from workshops.core.words import Worded


class NoteKind(Worded):
    """How a note came about."""

    QUOTE = "quote", N_("Quote")
    OBSERVATION = "observation", N_("Observation")
    STAFF_REPORT = "staff_report", N_("Report by staff")
    SURVEY = "survey", N_("Survey answer")


class SpeakerRole(Worded):
    """In what role somebody speaks or is observed; UNKNOWN until somebody has said."""

    UNKNOWN = "unknown", N_("Unknown speaker")
    CITIZEN = "citizen", N_("Citizen")
    RELATIVE = "relative", N_("Relative")
    BUSINESS = "business", N_("Business user")
    INTEREST_ORGANISATION = "interest_organisation", N_("Interest organisation")
    FRONT_LINE = "front_line", N_("Front-line staff")
    MANAGER = "manager", N_("Manager")
    OTHER = "other", N_("Other")


class LegalBasis(Worded):
    """Why the note may be kept at all; consent to be quoted is another question."""

    PUBLIC_TASK = "public_task", N_("Task in the public interest (GDPR art. 6(1)(e))")
    CONSENT = "consent", N_("Consent (GDPR art. 6(1)(a))")
    OTHER = "other", N_("Another basis")


class Strength(Worded):
    """How strongly an expectation is held, as the lab judges it."""

    UNKNOWN = "unknown", N_("Not judged")
    WISH = "wish", N_("A wish")
    EXPECTED = "expected", N_("Expected")
    ESSENTIAL = "essential", N_("Essential")


class ThemeAct(Worded):
    """What was done to notes and themes and can be taken back."""

    PLACED = "placed", N_("Placed in a theme")
    TAKEN_OUT = "taken_out", N_("Taken out of a theme")
    ADDED = "added", N_("New theme")
    SPLIT = "split", N_("Theme split")
    MERGED = "merged", N_("Themes merged")
    HIDDEN = "hidden", N_("Note hidden")
    SHOWN = "shown", N_("Note shown again")
