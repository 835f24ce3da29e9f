"""What is typed on the gathered pages."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from workshops.expectations.services.notes import MOST_CHARACTERS
from workshops.web.fields import TextField, length, required
from workshops.web.merge import StepForm


class OwnNoteForm(StepForm):
    """A participant's own note; the words of the consent are handed in by the view."""

    text = TextField(_("Your words"), [required(), length(MOST_CHARACTERS)])
    quotable = BooleanField(_("You may quote me"))
