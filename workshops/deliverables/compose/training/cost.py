"""What training costs and what could go wrong."""

from collections.abc import Iterator

from workshops.deliverables.compose.asking import headcount, rate, span
from workshops.deliverables.compose.common import guardrail, warning
from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.telling import line
from workshops.deliverables.rules.answers import range_in
from workshops.deliverables.rules.needs import Need, keys_of, needs_of
from workshops.documents.blocks import Section, Sentence


def cost(d: Desk) -> Section | None:
    """T19: hours times rate and outlay, low and high, and what it replaces."""
    found = needs_of(d.evidence, d.carried)
    return section("t19-cost", d.gettext("Cost"), [paragraph("t19-cost", *_cost(d, found))])


def total_hours(d: Desk, found: tuple[Need, ...]) -> int | None:
    """Hours for everybody; None until every headcount is known."""
    total = 0
    for need in found:
        count = headcount(d, need.role)
        if count is None:
            return None
        total += need.hours * count
    return total


def _cost(d: Desk, found: tuple[Need, ...]) -> Iterator[Sentence]:
    hours, keys = total_hours(d, found), keys_of(found)
    per_hour = rate(d)
    outlay = d.ask_for(
        "outlay:training",
        d.gettext("Which outlay is expected besides hours, in kroner, from and to?"),
        d.gettext("The cost of rooms, travel and bought teaching"),
        range_in,
    )
    if hours is None:
        yield d.tell("The hours in all follow once the number of people is known.", keys)
    else:
        yield d.tell_n(
            "It takes %(num)s hour in all.", "It takes %(num)s hours in all.", hours, keys
        )
        if per_hour:
            yield _amount(d, hours, per_hour, outlay, keys)
    replaced = d.ask(
        "replaces:training",
        d.gettext("Which courses or routines does this training replace?"),
        d.gettext("What is saved elsewhere"),
    )
    if replaced:
        told = short(line(replaced))
        yield d.tell("It replaces: %(what)s.", [d.evidence.engagement.key], what=told)


def _amount(
    d: Desk,
    hours: int,
    per_hour: tuple[float, float],
    outlay: tuple[float, float] | None,
    keys: tuple[str, ...],
) -> Sentence:
    low, high = outlay or (0, 0)
    amount = span(d, (hours * per_hour[0] + low, hours * per_hour[1] + high))
    if outlay:
        return d.tell(
            "At %(rate)s an hour that is %(amount)s, outlay included.",
            keys,
            rate=span(d, per_hour),
            amount=amount,
        )
    return d.tell(
        "At %(rate)s an hour that is %(amount)s; outlay comes on top.",
        keys,
        rate=span(d, per_hour),
        amount=amount,
    )


def risks(d: Desk) -> Section | None:
    """T20: what it takes for granted, what must not get worse, how sure it is."""
    items: list[list[Sentence]] = []
    for e in d.carried:
        for assumed in filter(None, map(line, e.assumptions)):
            items.append([d.tell("Taken for granted: %(what)s.", [e.key], what=short(assumed))])
        items += [[guardrail(d, e, g)] for g in e.guardrails]
        if line(e.reuse_conditions):
            where = short(line(e.reuse_conditions))
            items.append([d.tell("It works where this holds: %(what)s.", [e.key], what=where)])
    blocks = [*warning(d, "t20-risks:sure", d.carried), bullets("t20-risks:list", items)]
    return section("t20-risks", d.gettext("Risks and assumptions"), blocks)
