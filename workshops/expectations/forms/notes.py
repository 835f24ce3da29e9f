"""What is typed about notes."""

from typing import Any

from babel import Locale
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from workshops.expectations.models import ExpectationNote, LegalBasis, NoteKind, SpeakerRole
from workshops.expectations.queries.places import Place
from workshops.expectations.services.notes import MOST_CHARACTERS, NoteFacts
from workshops.web.fields import ChoiceField, LineField, TextField, length, options, required
from workshops.web.language import language
from workshops.web.merge import EditForm

LANGUAGES = (
    *("da", "en", "kl", "fo", "sv", "nb", "de", "pl", "ro", "lt", "uk", "ar", "tr", "fa"),
    *("so", "ur", "ti", "vi", "zh", "es", "fr"),
)
CONTEXT = ("kind", "role", "segment", "stage", "touchpoint", "place", "language", "legal_basis")


class NoteForm(EditForm):
    """A note. Who speaks is a role and a group of people, never a name."""

    text = TextField(_("What was said or seen"), [required(), length(MOST_CHARACTERS)])
    kind = ChoiceField(_("Kind"), [required()])
    role = ChoiceField(_("Who speaks, or is observed"), [required()])
    segment = LineField(
        _("Group of people"),
        [length(120)],
        description=_("For example: new self-employed. Never a name."),
    )
    stage = LineField(
        _("Stage of the service"), [length(120)], description=_("For example: applying.")
    )
    touchpoint = LineField(
        _("Touchpoint"), [length(120)], description=_("For example: the letter, the telephone.")
    )
    place = ChoiceField(_("Workshop and block"))
    language = ChoiceField(_("Language of the note"), [required()])
    legal_basis = ChoiceField(_("Legal basis for keeping the note"), [required()])
    quote_consent = BooleanField(
        _("The speaker has agreed to be quoted"),
        description=_("Apart from the legal basis: without it, the words stand in no deliverable."),
    )

    def offer(self, places: list[Place], known: str = "") -> "NoteForm":
        """Give the choices their options; `known` is the language of a note that has one."""
        self.kind.choices = _labelled(NoteKind)
        self.role.choices = _labelled(SpeakerRole)
        self.legal_basis.choices = _labelled(LegalBasis)
        self.language.choices = options(language_names(known))
        nowhere = gettext("Outside any workshop")
        self.place.choices = options([(p.key, p.label) for p in places], nowhere)
        return self

    def facts(self, places: list[Place]) -> NoteFacts:
        """What was typed, as the service wants it."""
        place = next((p for p in places if p.key == self.place.data), None)
        return NoteFacts(
            text=self.text.data or "",
            kind=NoteKind(self.kind.data),
            role=SpeakerRole(self.role.data),
            segment=self.segment.data or "",
            stage=self.stage.data or "",
            touchpoint=self.touchpoint.data or "",
            workshop=place.workshop if place else None,
            block=place.block if place else None,
            language=str(self.language.data),
            legal_basis=LegalBasis(self.legal_basis.data),
            quote_consent=bool(self.quote_consent.data),
        )


def note_values(note: ExpectationNote) -> dict[str, Any]:
    """The fields of a note as they are stored, with its version."""
    return {
        "text": note.text,
        "kind": note.kind.value,
        "role": note.speaker_role.value,
        "segment": note.segment,
        "stage": note.stage,
        "touchpoint": note.touchpoint,
        "place": place_key(note),
        "language": note.language,
        "legal_basis": note.legal_basis.value,
        "quote_consent": note.quote_consent,
        "version": note.version,
    }


def context_of(note: ExpectationNote) -> dict[str, Any]:
    """What the next note of a row most likely shares with this one: everything but the words."""
    values = note_values(note)
    return {name: values[name] for name in CONTEXT}


def place_key(note: ExpectationNote) -> str:
    """The choice that stands for where a note was taken."""
    if note.block is not None:
        return str(note.block.public_id)
    return str(note.workshop.public_id) if note.workshop else ""


def language_names(known: str = "") -> list[tuple[str, str]]:
    """Codes and names of languages, in the language of the page."""
    codes = LANGUAGES if not known or known in LANGUAGES else (*LANGUAGES, known)
    here = language()
    return [(code, str(Locale(code).get_language_name(here) or code)) for code in codes]


def _labelled(kind: type[NoteKind] | type[SpeakerRole] | type[LegalBasis]) -> list[Any]:
    return options([(one.value, gettext(one.label)) for one in kind])
