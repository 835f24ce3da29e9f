"""Costs and gains by level of government, and the alarm where one pays for another's gain."""

from collections.abc import Iterator

from workshops.deliverables.compose.asking import span
from workshops.deliverables.compose.desk import Desk, table
from workshops.deliverables.compose.telling import inner
from workshops.deliverables.rules.evidence import AccountFact, ExperimentFact
from workshops.documents.blocks import Block, Callout, Column, Sentence


def net(account: AccountFact) -> tuple[float, float]:
    """Gain less cost, at the worst and at the best."""
    return account.gain_low - account.cost_high, account.gain_high - account.cost_low


def account_table(d: Desk, e: ExperimentFact) -> list[Block]:
    """The accounts of an experiment, a row a level."""
    if not e.accounts:
        return []
    columns = [
        Column(d.gettext("Level"), width=3),
        Column(d.gettext("Cost a year"), number=True, width=3),
        Column(d.gettext("Gain a year"), number=True, width=3),
        Column(d.gettext("Gain less cost"), number=True, width=3),
    ]
    rows = [_row(d, e, account) for account in e.accounts]
    caption = d.gettext("Who pays and who gains by “%(name)s”", name=inner(e.name))
    return [table(f"accounts:{e.key}", caption, columns, rows)]


def _row(d: Desk, e: ExperimentFact, account: AccountFact) -> list[Sentence]:
    return [
        d.cell(d.gettext(account.payer.label), [e.key]),
        d.cell(span(d, (account.cost_low, account.cost_high))),
        d.cell(span(d, (account.gain_low, account.gain_high))),
        d.cell(span(d, net(account))),
    ]


def alarms(d: Desk, e: ExperimentFact) -> Iterator[Block]:
    """Those who are sure to lose while others gain."""
    losers = [a for a in e.accounts if net(a)[1] < 0]
    winners = [a for a in e.accounts if net(a)[0] > 0]
    if not (losers and winners):
        return
    told = d.tell(
        "Even at the best estimate, these lose by “%(name)s”: %(losers)s. Even at the worst, these "
        "gain: %(winners)s. It needs an agreement on who pays.",
        [e.key],
        losers=d.words.listing(d.gettext(a.payer.label) for a in losers),
        winners=d.words.listing(d.gettext(a.payer.label) for a in winners),
        name=inner(e.name),
    )
    yield Block(
        f"alarm:{e.key}", Callout(d.gettext("One level pays for another"), (told,), "warning")
    )
