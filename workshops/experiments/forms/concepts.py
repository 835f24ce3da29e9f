"""What is typed about a concept: what it is, and what it says to each expectation."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from workshops.expectations.models import Theme
from workshops.experiments.models import Concept
from workshops.experiments.services.concepts import ConceptDraft, Stand
from workshops.web.fields import ChoiceField, LineField, TextField, length, options, required
from workshops.web.merge import EditForm

ANSWERS, DOES_NOT = "answers", "does_not"


class ConceptForm(EditForm):
    """A concept; `for_themes` adds two fields for each expectation."""

    name = LineField(_("Name"), [required(), length(200)])
    description = TextField(_("Description"), [length(4000)])

    themes: Sequence[Theme] = ()

    def offer(self) -> "ConceptForm":
        """Hand in the choices for every expectation."""
        words = [(ANSWERS, gettext("Answers it")), (DOES_NOT, gettext("Does not answer it"))]
        for theme in self.themes:
            choices = options(words, nothing=gettext("Nothing said"))
            self[f"stand_{theme.public_id}"].choices = choices
        return self

    def rows(self) -> list[tuple[Any, Any]]:
        """The two fields of each expectation, in the order of the themes."""
        keys = [theme.public_id for theme in self.themes]
        return [(self[f"stand_{key}"], self[f"remark_{key}"]) for key in keys]

    def draft(self) -> ConceptDraft:
        """What was typed, as the service wants it."""
        stands = [
            Stand(theme, stand.data == ANSWERS, remark.data or "")
            for theme, (stand, remark) in zip(self.themes, self.rows(), strict=True)
            if stand.data
        ]
        return ConceptDraft(self.name.data or "", self.description.data or "", stands)


def for_themes(themes: Sequence[Theme]) -> type[ConceptForm]:
    """The form class for an engagement's expectations."""
    fields: dict[str, Any] = {"themes": themes}
    for theme in themes:
        fields[f"stand_{theme.public_id}"] = ChoiceField(theme.statement)
        fields[f"remark_{theme.public_id}"] = LineField(
            _("Because"), [length(500), _because(theme.public_id)]
        )
    return type("ThemedConceptForm", (ConceptForm,), fields)


def concept_values(concept: Concept) -> dict[str, Any]:
    """A concept as the form shows it."""
    shown: dict[str, Any] = {
        "version": concept.version,
        "name": concept.name,
        "description": concept.description,
    }
    for one in sorted(concept.expectations, key=lambda one: one.answered):
        key = one.standing_theme.public_id
        shown[f"stand_{key}"] = ANSWERS if one.answered else DOES_NOT
        shown[f"remark_{key}"] = one.remark
    return shown


def _because(key: str) -> Any:
    """An expectation that is not answered needs its reason."""

    def check(form: Any, field: Any) -> None:
        if form[f"stand_{key}"].data == DOES_NOT and not field.data:
            raise StopValidation(gettext("Say why the concept does not answer an expectation."))

    return check
