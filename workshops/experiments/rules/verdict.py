"""What the locked decision rule says to a result."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from workshops.core.text import N_
from workshops.experiments.models.kinds import Decision, Operator


@dataclass(frozen=True)
class Reason:
    """A sentence to a person: a message id and what fills its places."""

    message: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """A number with its unit, which the edge writes as the reader does."""

    value: float
    unit: str = ""


@dataclass(frozen=True)
class Guardrail:
    """What may not be made worse: the limit that was locked and what was measured against it."""

    metric: str
    operator: Operator
    limit: float | None
    value: float | None = None
    unit: str = ""

    @property
    def broken(self) -> bool:
        """Whether it was measured beyond its limit."""
        if self.value is None or self.limit is None:
            return False
        return not meets(self.value, self.operator, self.limit)


@dataclass(frozen=True)
class LockedRule:
    """The rule as registered. With `in_words` no number decides, but a second person."""

    operator: Operator = Operator.AT_LEAST
    threshold: float | None = None
    miss_margin: float = 0
    min_n: int = 0
    in_words: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Outcome:
    """What was seen. `met` is the second person's judgement of a rule in words."""

    n: int | None = None
    value: float | None = None
    met: bool | None = None
    guardrails: Sequence[Guardrail] = ()


@dataclass(frozen=True)
class Verdict:
    """What the rule says; `decision` is None while it cannot say anything."""

    decision: Decision | None
    reason: Reason


def judge(rule: LockedRule, outcome: Outcome) -> Verdict:
    """Hold an outcome against its rule: guardrails first, then enough people, then the result."""
    for step in (_broken, _too_few, _unmeasured, _in_words if rule.in_words else _in_numbers):
        verdict = step(rule, outcome)
        if verdict is not None:
            return verdict
    return Verdict(None, Reason(N_("The plan has no threshold to hold the result against.")))


def meets(value: float, operator: Operator, limit: float) -> bool:
    """Whether a value is on the right side of a limit, the limit itself included."""
    return value >= limit if operator is Operator.AT_LEAST else value <= limit


def shortfall(value: float, operator: Operator, limit: float) -> Decimal:
    """By how much a value is on the wrong side, exactly as the numbers are written."""
    gap = Decimal(str(limit)) - Decimal(str(value))
    return gap if operator is Operator.AT_LEAST else -gap


Step = Callable[[LockedRule, Outcome], Verdict | None]


def _broken(_rule: LockedRule, outcome: Outcome) -> Verdict | None:
    broken = next((g for g in outcome.guardrails if g.broken), None)
    if broken is None:
        return None
    message = {
        Operator.AT_LEAST: N_("“%(metric)s” was %(value)s and had to be at least %(limit)s."),
        Operator.AT_MOST: N_("“%(metric)s” was %(value)s and had to be at most %(limit)s."),
    }[broken.operator]
    params: dict[str, object] = {
        "metric": broken.metric,
        "value": Measure(broken.value or 0, broken.unit),
        "limit": Measure(broken.limit or 0, broken.unit),
    }
    return Verdict(Decision.STOP, Reason(message, params))


def _too_few(rule: LockedRule, outcome: Outcome) -> Verdict | None:
    if outcome.n is None:
        return Verdict(None, Reason(N_("How many were measured is not recorded yet.")))
    if outcome.n >= rule.min_n:
        return None
    few = N_("Only %(n)s were measured, and the plan asks for at least %(min_n)s.")
    return Verdict(Decision.REPEAT, Reason(few, {"n": outcome.n, "min_n": rule.min_n}))


def _unmeasured(_rule: LockedRule, outcome: Outcome) -> Verdict | None:
    missing = next((g for g in outcome.guardrails if g.value is None), None)
    if missing is None:
        return None
    said = Reason(N_("The guardrail “%(metric)s” has no result yet."), {"metric": missing.metric})
    return Verdict(None, said)


def _in_words(_rule: LockedRule, outcome: Outcome) -> Verdict | None:
    if outcome.met is None:
        return Verdict(None, Reason(N_("A second person has not judged the rule yet.")))
    if outcome.met:
        return Verdict(Decision.SCALE, Reason(N_("A second person judged that the rule is met.")))
    return Verdict(Decision.STOP, Reason(N_("A second person judged that the rule is not met.")))


def _in_numbers(rule: LockedRule, outcome: Outcome) -> Verdict | None:
    if rule.threshold is None:
        return None
    if outcome.value is None:
        return Verdict(None, Reason(N_("The result is not recorded yet.")))
    gap = shortfall(outcome.value, rule.operator, rule.threshold)
    params: dict[str, object] = {
        "value": Measure(outcome.value, rule.unit),
        "threshold": Measure(rule.threshold, rule.unit),
        "gap": Measure(float(gap), rule.unit),
        "margin": Measure(rule.miss_margin, rule.unit),
    }
    if gap <= 0:
        return Verdict(Decision.SCALE, Reason(_MET, params))
    if gap <= Decimal(str(rule.miss_margin)):
        return Verdict(Decision.ADAPT, Reason(_JUST_MISSED, params))
    return Verdict(Decision.STOP, Reason(_MISSED, params))


_MET = N_("The result is %(value)s, and the threshold of %(threshold)s is met.")
_JUST_MISSED = N_(
    "The result is %(value)s and misses the threshold of %(threshold)s by %(gap)s, within the "
    "margin of %(margin)s."
)
_MISSED = N_("The result is %(value)s and misses the threshold of %(threshold)s by %(gap)s.")
