"""The base of every form: our words for WTForms' own messages, and problems put on their field."""

from typing import Any

from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm
from wtforms import HiddenField

from workshops.core.errors import Problem
from workshops.core.text import N_
from workshops.web.language import say

WTFORMS_MESSAGES = (
    N_("Not a valid choice."),
    N_("Not a valid integer value."),
    N_("Not a valid date value."),
    N_("Not a valid time value."),
    N_("Not a valid datetime value."),
    N_("This field is required."),
    N_("Invalid email address."),
    N_("The CSRF token is missing."),
)


class _Translations:
    """WTForms' messages from our catalogue; WTForms ships none in Danish."""

    def gettext(self, string: str) -> str:
        return str(gettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return str(ngettext(singular, plural, n))


class Form(FlaskForm):
    """A form with CSRF protection. `form_errors` are those that belong to no field."""

    class Meta(FlaskForm.Meta):
        """Where messages come from."""

        def get_translations(self, form: Any) -> _Translations:  # noqa: ARG002 - WTForms asks so
            """Ours, in the language of the page."""
            return _Translations()

    def put(self, problem: Problem) -> None:
        """Show a problem that a service raised where it belongs: on its field or above the form."""
        field = self._fields.get(problem.field or "")
        if field is None or isinstance(field, HiddenField):
            self.form_errors.append(say(problem))
        else:
            field.errors = [*field.errors, say(problem)]
