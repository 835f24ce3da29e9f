"""What is typed about themes."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from workshops.expectations.models import ExpectationNote, Strength, Theme
from workshops.expectations.services.themes import ThemeFacts
from workshops.web.fields import (
    ChoiceField,
    LineField,
    MultiSelect,
    TextField,
    length,
    options,
    required,
)
from workshops.web.forms import Form
from workshops.web.merge import EditForm

STATEMENT = _("Expectation")
ONE_SENTENCE = _(
    "One sentence, as citizens would say it. For example: I want to know what happens next."
)


class ThemeForm(EditForm):
    """A theme: what is expected, where in the service, and what is there today."""

    statement = LineField(STATEMENT, [required(), length(500)], description=ONE_SENTENCE)
    description = TextField(_("Description"), [length(5000)])
    stage = LineField(
        _("Stage of the service"),
        [length(120)],
        description=_("A step that citizens go through, for example: Before applying"),
    )
    touchpoint = LineField(
        _("Touchpoint"),
        [length(120)],
        description=_("Where they meet the service, for example: The letter"),
    )
    strength = ChoiceField(_("How strongly it is held"), default=Strength.UNKNOWN.value)
    present_service = TextField(_("What citizens meet today"), [length(5000)])
    gap = TextField(_("What is wanting"), [length(5000)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.strength.choices = options((one.value, gettext(one.label)) for one in Strength)

    def facts(self) -> ThemeFacts:
        """What was typed, as the service wants it."""
        return ThemeFacts(
            statement=self.statement.data or "",
            description=self.description.data or "",
            stage=self.stage.data or "",
            touchpoint=self.touchpoint.data or "",
            strength=Strength(self.strength.data),
            present_service=self.present_service.data or "",
            gap=self.gap.data or "",
        )


def theme_values(theme: Theme) -> dict[str, Any]:
    """The fields of a theme as they are stored, with its version."""
    names = ("statement", "description", "stage", "touchpoint", "present_service", "gap", "version")
    return {"strength": theme.strength.value, **{name: getattr(theme, name) for name in names}}


class SplitForm(Form):
    """The new theme, and which notes go to it."""

    statement = LineField(
        _("Expectation of the new theme"), [required(), length(500)], description=ONE_SENTENCE
    )
    notes = MultiSelect(
        _("Notes that go to the new theme"),
        [required(_("Choose the notes that go to the new theme."))],
    )

    def offer(self, notes: Sequence[ExpectationNote]) -> "SplitForm":
        """Offer the notes of the theme."""
        self.notes.choices = options((note.public_id, note.text) for note in notes)
        return self


class MergeForm(Form):
    """Which theme the notes go to."""

    winner = ChoiceField(_("Theme that stays"), [required(_("Choose a theme"))])

    def offer(self, themes: Sequence[Theme]) -> "MergeForm":
        """Offer the other themes of the engagement."""
        pairs = ((theme.public_id, theme.statement) for theme in themes)
        self.winner.choices = options(pairs, gettext("Choose a theme"))
        return self


class PlaceForm(Form):
    """Notes that were chosen from the list, and the theme that they go to."""

    notes = MultiSelect(_("Notes"), [required(_("Choose some notes."))])
    theme = ChoiceField(_("Theme"))
    statement = LineField(
        _("Expectation of the new theme"), [length(500)], description=_("Only for a new theme.")
    )

    def offer(self, notes: Sequence[ExpectationNote], themes: Sequence[Theme]) -> "PlaceForm":
        """Offer the chosen notes and the themes of the engagement."""
        self.notes.choices = options((note.public_id, note.text) for note in notes)
        pairs = ((theme.public_id, theme.statement) for theme in themes)
        self.theme.choices = options(pairs, gettext("New theme"))
        return self
