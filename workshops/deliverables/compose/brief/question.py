"""The question, what citizens expect, what was tested, and which rules are in the way."""

from workshops.deliverables.compose.common import results_table
from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.telling import (
    capital,
    full,
    inner,
    line,
    outcome,
    outcome_in_short,
    role_of,
)
from workshops.deliverables.compose.voices import answered, expectation
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import BarrierFact
from workshops.deliverables.rules.triage import barriers_for
from workshops.documents.blocks import Section, Sentence

MOST = 3


def question(d: Desk) -> Section | None:
    """What the agency asked, and why it is asked."""
    e = d.evidence.engagement
    told = [d.cell(full(e.question), [e.key])] if line(e.question) else []
    if e.goals:
        goals = d.words.listing(d.quoted(inner(g)) for g in e.goals)
        told.append(d.tell("It serves this aim: %(goals)s.", [e.key], goals=goals))
    return section("p-question", d.gettext("The question"), [paragraph("p-question", *told)])


def expected(d: Desk) -> Section | None:
    """The weightiest expectations, each in a few sentences."""
    themes = sorted(answered(d), key=lambda t: (-t.weight, t.key))[:MOST]
    items = [expectation(d, theme) for theme in themes]
    return section(
        "p-expected", d.gettext("What citizens expect"), [bullets("p-expected:list", items)]
    )


def tested(d: Desk) -> Section | None:
    """What was tested, with what result."""
    told = d.carried[:MOST]
    if len(told) < 2:
        blocks = [paragraph(f"tested:{e.key}", *outcome(d, e)) for e in told]
    else:
        blocks = [paragraph(f"tested:{e.key}", *outcome_in_short(d, e)) for e in told]
        blocks.append(results_table(d, "p-tested:results", told))
    return section("p-tested", d.gettext("What was tested"), blocks)


def in_the_way(d: Desk) -> tuple[BarrierFact, ...]:
    """The barriers that a law or guideline makes."""
    return barriers_for(DeliverableKind.POLICY_BRIEF, d.carried)


def rules(d: Desk) -> Section | None:
    """Which rules stand in the way, for whom, how often."""
    items = [[_rule(d, barrier)] for barrier in in_the_way(d)]
    return section("p-rules", d.gettext("Rules in the way"), [bullets("p-rules:list", items)])


def _rule(d: Desk, barrier: BarrierFact) -> Sentence:
    return d.tell_n(
        "%(what)s (%(role)s, met once).",
        "%(what)s (%(role)s, met %(num)s times).",
        max(barrier.frequency, 1),
        (barrier.key, barrier.experiment, *barrier.notes),
        what=capital(short(line(barrier.text))),
        role=role_of(d, barrier.role),
    )
