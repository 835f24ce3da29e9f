"""What is typed in the post tray."""

from flask_babel import lazy_gettext

from workshops.web.fields import ChoiceField, TextField, length, required
from workshops.web.forms import Form


class PassOnForm(Form):
    """Whose project manager gets a message."""

    engagement = ChoiceField(lazy_gettext("Engagement"), [required()])


class DeclineForm(Form):
    """Why a proposed time is declined."""

    reason = TextField(
        lazy_gettext("Reason"),
        [required(), length(2000)],
        description=lazy_gettext("Goes to this guest alone, in the letter and in the calendar."),
    )
