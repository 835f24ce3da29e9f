"""Planned values as a person reads them, from the record or from a locked version."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from workshops.core.locale import number, short_day
from workshops.core.words import word_for
from workshops.experiments.models.kinds import EMPTY_GUARDRAIL, Better, ExperimentKind, Operator
from workshops.experiments.rules.plan import LABELS
from workshops.web.language import in_language, language

KINDS: Mapping[str, type[ExperimentKind] | type[Better] | type[Operator]] = {
    "kind": ExperimentKind,
    "better": Better,
    "operator": Operator,
}
DAYS = ("baseline_on", "starts_on", "ends_on")


def say_plan(plan: Mapping[str, Any], names: Sequence[str]) -> list[tuple[str, str]]:
    """Labels and values of some fields of a plan in JSON, for a page: its own words marked."""
    said = [(name, say_value(name, plan.get(name))) for name in names]
    written = {name for name in names if isinstance(plan.get(name), str)} - {*KINDS, *DAYS}
    return [
        (_(LABELS[name]), in_language(value, None) if name in written else value)
        for name, value in said
    ]


def say_baseline(plan: Mapping[str, Any]) -> str:
    """ "31 per 100 letters (n = 900, 30 Sep 2026)"."""
    if plan["baseline"] is None:
        return "–"
    value = f"{number(plan['baseline'], language())} {plan['unit']}".rstrip()
    n = f"n = {number(plan['baseline_n'], language())}" if plan["baseline_n"] else ""
    day = say_value("baseline_on", plan["baseline_on"]) if plan["baseline_on"] else ""
    beside = ", ".join(part for part in (n, day) if part)
    return f"{value} ({beside})" if beside else value


def say_value(name: str, value: Any) -> str:
    """One planned value in JSON, in the reader's language; nothing is a dash."""
    if value in (None, "", []):
        return "–"
    if name in KINDS:
        return str(_(word_for(KINDS[name], value)))
    if name in DAYS:
        return short_day(date.fromisoformat(value), language())
    if isinstance(value, list):
        said = say_guardrail if name == "guardrails" else str
        return "; ".join(said(item) for item in value)
    return _say_plain(value)


def _say_plain(value: object) -> str:
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    return number(value, language()) if isinstance(value, int | float) else str(value)


def say_guardrail(guardrail: Mapping[str, Any]) -> str:
    """ "Complaints: at most 5 per 100 letters"."""
    said = {**EMPTY_GUARDRAIL, **guardrail}
    operator, limit = (say_value(name, said[name]) for name in ("operator", "limit"))
    return f"{said['metric']}: {operator} {limit} {said['unit']}".rstrip()


def say_rule(plan: Mapping[str, Any]) -> list[str]:
    """The decision rule in sentences, one for each thing that can come out."""
    rule = [plan["decision_words"]] if plan["decision_words"] else []
    if plan["threshold"] is not None:
        operator = _(Operator(plan["operator"]).label)
        threshold = f"{number(plan['threshold'], language())} {plan['unit']}".rstrip()
        rule.append(
            _("Scale, if it is %(operator)s %(threshold)s.", operator=operator, threshold=threshold)
        )
        if plan["miss_margin"]:
            margin = f"{number(plan['miss_margin'], language())} {plan['unit']}".rstrip()
            rule.append(_("Adapt, if it misses that by %(margin)s or less.", margin=margin))
        rule.append(_("Stop, if it misses by more."))
    if plan["guardrails"]:
        rule.append(_("Stop, if a guardrail is broken."))
    if plan["min_n"]:
        rule.append(
            _("Repeat, if fewer than %(n)s are measured.", n=number(plan["min_n"], language()))
        )
    return rule
