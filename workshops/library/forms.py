"""What can be typed in the library."""

from collections.abc import Sequence

from flask_babel import lazy_gettext

from workshops.web.fields import ChoiceField, LineField, length, options, required
from workshops.web.forms import Form


class SaveForm(Form):
    """A name for a search."""

    name = LineField(lazy_gettext("Name of the search"), [required(), length(120)])


class CopyForm(Form):
    """Where a plan is copied to, and as what."""

    engagement = ChoiceField(lazy_gettext("Engagement"), [required()])
    copy_as = ChoiceField(lazy_gettext("As what"), [required()])

    def offer(self, engagements: Sequence[tuple[object, object]]) -> "CopyForm":
        """Hand in what can be chosen."""
        self.engagement.choices = options(engagements)
        self.copy_as.choices = options(
            [
                ("experiment", lazy_gettext("Draft experiment with its plan")),
                ("concept", lazy_gettext("Concept, as an idea")),
            ]
        )
        return self
