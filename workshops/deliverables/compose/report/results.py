"""What came of it, in figures and in words."""

from workshops.deliverables.compose.common import guardrail, warning
from workshops.deliverables.compose.common import summary as summed
from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.report.plan import subject
from workshops.deliverables.compose.telling import (
    bars,
    capital,
    figure,
    line,
    measured,
    metric_of,
    outcome,
)
from workshops.deliverables.rules.needs import FEW
from workshops.documents.blocks import Column, Section, Sentence


def outcome_of(d: Desk) -> Section | None:
    """The result, told and drawn."""
    e = subject(d)
    blocks = [paragraph(f"outcome:{e.key}", *outcome(d, e)), *bars(d, e)]
    blocks += warning(d, "e-outcome:sure", [e])
    return section("e-outcome", d.gettext("Result"), blocks)


def subgroups(d: Desk) -> Section | None:
    """The result by subgroup, where five or more stand behind a figure."""
    e = subject(d)
    columns = [
        Column(d.gettext("Group"), width=4),
        Column(capital(metric_of(d, e)), number=True, width=3),
        Column(d.gettext("Cases"), number=True),
    ]
    rows = [
        [
            d.cell(line(group.name), [e.key]),
            d.cell(figure(d, e, group.value)),
            d.cell(d.words.number(group.n or 0)),
        ]
        for group in measured(e)
    ]
    small = len([g for g in e.subgroups if g.value is not None]) - len(rows)
    blocks = [table("e-subgroups:table", d.gettext("By group"), columns, rows)]
    if small:
        told = d.tell_n(
            "One group is not shown, because fewer than %(few)s stand behind its figure.",
            "%(num)s groups are not shown, because fewer than %(few)s stand behind each figure.",
            small,
            [e.key],
            few=FEW,
        )
        blocks.append(paragraph("e-subgroups:small", told))
    return section("e-subgroups", d.gettext("Who it worked for"), blocks)


def guardrails(d: Desk) -> Section | None:
    """What must not get worse."""
    e = subject(d)
    items = [[guardrail(d, e, g)] for g in e.guardrails]
    return section(
        "e-guardrails", d.gettext("What must not get worse"), [bullets("e-guardrails:list", items)]
    )


def summary(d: Desk) -> Section | None:
    """The report in 150 words."""
    e = subject(d)
    told: list[Sentence | None] = [*outcome(d, e)]
    if line(e.learning[2]):
        told.append(d.tell("The lesson: %(what)s.", [e.key], what=short(line(e.learning[2]))))
    return summed("e-summary", d.gettext("Summary"), told)
