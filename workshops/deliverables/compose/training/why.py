"""Why the agency should train now: results, the gap in its own metric, and whom it serves."""

from collections.abc import Iterator

from workshops.deliverables.compose.common import why as told_why
from workshops.deliverables.compose.desk import Desk, paragraph, section
from workshops.deliverables.compose.telling import (
    expectation,
    figure,
    line,
    metric_of,
    quotes,
    standard,
)
from workshops.deliverables.rules.answers import one_in
from workshops.deliverables.rules.evidence import ExperimentFact, ThemeFact
from workshops.documents.blocks import Block, Chart, Section, Sentence


def why(d: Desk) -> Section | None:
    """T3: the experiments, their results and decisions."""
    return told_why(d, "t3-why", d.gettext("Why now"), d.carried)


def gap(d: Desk) -> Section | None:
    """T4: how far the agency is from the aim, in the experiment's own metric."""
    blocks: list[Block] = []
    for e in d.carried:
        if e.threshold is not None or e.decision_words:
            blocks.append(paragraph(f"gap:{e.key}", *_gap(d, e)))
        blocks += _bars(d, e)
    return section("t4-gap", d.gettext("The gap to be closed"), blocks)


def _gap(d: Desk, e: ExperimentFact) -> Iterator[Sentence]:
    agency, metric = line(d.evidence.engagement.agency), metric_of(d, e)
    yield d.tell("The aim is %(aim)s.", [e.key], aim=standard(d, e))
    if e.threshold is None:
        return
    today = d.ask_for(
        f"current:{e.key}",
        d.gettext("What is %(metric)s at %(agency)s today?", metric=metric, agency=agency),
        d.gettext("The distance from the aim “%(aim)s”", aim=standard(d, e)),
        one_in,
    )
    if today is not None:
        yield d.tell(
            "At %(agency)s it is %(today)s today, so %(distance)s is wanting.",
            [e.key],
            agency=agency,
            today=figure(d, e, today),
            distance=figure(d, e, abs(e.threshold - today)),
        )
    elif e.baseline is not None:
        yield d.tell(
            "Until %(agency)s has told us its own figure, the experiment's baseline of "
            "%(baseline)s stands in for it.",
            [e.key],
            agency=agency,
            baseline=figure(d, e, e.baseline),
        )
    if e.metric_source:
        yield d.tell("The figure is taken from %(source)s.", [e.key], source=line(e.metric_source))


def _bars(d: Desk, e: ExperimentFact) -> list[Block]:
    values = (
        (d.gettext("Baseline"), e.baseline),
        (d.gettext("Comparison group"), e.control_value),
        (d.gettext("Result"), e.result),
        (d.gettext("Aim"), e.threshold),
    )
    bars = tuple((label, value) for label, value in values if value is not None)
    if len(bars) < 2 or any(value < 0 for _label, value in bars):
        return []
    said = d.words.listing(f"{label.lower()} {figure(d, e, value)}" for label, value in bars)
    summary = d.gettext("%(metric)s: %(figures)s.", metric=metric_of(d, e), figures=said)
    title = d.gettext("Where “%(name)s” began, ended and should be", name=line(e.name))
    return [Block(f"chart:{e.key}", Chart(title, summary, bars, e.unit))]


def answered(d: Desk) -> tuple[ThemeFact, ...]:
    """The expectations that the experiments going on answer."""
    keys = {key for e in d.carried for key in e.themes}
    carried = {e.key for e in d.carried}
    return tuple(t for t in d.evidence.themes if t.key in keys or carried & set(t.answered_by))


def expectations(d: Desk) -> Section | None:
    """T5: what citizens expect that this answers, with a quote or two."""
    blocks: list[Block] = []
    for theme in answered(d):
        blocks.append(paragraph(f"expectation:{theme.key}", *expectation(d, theme)))
        blocks += quotes(d, theme)
    return section("t5-expectations", d.gettext("What citizens expect"), blocks)
