"""Where it was tested, where it goes next, and when it is stopped."""

from collections.abc import Iterator

from workshops.deliverables.compose.common import guardrail
from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.telling import inner, line, standard
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.documents.blocks import Section, Sentence


def sites(d: Desk) -> Section | None:
    """From the sites of the test to the next ones."""
    blocks = [paragraph(f"sites:{e.key}", *_sites(d, e)) for e in d.carried]
    return section("r-sites", d.gettext("Where it goes next"), blocks)


def _sites(d: Desk, e: ExperimentFact) -> Iterator[Sentence]:
    name = inner(e.name)
    if e.sites:
        yield d.tell(
            "“%(name)s” was tested at %(sites)s.",
            [e.key],
            name=name,
            sites=d.words.listing(line(s) for s in e.sites),
        )
    answer = d.ask(
        f"next-sites:{e.key}",
        d.gettext("At which sites shall “%(name)s” begin next, and in which order?", name=name),
        d.gettext("The order in which the practice spreads"),
    )
    if answer:
        yield d.tell("Next come: %(sites)s.", [e.key], sites=short(line(answer)))
    if line(e.reuse_conditions):
        where = short(line(e.reuse_conditions))
        yield d.tell("A site is fit for it where this holds: %(what)s.", [e.key], what=where)


def stop_rule(d: Desk) -> Section | None:
    """When the practice is stopped at a site."""
    items: list[list[Sentence]] = []
    for e in d.carried:
        rule = short(standard(d, e))
        if rule:
            told = d.tell(
                "Stop or adapt at a site where this does not hold: %(rule)s.",
                [e.key],
                rule=rule,
            )
            items.append([told])
        items += [[guardrail(d, e, g)] for g in e.guardrails]
    return section("r-stop", d.gettext("When to stop"), [bullets("r-stop:list", items)])
