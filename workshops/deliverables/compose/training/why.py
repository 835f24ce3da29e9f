"""Why the agency should train now: results, the gap in its own metric, and whom it serves."""

from collections.abc import Iterator

from workshops.deliverables.compose.common import results
from workshops.deliverables.compose.desk import Desk, paragraph, section
from workshops.deliverables.compose.telling import bars, figure, line, metric_of, standard
from workshops.deliverables.compose.voices import answered, expectation, quotes
from workshops.deliverables.rules.answers import one_in
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.documents.blocks import Block, Section, Sentence


def why(d: Desk) -> Section | None:
    """T3: the experiments, their results and decisions."""
    return results(d, "t3-why", d.gettext("Why now"), d.carried)


def gap(d: Desk) -> Section | None:
    """T4: how far the agency is from the aim, in the experiment's own metric."""
    blocks: list[Block] = []
    for e in d.carried:
        if e.threshold is not None or e.decision_words:
            blocks.append(paragraph(f"gap:{e.key}", *_gap(d, e)))
        blocks += bars(d, e)
    return section("t4-gap", d.gettext("The gap to be closed"), blocks)


def _gap(d: Desk, e: ExperimentFact) -> Iterator[Sentence]:
    agency, metric = line(d.evidence.engagement.agency), metric_of(d, e)
    yield d.tell("The aim: %(aim)s.", [e.key], aim=standard(d, e))
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
        yield d.tell("Source of the figure: %(source)s.", [e.key], source=line(e.metric_source))


def expectations(d: Desk) -> Section | None:
    """T5: what citizens expect that this answers, with a quote or two."""
    blocks: list[Block] = []
    for theme in answered(d):
        blocks.append(paragraph(f"expectation:{theme.key}", *expectation(d, theme)))
        blocks += quotes(d, theme)
    return section("t5-expectations", d.gettext("What citizens expect"), blocks)
