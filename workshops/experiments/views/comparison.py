"""The plan beside the outcome, and the picture of a result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from workshops.core.locale import number, short_day
from workshops.core.text import N_
from workshops.experiments.models import Experiment
from workshops.experiments.models.learning import ExperimentResult
from workshops.experiments.rules.result_chart import MarkKind, Value, place_marks
from workshops.experiments.rules.small_groups import LEAST, shown_subgroups
from workshops.experiments.rules.verdict import Guardrail
from workshops.experiments.views.telling import say_measure
from workshops.web.language import language

MARK_WORDS = {
    MarkKind.BASELINE: N_("Baseline"),
    MarkKind.THRESHOLD: N_("Threshold"),
    MarkKind.CONTROL: N_("Comparison group"),
    MarkKind.RESULT: N_("Result"),
}


@dataclass(frozen=True)
class Beside:
    """One line of plan beside outcome; `kind` colours a word that says how it went."""

    label: str
    planned: str
    seen: str
    word: str = ""
    kind: str = "neutral"


def beside(
    experiment: Experiment, result: ExperimentResult | None, rails: Sequence[Guardrail]
) -> list[Beside]:
    """The plan as registered beside the experiment as it went."""
    return [*_course(experiment, result), *_groups(experiment, result), *map(_rail, rails)]


def chart(experiment: Experiment, result: ExperimentResult | None) -> dict[str, Any] | None:
    """Marks and summary for the picture of a result in numbers; None where there are none yet."""
    if result is None or result.value is None:
        return None
    given = [
        (MarkKind.BASELINE, experiment.baseline),
        (MarkKind.THRESHOLD, experiment.threshold),
        (MarkKind.CONTROL, result.control_value),
    ]
    values = [Value(kind, value) for kind, value in given if value is not None]
    low, high = result.interval_low, result.interval_high
    values.append(Value(MarkKind.RESULT, result.value, low, high))
    return {
        "title": experiment.metric,
        "summary": _summary(experiment, result),
        "marks": [
            {
                "kind": mark.kind.value,
                "label": _(MARK_WORDS[mark.kind]),
                "value": say_measure(mark.value, experiment.unit),
                "at": mark.at,
                "start": mark.start,
                "end": mark.end,
            }
            for mark in place_marks(values)
        ],
    }


def _summary(experiment: Experiment, result: ExperimentResult) -> str:
    params = {
        "value": say_measure(result.value, experiment.unit),
        "baseline": say_measure(experiment.baseline, experiment.unit),
        "threshold": say_measure(experiment.threshold, experiment.unit),
    }
    if experiment.baseline is None:
        return str(_("It was measured at %(value)s; the threshold was %(threshold)s.", **params))
    return str(
        _("It went from %(baseline)s to %(value)s; the threshold was %(threshold)s.", **params)
    )


def _course(experiment: Experiment, result: ExperimentResult | None) -> list[Beside]:
    """Days, number, result and comparison group."""
    operator = str(_(experiment.operator.label))
    threshold = say_measure(experiment.threshold, experiment.unit)
    rows = [
        Beside(
            _("Days"),
            _days(experiment.starts_on, experiment.ends_on),
            _days(experiment.started_on, experiment.ended_on),
        ),
        Beside(
            _("Number measured"),
            f"{_('at least')} {number(experiment.min_n, language())}",
            say_measure(result.n_actual if result else None),
        ),
    ]
    if experiment.threshold is not None:
        rows.append(
            Beside(experiment.metric, f"{operator} {threshold}", _value(experiment, result))
        )
    else:
        words = result.verdict_words if result else ""
        rows.append(Beside(_("Rule in words"), experiment.decision_words, words or "–"))
    if result and result.control_value is not None:
        seen = _with_n(say_measure(result.control_value, experiment.unit), result.control_n)
        rows.append(Beside(_("Comparison group"), "–", seen))
    return rows


def _value(experiment: Experiment, result: ExperimentResult | None) -> str:
    if result is None or result.value is None:
        return "–"
    value = say_measure(result.value, experiment.unit)
    if result.interval_low is None or result.interval_high is None:
        return value
    low, high = (number(end, language()) for end in (result.interval_low, result.interval_high))
    return str(_("%(value)s (between %(low)s and %(high)s)", value=value, low=low, high=high))


def _groups(experiment: Experiment, result: ExperimentResult | None) -> list[Beside]:
    stored: Sequence[Mapping[str, Any]] = result.subgroup_results if result else []
    rows = {row.name: row for row in shown_subgroups(stored)}
    found = []
    for name in experiment.subgroups:
        row = rows.get(name)
        if row is None or (row.value is None and not row.hidden):
            seen = "–"
        elif row.hidden:
            seen = str(_("Fewer than %(least)s; not shown", least=LEAST))
        else:
            seen = _with_n(say_measure(row.value, experiment.unit), row.n)
        found.append(Beside(name, str(_("looked at apart")), seen))
    return found


def say_limit(rail: Guardrail) -> str:
    """ "at most 5 per 100 letters"."""
    return f"{_(rail.operator.label)} {say_measure(rail.limit, rail.unit)}"


def _rail(rail: Guardrail) -> Beside:
    limit = say_limit(rail)
    seen = say_measure(rail.value, rail.unit)
    if rail.value is None:
        return Beside(rail.metric, limit, seen)
    word, kind = (_("broken"), "broken") if rail.broken else (_("kept"), "kept")
    return Beside(rail.metric, limit, seen, str(word), kind)


def _with_n(value: str, n: int | None) -> str:
    if n is None:
        return value
    people = ngettext("%(num)s person", "%(num)s people", n)
    return f"{value} ({people})"


def _days(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return "–"
    return " – ".join(short_day(day, language()) if day else "…" for day in (first, last))
