"""What staff write down for a guest of a date poll."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from wtforms import HiddenField, RadioField

from workshops.core import clock
from workshops.planning.models.polls import Vote
from workshops.web.fields import options
from workshops.web.forms import Form

PREFIX = "day-"


class NotedForm(Form):
    """Answers received by word of mouth; `seen` is when the guest last answered by then."""

    seen = HiddenField()

    @property
    def votes(self) -> dict[str, Vote | None]:
        """What was chosen, by the public id of the day."""
        return {
            field.name.removeprefix(PREFIX): Vote(field.data) if field.data else None
            for field in self
            if field.name.startswith(PREFIX)
        }

    @property
    def seen_at(self) -> datetime | None:
        """When the guest had last answered."""
        return clock.read_instant(self.seen.data or "")


def noted_form(days: Iterable[tuple[str, str, Vote | None, bool]]) -> type[NotedForm]:
    """A form with a question for each day: its public id, when it is, what was said, whether that
    is the guest's own word, which staff may change but not take out."""
    fields = {
        f"{PREFIX}{key}": RadioField(
            when,
            choices=options(
                [*((each.value, _(each.label)) for each in Vote)]
                + ([] if own else [("", _("No answer"))])
            ),
            default=said.value if said else "",
        )
        for key, when, said, own in days
    }
    return type("NotedVotesForm", (NotedForm,), fields)
