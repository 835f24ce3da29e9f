"""What only managers can decide, barrier by barrier, and the summary."""

from collections.abc import Iterator

from workshops.core.text import N_
from workshops.deliverables.compose.asking import named
from workshops.deliverables.compose.common import summary as summed
from workshops.deliverables.compose.desk import Desk, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.telling import capital, line, moved, role_of
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import BarrierFact, ExperimentFact
from workshops.deliverables.rules.triage import barriers_for
from workshops.documents.blocks import Block, Column, Section, Sentence
from workshops.experiments.models.kinds import Cause

TO_DECIDE = {
    Cause.MANDATE: N_("Who may, and within which limits"),
    Cause.PRIORITY: N_("What gives way to it"),
    Cause.INCENTIVE: N_("What is counted and paid for instead"),
    Cause.CAPACITY: N_("Where the hours are taken from"),
}


def own(d: Desk) -> tuple[BarrierFact, ...]:
    """The barriers that managers can take away."""
    return barriers_for(DeliverableKind.MANAGEMENT_MEMO, d.carried)


def of(d: Desk, barrier: BarrierFact) -> ExperimentFact:
    """The experiment in which a barrier was seen."""
    return next((e for e in d.carried if e.key == barrier.experiment), d.carried[0])


def decide(d: Desk) -> Section | None:
    """One row a barrier: what was seen, and the decision that would take it away."""
    rows = [list(_row(d, barrier)) for barrier in own(d)]
    columns = [
        Column(d.gettext("What stands in the way"), width=4),
        Column(d.gettext("For whom"), width=2),
        Column(d.gettext("To be decided"), width=3),
        Column(d.gettext("By"), width=2),
    ]
    caption = d.gettext("Decisions that only managers can make")
    return section(
        "m-decide",
        d.gettext("What has to be decided"),
        [_opening(d), table("m-decide:table", caption, columns, rows)]
        if rows
        else [paragraph("m-decide:none", _nothing(d))],
    )


def _opening(d: Desk) -> Block:
    found = own(d)
    told = d.tell_n(
        "The experiments met one barrier that training and talk cannot move, because it is about "
        "mandate, priority, money or time.",
        "The experiments met %(num)s barriers that training and talk cannot move, because they "
        "are about mandate, priority, money or time.",
        len(found),
        [key for b in found for key in (b.key, b.experiment, *b.notes)],
    )
    return paragraph("m-decide:opening", told)


def _nothing(d: Desk) -> Sentence:
    return d.tell(
        "No barrier of mandate, priority, incentive or capacity was recorded. What is left to "
        "managers is to keep the practice alive.",
        [e.key for e in d.carried],
    )


def _row(d: Desk, barrier: BarrierFact) -> Iterator[Sentence]:
    keys = (barrier.key, barrier.experiment, *barrier.notes)
    yield d.cell(capital(short(line(barrier.text))), keys)
    yield d.cell(role_of(d, barrier.role))
    yield d.cell(d.gettext(TO_DECIDE[barrier.cause]))
    yield d.cell(capital(named(d, of(d, barrier))))


def summary(d: Desk) -> Section | None:
    """The memo in 150 words."""
    told: list[Sentence | None] = [moved(d, e) for e in d.carried[:1]]
    for barrier in own(d)[:3]:
        told.append(
            d.tell(
                "%(what)s: decide %(decision)s.",
                [barrier.key, barrier.experiment],
                what=capital(short(line(barrier.text), 120)),
                decision=_lower(d.gettext(TO_DECIDE[barrier.cause])),
            )
        )
    if not own(d):
        told.append(_nothing(d))
    return summed("m-summary", d.gettext("Summary"), told)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
