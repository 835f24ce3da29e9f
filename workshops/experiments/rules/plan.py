"""The plan of an experiment: its steps, what each holds, what is locked and what is wanting."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.experiments.models.kinds import Better, ExperimentKind, Operator

BASELINE_KINDS = (ExperimentKind.BEFORE_AFTER,)


class PlanStep(Worded):
    """The steps in which a plan is written."""

    IDENTITY = "identity", N_("What and why")
    HYPOTHESIS = "hypothesis", N_("Hypothesis and change")
    MEASURE = "measure", N_("Measure")
    RULE = "rule", N_("Decision rule")
    FIELDWORK = "fieldwork", N_("Where, when and who")
    ETHICS = "ethics", N_("Ethics")


FIELDS: Mapping[PlanStep, tuple[str, ...]] = {
    PlanStep.IDENTITY: (
        "name",
        "problem",
        "themes",
        "concept",
        "kind",
        "replicates",
        "owner",
    ),
    PlanStep.HYPOTHESIS: ("hypothesis", "change_tested", "assumptions"),
    PlanStep.MEASURE: (
        "metric",
        "unit",
        "better",
        "metric_source",
        "baseline",
        "baseline_n",
        "baseline_on",
        "min_n",
    ),
    PlanStep.RULE: ("operator", "threshold", "miss_margin", "decision_words", "guardrails"),
    PlanStep.FIELDWORK: (
        "participants_planned",
        "sites",
        "subgroups",
        "starts_on",
        "ends_on",
        "methods",
    ),
    PlanStep.ETHICS: ("harm_check", "equal_treatment", "legal_basis", "dpo_asked"),
}
LABELS: Mapping[str, str] = {
    "name": N_("Title"),
    "problem": N_("Problem"),
    "themes": N_("Expectations tested"),
    "concept": N_("Concept"),
    "kind": N_("Kind of experiment"),
    "replicates": N_("Repeats the experiment"),
    "owner": N_("Owner"),
    "hypothesis": N_("Hypothesis"),
    "change_tested": N_("Change that is tested"),
    "assumptions": N_("Assumptions"),
    "metric": N_("Metric"),
    "unit": N_("Unit"),
    "better": N_("Which way is better"),
    "metric_source": N_("Source and how it is measured"),
    "baseline": N_("Baseline"),
    "baseline_n": N_("Number behind the baseline"),
    "baseline_on": N_("Day of the baseline"),
    "min_n": N_("Smallest number to be measured"),
    "operator": N_("The result must be"),
    "threshold": N_("Threshold"),
    "miss_margin": N_("Margin for a near miss"),
    "decision_words": N_("Rule in words"),
    "guardrails": N_("Guardrails"),
    "participants_planned": N_("Planned participants"),
    "sites": N_("Sites"),
    "subgroups": N_("Groups to look at apart"),
    "starts_on": N_("Planned start"),
    "ends_on": N_("Planned end"),
    "methods": N_("Methods used"),
    "harm_check": N_("Could anybody be harmed?"),
    "equal_treatment": N_("Is everybody treated equally?"),
    "legal_basis": N_("Legal basis"),
    "dpo_asked": N_("The data protection officer has been asked"),
}
LOCKED = (
    "kind",
    "hypothesis",
    "change_tested",
    "metric",
    "unit",
    "better",
    "metric_source",
    "baseline",
    "baseline_n",
    "baseline_on",
    "min_n",
    "operator",
    "threshold",
    "miss_margin",
    "decision_words",
    "guardrails",
    "subgroups",
)


@dataclass(frozen=True)
class Want:
    """Something that is missing: where it is written, and a message id that says what."""

    step: PlanStep
    field: str
    message: str


@dataclass(frozen=True)
class Plan:
    """What of a plan is judged before it is registered."""

    kind: ExperimentKind = ExperimentKind.PROBE
    themes: int = 0
    problem: str = ""
    hypothesis: str = ""
    change_tested: str = ""
    metric: str = ""
    metric_source: str = ""
    baseline: float | None = None
    threshold: float | None = None
    decision_words: str = ""
    min_n: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    harm_check: str = ""
    equal_treatment: str = ""
    legal_basis: str = ""
    replicates: bool = False
    concept_answers: int | None = None
    guardrails: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


_TEXTS: tuple[tuple[PlanStep, str, str], ...] = (
    (PlanStep.IDENTITY, "problem", N_("Say which problem it is about.")),
    (PlanStep.HYPOTHESIS, "hypothesis", N_("Write the hypothesis.")),
    (PlanStep.HYPOTHESIS, "change_tested", N_("Say which change is tested.")),
    (PlanStep.FIELDWORK, "starts_on", N_("Set the planned start.")),
    (PlanStep.FIELDWORK, "ends_on", N_("Set the planned end.")),
    (PlanStep.ETHICS, "harm_check", N_("Say whether anybody could be harmed.")),
    (PlanStep.ETHICS, "equal_treatment", N_("Say whether everybody is treated equally.")),
    (PlanStep.ETHICS, "legal_basis", N_("Name the legal basis.")),
)


def wanting(plan: Plan) -> list[Want]:
    """What must be written before the plan can be registered, in the order of the steps."""
    found = [*_links(plan), *_empty(plan), *_rule(plan)]
    order = list(PlanStep)
    return sorted(found, key=lambda want: order.index(want.step))


def has_rule(plan: Plan) -> bool:
    """Whether a decision rule is there: a threshold, or words that a second person can judge."""
    return plan.threshold is not None or bool(plan.decision_words)


def _links(plan: Plan) -> Iterator[Want]:
    step = PlanStep.IDENTITY
    if not plan.themes:
        yield Want(step, "themes", N_("Choose the expectations that it tests an answer to."))
    if plan.concept_answers == 0:
        yield Want(step, "concept", N_("The concept answers no expectation, so it is not tested."))
    if plan.kind is ExperimentKind.REPLICATION and not plan.replicates:
        yield Want(step, "replicates", N_("Name the experiment that it repeats."))


def _empty(plan: Plan) -> Iterator[Want]:
    for step, name, message in _TEXTS:
        if not getattr(plan, name):
            yield Want(step, name, message)


def _rule(plan: Plan) -> Iterator[Want]:
    if not has_rule(plan):
        said = N_("Set a threshold, or write the rule in words where no number fits.")
        yield Want(PlanStep.RULE, "threshold", said)
    if plan.threshold is None and not plan.guardrails:
        return
    step = PlanStep.MEASURE
    if not plan.min_n:
        yield Want(step, "min_n", N_("Say how many must be measured at least."))
    if plan.threshold is None:
        return
    if not plan.metric:
        yield Want(step, "metric", N_("Name the metric that the threshold is about."))
    if not plan.metric_source:
        yield Want(step, "metric_source", N_("Say where the figure comes from."))
    if plan.kind in BASELINE_KINDS and plan.baseline is None:
        yield Want(step, "baseline", N_("Give the baseline that the result is held against."))


def contradiction(values: Mapping[str, Any]) -> tuple[str, str] | None:
    """A message id and the field it belongs to, where planned values contradict each other."""
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and ends < starts:
        return N_("The end cannot be before the start."), "ends_on"
    wrong_way = {Better.UP: Operator.AT_MOST, Better.DOWN: Operator.AT_LEAST}[values["better"]]
    if values.get("threshold") is not None and values["operator"] is wrong_way:
        return N_("The threshold points the other way than what is better."), "operator"
    names = [guardrail["metric"].casefold() for guardrail in values["guardrails"]]
    if len(names) != len(set(names)):
        return N_("Two guardrails have the same metric."), "guardrails"
    return None
