"""Sections that several deliverables share."""

from collections.abc import Iterable

from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.parts import NotCured
from workshops.deliverables.compose.telling import (
    capital,
    figure,
    inner,
    line,
    metric_of,
    outcome,
    role_of,
)
from workshops.deliverables.rules.evidence import BarrierFact, ExperimentFact, MeasuredFact
from workshops.deliverables.rules.phase import left
from workshops.deliverables.rules.triage import barriers_elsewhere, home_of
from workshops.documents.blocks import Block, Callout, Column, Section, Sentence, sentences_of
from workshops.experiments.models.kinds import CODE_POINTS

SUMMARY_WORDS = 150


def summary(key: str, title: str, sentences: Iterable[Sentence | None]) -> Section | None:
    """The sentences that fit into 150 words, the first ones first."""
    kept: list[Sentence] = []
    left_over = SUMMARY_WORDS
    for sentence in (s for s in sentences if s is not None):
        words = len(sentence.text.split())
        if words <= left_over:
            kept.append(sentence)
            left_over -= words
    return section(key, title, [paragraph(f"{key}:text", *kept)] if kept else [])


def results(d: Desk, key: str, title: str, experiments: Iterable[ExperimentFact]) -> Section | None:
    """What the experiments showed, each in its own paragraph, and their figures in one table."""
    told = tuple(experiments)
    blocks = [paragraph(f"why:{e.key}", *outcome(d, e)) for e in told]
    return section(key, title, [*blocks, results_table(d, f"{key}:results", told)])


def nothing_goes_on(d: Desk) -> Section | None:
    """What is said when every test was stopped or is to be repeated."""
    told = d.tell(
        "No tested practice goes on: each was stopped or is to be repeated.",
        [e.key for e in left(d.evidence)],
    )
    blocks = [paragraph("nothing:text", told)]
    blocks += [paragraph(f"nothing:{e.key}", *outcome(d, e)) for e in left(d.evidence)]
    return section("nothing", d.gettext("What has been tested"), blocks)


def results_table(d: Desk, key: str, experiments: Iterable[ExperimentFact]) -> Block:
    """Before and after in figures."""
    columns = [
        Column(d.gettext("Experiment"), width=4),
        Column(d.gettext("Measured"), width=5),
        Column(d.gettext("Baseline"), number=True, width=3),
        Column(d.gettext("Result"), number=True, width=2),
        Column(d.gettext("Aim"), number=True, width=2),
        Column(d.gettext("Evidence"), number=True, width=2),
    ]
    rows = [
        [
            d.cell(e.name, [e.key]),
            d.cell(metric_of(d, e)),
            d.cell(figure(d, e, e.baseline)),
            d.cell(figure(d, e, e.result)),
            d.cell(figure(d, e, e.threshold)),
            d.cell(d.words.number(e.evidence_level)),
        ]
        for e in experiments
    ]
    return table(key, d.gettext("What was measured"), columns, rows)


def not_cured(d: Desk, key: str, title: str, opening: str) -> Section | None:
    """The barriers that this deliverable does not cure, and where each went."""
    columns = [
        Column(d.gettext("What stands in the way"), width=4),
        Column(d.gettext("For whom"), width=2),
        Column(d.gettext("Cause"), width=2),
        Column(d.gettext("Taken up in"), width=2),
    ]
    rows = [
        [
            d.cell(capital(short(line(barrier.text))), [barrier.key, barrier.experiment]),
            d.cell(role_of(d, barrier.role)),
            d.cell(d.gettext(barrier.cause.label)),
            d.cell(d.gettext(home_of(barrier.cause).label)),
        ]
        for barrier in _elsewhere(d)
    ]
    caption = d.gettext("Barriers that go elsewhere")
    blocks = [table(f"{key}:table", caption, columns, rows), _left_behind(d, key)]
    if rows:
        keys = [b.barrier for b in d.not_cured]
        blocks.insert(0, paragraph(f"{key}:opening", Sentence(opening, d.cite(keys))))
    return section(key, title, blocks)


def not_cured_in_short(d: Desk, key: str, title: str) -> Section | None:
    """The same, a line for each deliverable that takes something up."""
    homes: dict[str, list[BarrierFact]] = {}
    for barrier in _elsewhere(d):
        homes.setdefault(d.gettext(home_of(barrier.cause).label), []).append(barrier)
    items = [
        [
            d.tell(
                "%(where)s: %(what)s.",
                [k for b in found for k in (b.key, b.experiment)],
                where=where,
                what="; ".join(short(line(b.text), 90) for b in found),
            )
        ]
        for where, found in homes.items()
    ]
    return section(key, title, [bullets(f"{key}:list", items), _left_behind(d, key)])


def _elsewhere(d: Desk) -> tuple[BarrierFact, ...]:
    found = barriers_elsewhere(d.kind, d.carried)
    d.not_cured += [NotCured(b.key, b.text, b.cause, home_of(b.cause)) for b in found]
    return found


def _left_behind(d: Desk, key: str) -> Block:
    told = [
        d.tell(
            "“%(name)s” ended with “%(decision)s”; its barriers stand in the experiment report "
            "and nothing is built on it here.",
            [e.key],
            name=inner(e.name),
            decision=d.gettext(e.decision.label),
        )
        for e in left(d.evidence)
        if e.decision
    ]
    return paragraph(f"{key}:left", *told)


def questions(d: Desk) -> Section | None:
    """What the records do not tell, numbered, to be answered by the agency."""
    columns = [
        Column(d.gettext("No."), number=True),
        Column(d.gettext("Question"), width=6),
        Column(d.gettext("What the answer is for"), width=4),
    ]
    rows = [
        [d.cell(d.words.number(q.number)), d.cell(q.text), d.cell(q.purpose)] for q in d.questions
    ]
    caption = d.gettext("Questions to %(agency)s", agency=line(d.evidence.engagement.agency))
    return section(
        "questions",
        d.gettext("Questions to the agency"),
        [table("questions", caption, columns, rows)],
    )


def sources_section(d: Desk, key: str, sections: Iterable[Section]) -> Section | None:
    """How much evidence stands behind the document; the trace table itself follows in print."""
    named: dict[str, None] = {}
    for each in sections:
        for block in each.blocks:
            for sentence in sentences_of(block.content):
                named.update(dict.fromkeys(sentence.sources))
    counted: dict[str, int] = {}
    for source in named:
        counted[d.sources[source].kind] = counted.get(d.sources[source].kind, 0) + 1
    told = [_count(d, kind, counted[kind]) for kind in _COUNTED if kind in counted]
    if not told:
        return None
    text = d.gettext("This document rests on %(what)s.", what=d.words.listing(told))
    walk = d.tell("Every one of them stands in the trace table with the places that rest on it.")
    return section(
        key,
        d.gettext("What this document rests on"),
        [paragraph(f"{key}:text", Sentence(text), walk)],
    )


def warning(d: Desk, key: str, experiments: Iterable[ExperimentFact]) -> list[Block]:
    """A warning when the evidence shows at most that something got better, not why."""
    weak = [e for e in experiments if e.evidence_level <= 2]
    if not weak:
        return []
    names = d.words.listing(d.quoted(inner(e.name)) for e in weak)
    told = d.tell(
        "The effect of %(names)s has not been separated from other causes (evidence level 2 or "
        "less). Begin small, measure from the first day, and be ready to stop.",
        [e.key for e in weak],
        names=names,
    )
    return [Block(key, Callout(d.gettext("How sure is this?"), (told,), "warning"))]


def guardrail(d: Desk, e: ExperimentFact, g: MeasuredFact) -> Sentence:
    """What must not get worse, and whether it did."""
    name = capital(line(g.name))
    limit = "" if g.limit is None else d.words.measure(g.limit, g.unit)
    if limit and g.operator:
        limit = f"{d.gettext(g.operator.label)} {limit}"
    if g.value is None:
        return d.tell(
            "%(name)s must not get worse (%(limit)s).", [e.key], name=name, limit=limit or "–"
        )
    values = {"name": name, "limit": limit or "–", "value": d.words.measure(g.value, g.unit)}
    if g.broken:
        return d.tell(
            "%(name)s broke its limit (%(limit)s): it came to %(value)s. Solve this first.",
            [e.key],
            **values,
        )
    return d.tell("%(name)s kept within its limit (%(limit)s) at %(value)s.", [e.key], **values)


def code_points(d: Desk, key: str, experiments: Iterable[ExperimentFact]) -> Block:
    """The points of the Code for top executives that a practice touches."""
    touching = [e for e in experiments if e.sheet.code_points]
    points = sorted({p for e in touching for p in e.sheet.code_points if p in CODE_POINTS})
    names = d.words.listing(f"{p} {d.quoted(d.gettext(CODE_POINTS[p]))}" for p in points)
    told = d.tell(
        "Points of the Code that this touches: %(points)s.",
        [e.key for e in touching],
        points=names,
    )
    return paragraph(key, told if points else None)


_COUNTED = ("experiment", "theme", "note", "barrier", "skill_finding", "workshop", "method")


def _count(d: Desk, kind: str, n: int) -> str:
    say = d.words
    return {
        "experiment": say.ngettext("%(num)s experiment", "%(num)s experiments", n),
        "theme": say.ngettext("%(num)s theme", "%(num)s themes", n),
        "note": say.ngettext("%(num)s note", "%(num)s notes", n),
        "barrier": say.ngettext("%(num)s barrier", "%(num)s barriers", n),
        "skill_finding": say.ngettext("%(num)s skill finding", "%(num)s skill findings", n),
        "workshop": say.ngettext("%(num)s workshop", "%(num)s workshops", n),
        "method": say.ngettext("%(num)s method card", "%(num)s method cards", n),
    }[kind]
