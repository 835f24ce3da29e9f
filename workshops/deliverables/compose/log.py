"""The decision log: what was decided, by whom, on what, and what was turned down."""

from collections.abc import Iterator
from datetime import date

from workshops.deliverables.compose.common import summary as summed
from workshops.deliverables.compose.desk import Desk, Part, bullets, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.parts import Recipe
from workshops.deliverables.compose.telling import DECIDED, inner, line
from workshops.deliverables.rules.evidence import ActionFact, ExperimentFact
from workshops.deliverables.rules.phase import decided
from workshops.documents.blocks import Column, Section, Sentence


def title(d: Desk) -> str:
    """What the document is called."""
    return d.gettext("Decision log: %(name)s", name=line(d.evidence.engagement.name))


def _in_order(d: Desk) -> list[ExperimentFact]:
    return sorted(decided(d.evidence), key=lambda e: (e.decided_on or date.max, e.key))


def decisions(d: Desk) -> Section | None:
    """The decisions on experiments, the first first."""
    columns = [
        Column(d.gettext("Day"), width=2),
        Column(d.gettext("Decision"), width=4),
        Column(d.gettext("By"), width=2),
        Column(d.gettext("The rule said"), width=2),
        Column(d.gettext("Basis"), width=3),
    ]
    rows = [list(_row(d, e)) for e in _in_order(d)]
    caption = d.gettext("Decisions on experiments")
    return section("l-decisions", caption, [table("l-decisions:table", caption, columns, rows)])


def _row(d: Desk, e: ExperimentFact) -> Iterator[Sentence]:
    what = d.gettext(DECIDED[e.decision]) if e.decision else ""
    yield d.cell(d.words.date(e.decided_on) if e.decided_on else "–", [e.key])
    yield d.cell(d.gettext("%(name)s: %(what)s", name=inner(e.name), what=what))
    yield d.cell(line(e.decided_by))
    yield d.cell(d.gettext(e.rule_says.label) if e.rule_says else "–")
    yield d.cell(d.gettext("Evidence level %(level)s", level=e.evidence_level), [e.key, *e.themes])


def refused(d: Desk) -> Section | None:
    """Where the rule was not followed, and where a decision took back another."""
    items = [[told] for e in _in_order(d) for told in _refused(d, e)]
    items += [[told] for told in _reversals(d)]
    return section(
        "l-refused",
        d.gettext("Options refused and decisions reversed"),
        [bullets("l-refused:list", items)],
    )


def _refused(d: Desk, e: ExperimentFact) -> Iterator[Sentence]:
    if e.rule_says and e.decision and e.rule_says is not e.decision:
        values = {"name": inner(e.name), "rule": d.gettext(e.rule_says.label)}
        reason = short(line(e.departure_reason))
        if reason:
            yield d.tell(
                "“%(name)s”: the rule said “%(rule)s”; it was refused because: %(reason)s.",
                [e.key],
                reason=reason,
                **values,
            )
        else:
            yield d.tell("“%(name)s”: the rule said “%(rule)s”; it was refused.", [e.key], **values)


def _reversals(d: Desk) -> Iterator[Sentence]:
    """A later decision on the same concept that says something else."""
    last: dict[str, ExperimentFact] = {}
    for e in _in_order(d):
        before = last.get(e.concept) if e.concept else None
        if before and before.decision and e.decision and before.decision is not e.decision:
            yield d.tell(
                "On “%(concept)s”, “%(now)s” took the place of “%(then)s”.",
                [e.key, before.key],
                concept=inner(e.concept),
                now=d.gettext(e.decision.label),
                then=d.gettext(before.decision.label),
            )
        last[e.concept] = e


def others(d: Desk) -> Section | None:
    """Decisions and actions of the engagement itself."""
    columns = [
        Column(d.gettext("Day"), width=2),
        Column(d.gettext("What"), width=6),
        Column(d.gettext("Owner"), width=2),
        Column(d.gettext("State"), width=1),
    ]
    rows = [_action(d, action) for action in d.evidence.actions]
    caption = d.gettext("Decisions and actions")
    return section("l-others", caption, [table("l-others:table", caption, columns, rows)])


def _action(d: Desk, action: ActionFact) -> list[Sentence]:
    return [
        d.cell(d.words.date(action.on) if action.on else "–"),
        d.cell(line(action.text), [action.key, d.evidence.engagement.key]),
        d.cell(line(action.owner)),
        d.cell(d.gettext("Done") if action.done else d.gettext("Open")),
    ]


def review(d: Desk) -> Section | None:
    """When each decision is looked at again."""
    items = []
    for e in _in_order(d):
        answer = d.ask(
            f"review:{e.key}",
            d.gettext("When is the decision on “%(name)s” looked at again?", name=inner(e.name)),
            d.gettext("The review date of the decision"),
        )
        if answer:
            told = d.tell(
                "“%(name)s” is looked at again: %(when)s.",
                [e.key],
                name=inner(e.name),
                when=short(line(answer)),
            )
            items.append([told])
    return section("l-review", d.gettext("Review"), [bullets("l-review:list", items)])


def summary(d: Desk) -> Section | None:
    """The log in 150 words."""
    found = _in_order(d)
    told: list[Sentence | None] = [
        d.tell_n(
            "One decision on an experiment is on record.",
            "%(num)s decisions on experiments are on record.",
            len(found),
            [e.key for e in found],
        )
    ]
    for e in found[-2:]:
        if e.decision:
            what = d.gettext(DECIDED[e.decision])
            name = inner(e.name)
            told.append(d.tell("%(name)s: %(what)s.", [e.key], name=name, what=what))
    return summed("l-summary", d.gettext("Summary"), told)


def body(_d: Desk) -> tuple[Part, ...]:
    """The sections in order."""
    return (decisions, refused, others, review)


RECIPE = Recipe(title, body, summary)
