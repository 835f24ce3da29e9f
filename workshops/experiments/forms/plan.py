"""What is typed on a plan, step by step, and on a new version of what is locked."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FieldList, FormField
from wtforms import Form as PlainForm

from workshops.core.days import Lies
from workshops.core.text import clean, clean_line
from workshops.experiments.models.kinds import EMPTY_GUARDRAIL, Better, ExperimentKind, Operator
from workshops.experiments.rules.plan import FIELDS, LABELS, LOCKED, PlanStep
from workshops.web.days import DayField
from workshops.web.fields import (
    ChoiceField,
    DecimalField,
    LineField,
    MultiSelect,
    NumberField,
    TextField,
    between,
    length,
    options,
    required,
)
from workshops.web.merge import EditForm

LONG, LINE = 4000, 500
MOST = 999_999_999
EMPTY_ROWS = 2
ONE_A_LINE = _("One a line.")
LISTS = ("assumptions", "sites", "subgroups")
WORDS: Mapping[str, type[ExperimentKind] | type[Better] | type[Operator]] = {
    "kind": ExperimentKind,
    "better": Better,
    "operator": Operator,
}
ZERO = ("min_n", "miss_margin")
UNSAID = {"better": ("metric", Better.UP), "operator": ("threshold", Operator.AT_LEAST)}
NOT_CHOSEN = _("Not chosen yet")


def label(name: str) -> Any:
    """What a planned value is called, in the language of the page."""
    return _(LABELS[name])


class PlanForm(EditForm):
    """The base of the steps: choices handed in, locked fields taken out, values given back."""

    def offer(self, choices: Mapping[str, Any]) -> None:
        """Hand in the choices of records by field; fixed words come by themselves."""
        for name, kind in WORDS.items():
            if name in self:
                words = [(w.value, gettext(w.label)) for w in kind]
                self[name].choices = options(words, NOT_CHOSEN if name in UNSAID else None)
        for name, offered in choices.items():
            if name in self:
                self[name].choices = offered
        if "guardrails" in self:
            words = [(w.value, gettext(w.label)) for w in Operator]
            for row in self["guardrails"]:
                row.operator.choices = options(words, NOT_CHOSEN)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """What gives a word its meaning needs the word, as nobody has chosen it before."""
        fine = bool(super().validate(*args, **kwargs))
        for name, (needs, _unsaid) in UNSAID.items():
            said = needs in self and self[needs].data not in (None, "")
            if said and name in self and not self[name].data and not self[name].errors:
                self[name].errors, fine = [gettext("Choose one of the options.")], False
        return fine

    def lock(self) -> None:
        """Take out what is locked."""
        for name in LOCKED:
            if name in self:
                del self[name]

    @property
    def names(self) -> list[str]:
        """The planned values that this form asks for."""
        return [name for name in LABELS if name in self]

    def values(self) -> dict[str, Any]:
        """What was typed by name; of records what names them."""
        return {name: self._read(name, self[name].data) for name in self.names}

    def _read(self, name: str, data: Any) -> Any:
        if name in LISTS:
            return _lines(data or "")
        if name in WORDS:
            return WORDS[name](data) if data else UNSAID[name][1]
        if name == "guardrails":
            return [_guardrail(row) for row in data if clean_line(row["metric"] or "")]
        return (data or 0) if name in ZERO else data


class GuardrailForm(PlainForm):
    """One guardrail; a row without a metric is left out."""

    metric = LineField(_("Metric"), [length(200)])
    operator = ChoiceField(_("It must be"))
    limit = DecimalField(_("Limit"))
    unit = LineField(_("Unit"), [length(40)])

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """A metric needs its limit, and which side of it is right."""
        fine = bool(super().validate(*args, **kwargs))
        if self.metric.data and self.limit.data is None and not self.limit.errors:
            self.limit.errors, fine = [gettext("Give the limit.")], False
        if self.metric.data and not self.operator.data and not self.operator.errors:
            self.operator.errors, fine = [gettext("Choose one of the options.")], False
        return fine


class IdentityForm(PlanForm):
    """What the experiment is and why."""

    name = LineField(label("name"), [required(), length(200)])
    problem = TextField(label("problem"), [length(LONG)])
    themes = MultiSelect(label("themes"))
    concept = ChoiceField(label("concept"))
    kind = ChoiceField(label("kind"))
    replicates = LineField(
        label("replicates"),
        [length(200)],
        description=_("For a replication: the title of the registered experiment."),
    )
    owner = ChoiceField(label("owner"))


class HypothesisForm(PlanForm):
    """What is believed, and which change is tested."""

    hypothesis = TextField(
        label("hypothesis"),
        [length(LONG)],
        description=_("We believe that … will … for …, because …"),
    )
    change_tested = TextField(
        label("change_tested"),
        [length(LONG)],
        description=_("So that somebody elsewhere could do the same."),
    )
    assumptions = TextField(label("assumptions"), [length(LONG)], description=ONE_A_LINE)


class MeasureForm(PlanForm):
    """What is measured, from where, and what it is today."""

    metric = LineField(
        label("metric"),
        [length(200)],
        description=_("May stay empty where the decision rule is in words."),
    )
    unit = LineField(label("unit"), [length(40)], description=_("Such as %, days, per 100."))
    better = ChoiceField(label("better"))
    metric_source = LineField(label("metric_source"), [length(LINE)])
    baseline = DecimalField(label("baseline"))
    baseline_n = NumberField(label("baseline_n"), [between(0, MOST)])
    baseline_on = DayField(label("baseline_on"), lies=Lies.BEHIND)
    min_n = NumberField(
        label("min_n"),
        [between(0, MOST)],
        description=_("With fewer the rule says: repeat."),
    )


class RuleForm(PlanForm):
    """By what it is decided: a threshold or words, and guardrails."""

    operator = ChoiceField(label("operator"))
    threshold = DecimalField(label("threshold"), description=_("Met: scale."))
    miss_margin = DecimalField(
        label("miss_margin"),
        [between(0, MOST)],
        description=_("Missed by no more than this: adapt. Missed by more: stop."),
    )
    decision_words = TextField(
        label("decision_words"),
        [length(LONG)],
        description=_("Where no number fits: words by which a second person can judge yes or no."),
    )
    guardrails = FieldList(FormField(GuardrailForm, _("Guardrail")), label("guardrails"))


class FieldworkForm(PlanForm):
    """Where, when and with whom."""

    participants_planned = LineField(label("participants_planned"), [length(LINE)])
    sites = TextField(label("sites"), [length(LONG)], description=ONE_A_LINE)
    subgroups = TextField(
        label("subgroups"),
        [length(LONG)],
        description=_("One a line, such as people over 75."),
    )
    starts_on = DayField(label("starts_on"))
    ends_on = DayField(label("ends_on"))
    methods = MultiSelect(label("methods"))


class EthicsForm(PlanForm):
    """Whether it may be done."""

    harm_check = TextField(label("harm_check"), [length(LONG)])
    equal_treatment = TextField(label("equal_treatment"), [length(LONG)])
    legal_basis = LineField(label("legal_basis"), [length(LINE)])
    dpo_asked = BooleanField(label("dpo_asked"))


class AmendForm(HypothesisForm, MeasureForm, RuleForm):
    """Everything that is locked, and why it changes."""

    kind = ChoiceField(label("kind"))
    subgroups = TextField(label("subgroups"), [length(LONG)], description=ONE_A_LINE)
    reason = TextField(
        _("Reason for the new version"),
        [required(_("Give the reason; it stands beside the change for good.")), length(2000)],
        description=_("Everybody who reads the experiment sees it beside the change."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [name for name in self.names if name not in LOCKED]:
            del self[name]


FORMS: Mapping[PlanStep, type[PlanForm]] = {
    PlanStep.IDENTITY: IdentityForm,
    PlanStep.HYPOTHESIS: HypothesisForm,
    PlanStep.MEASURE: MeasureForm,
    PlanStep.RULE: RuleForm,
    PlanStep.FIELDWORK: FieldworkForm,
    PlanStep.ETHICS: EthicsForm,
}


def typed_values(stored: Mapping[str, Any], step: PlanStep | None = None) -> dict[str, Any]:
    """Stored planned values as the forms show them, with empty rows for guardrails.

    Without a step it is everything that is locked.
    """
    shown: dict[str, Any] = {"version": stored["version"]}
    for name in FIELDS[step] if step else LOCKED:
        value = stored[name]
        if name in LISTS:
            value = "\n".join(value)
        elif name in UNSAID and stored[UNSAID[name][0]] in (None, ""):
            value = ""
        elif name in WORDS:
            value = value.value
        elif name == "guardrails":
            value = [*value, *[{**EMPTY_GUARDRAIL, "operator": ""} for _row in range(EMPTY_ROWS)]]
        shown[name] = None if name in ZERO and not value else value
    return shown


def _guardrail(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "metric": clean_line(row["metric"]),
        "operator": Operator(row["operator"]).value,
        "limit": row["limit"],
        "unit": clean_line(row["unit"] or ""),
    }


def _lines(text: str) -> list[str]:
    return [line for raw in clean(text).splitlines() if (line := clean_line(raw))]
