"""Reasons, amounts and alarms as a person reads them."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from workshops.core.locale import number
from workshops.experiments.rules.accounts import Alarm, Range
from workshops.experiments.rules.evidence_level import Step
from workshops.experiments.rules.verdict import Measure, Reason
from workshops.web.language import language

MILLION = 1_000_000


def say_measure(value: float | None, unit: str = "") -> str:
    """ "62,5 %"; nothing is a dash."""
    return "–" if value is None else f"{number(value, language())} {unit}".rstrip()


def say_reason(reason: Reason) -> str:
    """A rule's reason as a sentence, with numbers as the reader writes them."""
    params = {name: _said(value) for name, value in reason.params.items()}
    return str(_(reason.message, **params))


def say_steps(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """The evidence levels with what each lacks."""
    return [
        {"level": s.level, "reached": s.reached, "missing": [say_reason(r) for r in s.missing]}
        for s in steps
    ]


def say_kroner(value: float) -> str:
    """ "4 million" from a million on, in full below."""
    if abs(value) >= MILLION:
        return str(_("%(amount)s million kroner", amount=_amount(round(value / MILLION, 2))))
    return str(_("%(amount)s kroner", amount=_amount(round(value))))


def say_range(span: Range) -> str:
    """One amount, or from and to."""
    if span.low == span.high:
        return say_kroner(span.low)
    return str(_("%(low)s to %(high)s", low=say_kroner(span.low), high=say_kroner(span.high)))


def say_alarm(alarm: Alarm) -> str:
    """Who loses how much while who gains."""
    names = [_in_sentence(payer.label) for payer in alarm.gainers]
    gainers = names[-1]
    if len(names) > 1:
        gainers = _("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1])
    loser, loss = _(alarm.loser.label), say_range(alarm.loss)
    if alarm.certain:
        said = _(
            "%(loser)s: a loss of %(loss)s a year, while there is a gain for %(gainers)s.",
            loser=loser,
            loss=loss,
            gainers=gainers,
        )
    else:
        said = _(
            "%(loser)s: perhaps a loss of %(loss)s a year, with a possible gain for %(gainers)s.",
            loser=loser,
            loss=loss,
            gainers=gainers,
        )
    return str(said)


def _amount(value: float) -> str:
    return number(value, language()).replace("-", "−")


def _in_sentence(label: str) -> str:
    word = str(_(label))
    return word[:1].lower() + word[1:]


def _said(value: object) -> object:
    if isinstance(value, Measure):
        return say_measure(value.value, value.unit)
    return number(value, language()) if isinstance(value, int | float) else value
