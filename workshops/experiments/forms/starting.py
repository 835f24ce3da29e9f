"""What is typed to begin an experiment, and to start, end, register or abandon it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from workshops.experiments.forms.plan import label
from workshops.web.days import DayField
from workshops.web.fields import (
    ChoiceField,
    LineField,
    MultiSelect,
    TextField,
    length,
    required,
)
from workshops.web.forms import Form
from workshops.web.merge import StepForm


class NewExperimentForm(Form):
    """The few things that an experiment begins with."""

    name = LineField(label("name"), [required(), length(200)])
    hypothesis = TextField(
        label("hypothesis"),
        [length(4000)],
        description=_("We believe that … will … for …, because …"),
    )
    themes = MultiSelect(label("themes"))
    concept = ChoiceField(label("concept"))
    owner = ChoiceField(label("owner"))

    def offer(self, choices: Mapping[str, Any]) -> "NewExperimentForm":
        """Hand in the choices of records by field."""
        for name, offered in choices.items():
            self[name].choices = offered
        return self


class StartForm(StepForm):
    """When an experiment began."""

    started_on = DayField(_("First day"), [required()])


class EndForm(StepForm):
    """When an experiment ended."""

    ended_on = DayField(_("Last day"), [required()])


class AbandonForm(StepForm):
    """Why an experiment is given up."""

    reason = TextField(
        _("Reason"),
        [required(), length(2000)],
        description=_("What stood in the way is worth as much to the next one as a result."),
    )
