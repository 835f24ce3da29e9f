"""The benefits sheet: which benefit, who gains, who pays, from where to where, when measured."""

from collections.abc import Iterator

from workshops.deliverables.compose.accounts import account_table, alarms, net
from workshops.deliverables.compose.asking import named, span
from workshops.deliverables.compose.common import nothing_goes_on, warning
from workshops.deliverables.compose.common import summary as summed
from workshops.deliverables.compose.desk import Desk, Part, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.parts import Recipe
from workshops.deliverables.compose.telling import capital, figure, inner, line, metric_of, moved
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.documents.blocks import Block, Column, Facts, Section, Sentence


def title(d: Desk) -> str:
    """What the document is called."""
    return d.gettext("Benefits of “%(name)s”", name=inner(d.evidence.engagement.name))


def sheet(d: Desk) -> Section | None:
    """The benefits in figures."""
    columns = [
        Column(d.gettext("Benefit"), width=4),
        Column(d.gettext("Baseline"), number=True),
        Column(d.gettext("Target"), number=True),
        Column(d.gettext("Measured"), number=True),
        Column(d.gettext("Owner"), width=3),
    ]
    rows = [
        [
            d.cell(capital(metric_of(d, e)), [e.key]),
            d.cell(figure(d, e, e.baseline)),
            d.cell(figure(d, e, e.threshold)),
            d.cell(figure(d, e, e.result)),
            d.cell(capital(named(d, e))),
        ]
        for e in d.carried
    ]
    caption = d.gettext("Benefits")
    return section("b-benefits", caption, [table("b-benefits:table", caption, columns, rows)])


def each(d: Desk) -> Section | None:
    """What has to be known of each benefit to follow it."""
    blocks = [Block(f"benefit:{e.key}", Facts(tuple(_facts(d, e)))) for e in d.carried]
    return section("b-each", d.gettext("Following each benefit"), blocks)


def _facts(d: Desk, e: ExperimentFact) -> Iterator[tuple[str, Sentence]]:
    name, keys = metric_of(d, e), [e.key]
    yield d.gettext("Benefit"), d.cell(capital(name), keys)
    gains = [d.gettext(a.payer.label) for a in e.accounts if a.gain_high > 0]
    pays = [d.gettext(a.payer.label) for a in e.accounts if a.cost_high > 0]
    if gains:
        yield d.gettext("Gained by"), d.cell(d.words.listing(gains), keys)
    if pays:
        yield d.gettext("Paid by"), d.cell(d.words.listing(pays), keys)
    if line(e.metric_source):
        yield d.gettext("Measured from"), d.cell(line(e.metric_source), keys)
    when = d.ask(
        f"measured-on:{e.key}",
        d.gettext("On which days will this be measured: %(metric)s?", metric=name),
        d.gettext("When the benefit is held against its target"),
    )
    yield d.gettext("Measured on"), d.cell(short(line(when)) or d.asked())
    cash = d.ask(
        f"cashable:{e.key}",
        d.gettext(
            "Can the gain be taken out in money, or is it quality or time: %(metric)s?", metric=name
        ),
        d.gettext("Whether budgets may count on it"),
    )
    yield d.gettext("In money"), d.cell(short(line(cash)) or d.asked())


def accounts(d: Desk) -> Section | None:
    """Who pays and who gains."""
    blocks: list[Block] = []
    for e in d.carried:
        blocks += account_table(d, e)
        blocks += alarms(d, e)
    blocks += warning(d, "b-accounts:sure", d.carried)
    return section("b-accounts", d.gettext("Costs and gains by level"), blocks)


def summary(d: Desk) -> Section | None:
    """The sheet in 150 words."""
    told: list[Sentence | None] = [moved(d, e) for e in d.carried[:2]]
    for e in d.carried[:2]:
        if e.accounts:
            nets = [net(a) for a in e.accounts]
            amount = span(d, (sum(low for low, _ in nets), sum(high for _, high in nets)))
            told.append(
                d.tell(
                    "For all levels together, gain less cost of “%(name)s” is %(amount)s a year.",
                    [e.key],
                    name=inner(e.name),
                    amount=amount,
                )
            )
    return summed("b-summary", d.gettext("Summary"), told)


def body(d: Desk) -> tuple[Part, ...]:
    """The sections in order."""
    return (sheet, each, accounts) if d.carried else (nothing_goes_on,)


RECIPE = Recipe(title, body, summary)
