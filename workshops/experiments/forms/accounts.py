"""What is typed of costs and gains by level."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form as PlainForm
from wtforms import FormField

from workshops.experiments.models.kinds import Payer
from workshops.experiments.models.learning import LevelAccount
from workshops.experiments.rules.accounts import Account, Range
from workshops.web.fields import DecimalField
from workshops.web.merge import EditForm

FIGURES = ("cost_low", "cost_high", "gain_low", "gain_high")


class AccountForm(PlainForm):
    """One level's figures, in kroner a year; a high figure left empty is the low one."""

    cost_low = DecimalField(_("Cost, low"))
    cost_high = DecimalField(_("Cost, high"))
    gain_low = DecimalField(_("Gain, low"))
    gain_high = DecimalField(_("Gain, high"))


class AccountsForm(EditForm):
    """All four levels; one without figures is left out."""

    state = FormField(AccountForm)
    region = FormField(AccountForm)
    municipality = FormField(AccountForm)
    citizen = FormField(AccountForm)

    def offer(self) -> "AccountsForm":
        """Name each level in the language of the page."""
        for payer in Payer:
            self[payer.value].label.text = gettext(payer.label)
        return self

    def accounts(self) -> list[Account]:
        """What was typed, as the service wants it."""
        typed = [(payer, self[payer.value].data) for payer in Payer]
        return [
            Account(payer, _range(row, "cost"), _range(row, "gain"))
            for payer, row in typed
            if any(row[name] is not None for name in FIGURES)
        ]


def _range(row: dict[str, float | None], what: str) -> Range:
    low, high = row[f"{what}_low"], row[f"{what}_high"]
    if low is None:
        low = 0.0 if high is None else high
    return Range(low, low if high is None else high)


def values_of(accounts: Iterable[LevelAccount], version: int) -> dict[str, Any]:
    """Stored accounts as the form shows them."""
    rows = {row.payer.value: {name: getattr(row, name) for name in FIGURES} for row in accounts}
    return {"version": version, **rows}
