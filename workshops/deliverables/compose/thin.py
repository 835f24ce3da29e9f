"""What is said instead of a proposal while the evidence cannot bear one."""

from collections.abc import Iterator

from workshops.deliverables.compose.desk import Desk, bullets, section
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.telling import inner, line, metric_of
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.deliverables.rules.phase import decided
from workshops.documents.blocks import Block, Callout, Section, Sentence


def thin(d: Desk) -> Section | None:
    """Not enough to build on: what to test first, and how."""
    experiments = d.carried or decided(d.evidence)
    keys = [e.key for e in experiments]
    if d.kind is DeliverableKind.SUPERVISION:
        first = d.tell("Not enough to supervise on yet; run this test first.", keys)
    else:
        first = d.tell("Not enough to train on yet; run this test first.", keys)
    told = Callout(d.gettext("Not yet"), (first, _reason(d, keys)), "warning")
    items = [list(_test(d, e)) for e in experiments]
    return section(
        "not-yet",
        d.gettext("What must be tested first"),
        [Block("not-yet:why", told), bullets("not-yet:tests", items)],
    )


def _reason(d: Desk, keys: list[str]) -> Sentence:
    if d.carried:
        return d.tell(
            "All the evidence is at level 1: a good reason, but no figures that show a change.",
            keys,
        )
    return d.tell("No tested practice goes on: each was stopped or is to be repeated.", keys)


def _test(d: Desk, e: ExperimentFact) -> Iterator[Sentence]:
    keys = [e.key]
    yield d.tell("Run “%(name)s” again before anybody is taught.", keys, name=inner(e.name))
    if line(e.change_tested):
        yield d.tell("Test: %(what)s.", keys, what=short(line(e.change_tested)))
    if e.baseline is None:
        yield d.tell("Measure this before it begins: %(metric)s.", keys, metric=metric_of(d, e))
    if e.result is None:
        yield d.tell("Measure this when it ends: %(metric)s.", keys, metric=metric_of(d, e))
    if e.min_n and (e.n_actual or 0) < e.min_n:
        yield d.tell_n(
            "Count at least %(num)s case; the last test had %(had)s.",
            "Count at least %(num)s cases; the last test had %(had)s.",
            e.min_n,
            keys,
            had=d.words.number(e.n_actual or 0),
        )
