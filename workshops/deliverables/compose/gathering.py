"""The workshop report: who took part, what was gathered, what was decided, how it was planned."""

from collections.abc import Iterator

from workshops.deliverables.compose.common import summary as summed
from workshops.deliverables.compose.desk import Desk, Part, bullets, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.parts import Recipe
from workshops.deliverables.compose.telling import full, line
from workshops.deliverables.compose.voices import expectation, quotes
from workshops.deliverables.rules.evidence import ActionFact, ThemeFact, WorkshopFact
from workshops.deliverables.rules.needs import FEW
from workshops.documents.blocks import Block, Column, Section, Sentence


def subject(d: Desk) -> WorkshopFact:
    """The workshop that is reported: the one asked for, else the last one."""
    named = [w for w in d.evidence.workshops if w.key == d.subject]
    return named[0] if named else d.evidence.workshops[-1]


def title(d: Desk) -> str:
    """What the document is called."""
    return d.gettext("Workshop report: %(name)s", name=line(subject(d).name))


def purpose(d: Desk) -> Section | None:
    """What it was for and what was planned."""
    w = subject(d)
    told = [d.cell(full(w.purpose), [w.key])] if line(w.purpose) else []
    if w.held_on:
        day = d.words.date(w.held_on)
        if w.held_on > d.evidence.today:
            told.append(d.tell("It is planned for %(day)s.", [w.key], day=day))
        else:
            told.append(d.tell("It was held on %(day)s.", [w.key], day=day))
    return section("w-purpose", d.gettext("Purpose"), [paragraph("w-purpose", *told)])


def people(d: Desk) -> Section | None:
    """Who took part, by discipline, organisation and level, never under five."""
    w = subject(d)
    blocks: list[Block] = [paragraph("w-people:count", _count(d, w))]
    for key, label, counts in (
        ("disciplines", d.gettext("Discipline"), w.disciplines),
        ("organisations", d.gettext("Organisation"), w.organisations),
        ("levels", d.gettext("Level"), w.levels),
    ):
        columns = [Column(label, width=4), Column(d.gettext("People"), number=True)]
        rows = _counts(d, w, counts)
        blocks.append(table(f"w-people:{key}", label, columns, rows))
    blocks.append(bullets("w-people:gaps", [[_gap(d, w, gap)] for gap in w.coverage_gaps]))
    return section("w-people", d.gettext("Who took part"), blocks)


def _count(d: Desk, w: WorkshopFact) -> Sentence:
    if w.attended is None and w.held_on and w.held_on > d.evidence.today:
        return d.tell_n("%(num)s is invited.", "%(num)s are invited.", w.invited, [w.key])
    if w.attended is None:
        return d.tell_n(
            "One person was invited; attendance was not noted.",
            "%(num)s people were invited; attendance was not noted.",
            w.invited,
            [w.key],
        )
    return d.tell_n(
        "%(num)s person took part out of %(invited)s invited.",
        "%(num)s people took part out of %(invited)s invited.",
        w.attended,
        [w.key],
        invited=d.words.number(w.invited),
    )


def _counts(d: Desk, w: WorkshopFact, counts: tuple[tuple[str, int], ...]) -> list[list[Sentence]]:
    shown = [(name, n) for name, n in counts if n >= FEW]
    rest = sum(n for _name, n in counts if n < FEW)
    rows = [[d.cell(line(name), [w.key]), d.cell(d.words.number(n))] for name, n in shown]
    if rows and rest >= FEW:
        others = d.gettext("Others, each fewer than %(few)s", few=FEW)
        rows.append([d.cell(others, [w.key]), d.cell(d.words.number(rest))])
    return rows


def _gap(d: Desk, w: WorkshopFact, gap: str) -> Sentence:
    return d.tell("Missing in the room: %(what)s.", [w.key], what=line(gap))


def course(d: Desk) -> Section | None:
    """The script as planned."""
    w = subject(d)
    columns = [
        Column(d.gettext("Begins"), width=1),
        Column(d.gettext("Minutes"), number=True),
        Column(d.gettext("Block"), width=6),
    ]
    rows = [
        [d.cell(begins, [w.key]), d.cell(d.words.number(minutes)), d.cell(line(name))]
        for begins, minutes, name in w.blocks
    ]
    caption = d.gettext("Agenda as planned")
    return section("w-course", caption, [table("w-course:table", caption, columns, rows)])


def themes(d: Desk) -> Section | None:
    """What was gathered, with counts and votes; a minority's view is kept."""
    w = subject(d)
    blocks: list[Block] = []
    for theme in _themes(d, w):
        blocks.append(paragraph(f"theme:{theme.key}", *expectation(d, theme)))
        blocks += quotes(d, theme, 1)
    return section("w-themes", d.gettext("What was gathered"), blocks)


def _themes(d: Desk, w: WorkshopFact) -> tuple[ThemeFact, ...]:
    return tuple(t for t in d.evidence.themes if t.key in w.themes)


def actions(d: Desk) -> Section | None:
    """What was agreed, by whom, by when."""
    columns = [
        Column(d.gettext("What"), width=6),
        Column(d.gettext("Owner"), width=2),
        Column(d.gettext("Day"), width=2),
        Column(d.gettext("State"), width=1),
    ]
    rows = [_action(d, action) for action in d.evidence.actions]
    caption = d.gettext("Decisions and actions")
    return section("w-actions", caption, [table("w-actions:table", caption, columns, rows)])


def _action(d: Desk, action: ActionFact) -> list[Sentence]:
    return [
        d.cell(line(action.text), [action.key, d.evidence.engagement.key]),
        d.cell(line(action.owner)),
        d.cell(d.words.date(action.on) if action.on else "–"),
        d.cell(d.gettext("Done") if action.done else d.gettext("Open")),
    ]


def summary(d: Desk) -> Section | None:
    """The workshop in 150 words."""
    return summed("w-summary", d.gettext("Summary"), _summary(d))


def _summary(d: Desk) -> Iterator[Sentence]:
    w = subject(d)
    yield _count(d, w)
    found = _themes(d, w)
    if found:
        heaviest = max(found, key=lambda t: t.weight)
        yield d.tell_n(
            "One expectation came out of it.",
            "%(num)s expectations came out of it.",
            len(found),
            [t.key for t in found],
        )
        what = short(line(heaviest.statement))
        yield d.tell("The heaviest: %(what)s.", [heaviest.key], what=what)
    for gap in w.coverage_gaps[:1]:
        yield _gap(d, w, gap)


def body(_d: Desk) -> tuple[Part, ...]:
    """The sections in order."""
    return (purpose, people, course, themes, actions)


RECIPE = Recipe(title, body, summary)
