"""What is handed over: workshops, experiments and themes, and what is still open."""

from collections.abc import Iterator

from workshops.deliverables.compose.asking import whom
from workshops.deliverables.compose.common import summary as summed
from workshops.deliverables.compose.desk import Desk, bullets, section, table
from workshops.deliverables.compose.telling import capital, inner, line
from workshops.documents.blocks import Column, Section, Sentence
from workshops.experiments.models.kinds import ExperimentState

OVER = (ExperimentState.DECIDED, ExperimentState.FOLLOWED_UP, ExperimentState.ABANDONED)


def records(d: Desk) -> Section | None:
    """An index of the records, oldest kind first."""
    columns = [
        Column(d.gettext("Kind"), width=2),
        Column(d.gettext("Name"), width=6),
        Column(d.gettext("State"), width=3),
    ]
    rows = [
        [d.cell(kind), d.cell(capital(line(name)), [key]), d.cell(state)]
        for kind, name, state, key in _records(d)
    ]
    caption = d.gettext("What is handed over")
    return section("h-records", caption, [table("h-records:table", caption, columns, rows)])


def _records(d: Desk) -> Iterator[tuple[str, str, str, str]]:
    for w in d.evidence.workshops:
        held = d.words.date(w.held_on) if w.held_on else d.gettext("Without a date")
        yield d.gettext("Workshop"), w.name, held, w.key
    for t in d.evidence.themes:
        notes = d.words.ngettext("%(num)s note", "%(num)s notes", len(t.notes))
        yield d.gettext("Theme"), t.statement, notes, t.key
    for e in d.evidence.experiments:
        state = d.gettext(e.state.label)
        yield d.gettext("Experiment"), e.name, state, e.key


def still_open(d: Desk) -> Section | None:
    """What the successor takes up."""
    items = [[told] for told in _open(d)]
    return section("h-open", d.gettext("What is still open"), [bullets("h-open:list", items)])


def _open(d: Desk) -> Iterator[Sentence]:
    for e in d.evidence.experiments:
        if e.state not in OVER:
            yield d.tell(
                "“%(name)s” has no decision yet (%(state)s).",
                [e.key],
                name=inner(e.name),
                state=d.gettext(e.state.label).lower(),
            )
    for action in d.evidence.actions:
        if not action.done:
            yield d.tell(
                "Not done yet: %(what)s.",
                [action.key, d.evidence.engagement.key],
                what=line(action.text),
            )
    answer = d.ask(
        "successor",
        d.gettext("Who at %(agency)s takes over the follow-up?", agency=_agency(d)),
        d.gettext("Whom the lab hands over to"),
    )
    if line(answer):
        yield d.tell("It is taken over by %(who)s.", [d.evidence.engagement.key], who=line(answer))


def _agency(d: Desk) -> str:
    return line(d.evidence.engagement.agency)


def summary(d: Desk) -> Section | None:
    """The hand-over in 150 words."""
    e = d.evidence
    told = d.tell(
        "This is handed over to %(who)s: %(what)s.",
        [e.engagement.key],
        who=whom(d),
        what=d.words.listing(
            [
                d.words.ngettext("%(num)s workshop", "%(num)s workshops", len(e.workshops)),
                d.words.ngettext("%(num)s theme", "%(num)s themes", len(e.themes)),
                d.words.ngettext("%(num)s experiment", "%(num)s experiments", len(e.experiments)),
            ]
        ),
    )
    return summed("h-summary", d.gettext("Summary"), [told])
