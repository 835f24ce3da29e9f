"""Barriers, skills, lessons and accounts of the experiment."""

from collections.abc import Iterator

from workshops.deliverables.compose.accounts import account_table, alarms
from workshops.deliverables.compose.desk import Desk, bullets, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.report.plan import subject
from workshops.deliverables.compose.telling import capital, line, role_of
from workshops.deliverables.compose.training.needs import people
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.deliverables.rules.triage import home_of
from workshops.documents.blocks import Column, Section, Sentence


def barriers(d: Desk) -> Section | None:
    """What stood in the way, why, and where it is taken up."""
    e = subject(d)
    columns = [
        Column(d.gettext("What stood in the way"), width=4),
        Column(d.gettext("For whom"), width=2),
        Column(d.gettext("Cause"), width=3),
        Column(d.gettext("Times"), number=True),
        Column(d.gettext("Taken up in"), width=2),
    ]
    rows = [
        [
            d.cell(capital(short(line(b.text))), [b.key, e.key, *b.notes]),
            d.cell(role_of(d, b.role)),
            d.cell(d.gettext(b.cause.label)),
            d.cell(d.words.number(max(b.frequency, 1))),
            d.cell(d.gettext(home_of(b.cause).label)),
        ]
        for b in sorted(e.barriers, key=lambda b: (-b.severity, -b.frequency))
    ]
    caption = d.gettext("Barriers")
    return section("e-barriers", caption, [table("e-barriers:table", caption, columns, rows)])


def skills(d: Desk) -> Section | None:
    """Skills as seen and as needed."""
    e = subject(d)
    columns = [
        Column(d.gettext("Role"), width=3),
        Column(d.gettext("Skill"), width=4),
        Column(d.gettext("Seen"), number=True, width=2),
        Column(d.gettext("Needed"), number=True, width=2),
        Column(d.gettext("People seen"), number=True, width=2),
    ]
    rows = [
        [
            d.cell(role_of(d, s.role), [s.key, e.key]),
            d.cell(line(s.skill)),
            d.cell(d.words.number(s.level_seen)),
            d.cell(d.words.number(s.level_needed)),
            d.cell(people(d, s.n_seen)),
        ]
        for s in e.skills
    ]
    caption = d.gettext("Skills")
    return section("e-skills", caption, [table("e-skills:table", caption, columns, rows)])


def learned(d: Desk) -> Section | None:
    """From what was thought to what is known now."""
    items = [[told] for told in _learned(d, subject(d))]
    return section("e-learned", d.gettext("What we learned"), [bullets("e-learned:list", items)])


def _learned(d: Desk, e: ExperimentFact) -> Iterator[Sentence]:
    thought, seen, lesson = (short(line(part)) for part in e.learning)
    keys = [e.key, *e.observations]
    if thought:
        yield d.tell("We thought: %(what)s.", keys, what=thought)
    if seen:
        yield d.tell("We saw: %(what)s.", keys, what=seen)
    if lesson:
        yield d.tell("The lesson: %(what)s.", keys, what=lesson)
    if line(e.surprises):
        yield d.tell("What surprised us: %(what)s.", keys, what=short(line(e.surprises)))
    if line(e.reuse_conditions):
        where = short(line(e.reuse_conditions))
        yield d.tell("It works where this holds: %(what)s.", keys, what=where)


def costs(d: Desk) -> Section | None:
    """Costs and gains by level."""
    e = subject(d)
    return section("e-costs", d.gettext("Costs and gains"), [*account_table(d, e), *alarms(d, e)])
