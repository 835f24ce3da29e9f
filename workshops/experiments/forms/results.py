"""What is typed of a result, in four steps."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, FormField
from wtforms import Form as PlainForm

from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.experiments.models import Experiment
from workshops.experiments.models.learning import ExperimentResult
from workshops.experiments.services.results import Groups, Learned, Measured, Spread
from workshops.web.fields import DecimalField, LineField, NumberField, TextField, between, length
from workshops.web.merge import EditForm

MOST = 999_999_999
LONG = 4000


class ResultStep(Worded):
    """The steps in which a result is written."""

    MEASURED = "measured", N_("What was measured")
    GROUPS = "groups", N_("Groups and guardrails")
    LEARNED = "learned", N_("What was learned")
    SPREAD = "spread", N_("Confirmation and spread")


class MeasuredForm(EditForm):
    """The outcome, and the comparison group's."""

    n_actual = NumberField(_("Number measured"), [between(0, MOST)])
    value = DecimalField(_("Result"))
    interval_low = DecimalField(_("Uncertainty from"))
    interval_high = DecimalField(_("Uncertainty to"))
    control_value = DecimalField(_("Result of the comparison group"))
    control_n = NumberField(_("Number in the comparison group"), [between(0, MOST)])

    def part(self) -> Measured:
        """What was typed, as the service wants it."""
        return Measured(**{name: self[name].data for name in Measured.__annotations__})


class SubgroupForm(PlainForm):
    """One of the groups that the plan looks at apart."""

    value = DecimalField(_("Result"))
    n = NumberField(_("Number measured"), [between(0, MOST)])


class GuardrailResultForm(PlainForm):
    """What one guardrail was measured at."""

    value = DecimalField(_("Result"))


class GroupsForm(EditForm):
    """Subgroups and guardrails, in the order of the plan."""

    subgroups = FieldList(FormField(SubgroupForm), _("Groups to look at apart"))
    guardrails = FieldList(FormField(GuardrailResultForm), _("Guardrails"))

    def part(self) -> Groups:
        """What was typed, as the service wants it."""
        return Groups(
            [(row["value"], row["n"]) for row in self.subgroups.data],
            [row["value"] for row in self.guardrails.data],
        )


class LearnedForm(EditForm):
    """The lesson, told as assumption, what was seen, and what follows."""

    surprises = TextField(_("What surprised us"), [length(LONG)])
    assumption = TextField(_("What we assumed"), [length(LONG)])
    seen = TextField(_("What we saw"), [length(LONG)])
    lesson = TextField(_("The lesson"), [length(LONG)], description=_("Found by search."))
    reuse_conditions = TextField(
        _("What must be in place elsewhere"),
        [length(LONG)],
        description=_("For somebody who wants to do the same."),
    )

    def part(self) -> Learned:
        """What was typed, as the service wants it."""
        return Learned(**{name: self[name].data or "" for name in Learned.__annotations__})


class SpreadForm(EditForm):
    """Who confirmed it, and where it lives on."""

    independent_evaluator = LineField(
        _("Independent evaluator"),
        [length(200)],
        description=_("Somebody who neither ran the experiment nor paid for it."),
    )
    in_use_sites = NumberField(
        _("Further sites where it is in use"),
        [between(0, 9999)],
        description=_("Count only sites with a recorded result."),
    )

    def part(self) -> Spread:
        """What was typed, as the service wants it."""
        return Spread(self.independent_evaluator.data or "", self.in_use_sites.data or 0)


ResultForm = MeasuredForm | GroupsForm | LearnedForm | SpreadForm
FORMS: Mapping[ResultStep, type[ResultForm]] = {
    ResultStep.MEASURED: MeasuredForm,
    ResultStep.GROUPS: GroupsForm,
    ResultStep.LEARNED: LearnedForm,
    ResultStep.SPREAD: SpreadForm,
}


FILLED = {
    ResultStep.MEASURED: ("n_actual", "value"),
    ResultStep.GROUPS: ("subgroup_results", "guardrail_results"),
    ResultStep.LEARNED: tuple(Learned.__annotations__),
    ResultStep.SPREAD: tuple(Spread.__annotations__),
}


def filled_steps(result: ExperimentResult | None) -> set[ResultStep]:
    """The steps in which something has been written."""
    empty: tuple[object, ...] = (None, "", 0, [])
    return {
        step
        for step, names in FILLED.items()
        if result and any(getattr(result, name) not in empty for name in names)
    }


def values_of(experiment: Experiment, result: ExperimentResult | None) -> dict[str, Any]:
    """A result as the forms show it; the version is 0 before there is one."""
    plain = [name for form in (Measured, Learned, Spread) for name in form.__annotations__]
    values = {name: getattr(result, name) if result else None for name in plain}
    groups = {row["name"]: row for row in (result.subgroup_results if result else [])}
    rails = {row["metric"]: row for row in (result.guardrail_results if result else [])}
    empty: dict[str, Any] = {}
    return {
        **values,
        "version": result.version if result else 0,
        "subgroups": [
            {part: groups.get(name, empty).get(part) for part in ("value", "n")}
            for name in experiment.subgroups
        ],
        "guardrails": [
            {"value": rails.get(rail["metric"], empty).get("value")}
            for rail in experiment.guardrails
        ],
    }
