"""Every record that a sentence may name, with what the trace table says of it."""

from collections.abc import Iterator

from workshops.core.text import clean_line
from workshops.deliverables.compose.parts import Words
from workshops.deliverables.rules.evidence import (
    Evidence,
    ExperimentFact,
    NoteFact,
    ThemeFact,
    WorkshopFact,
)
from workshops.documents.blocks import Source, SourceKind

MOST = 200


def short(text: str, most: int = MOST) -> str:
    """Text in one line, cut at a word when it is long."""
    line = clean_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rsplit(' ', 1)[0]}…"


def index(evidence: Evidence, words: Words) -> dict[str, Source]:
    """The sources by key. A note stands with its speaker, never with its words."""
    engagement = evidence.engagement
    first = Source(
        engagement.key, SourceKind.ENGAGEMENT, short(engagement.name), short(engagement.agency)
    )
    found = [first]
    for experiment in evidence.experiments:
        found += _of_experiment(experiment, words)
    for theme in evidence.themes:
        found.append(_theme(theme, words))
        found += (_note(note, words) for note in theme.notes)
    found += (_workshop(workshop, words) for workshop in evidence.workshops)
    found += (_note(note, words) for note in evidence.other_notes)
    return {source.key: source for source in reversed(found)}


def _of_experiment(experiment: ExperimentFact, words: Words) -> Iterator[Source]:
    detail = words.gettext("Evidence level %(level)s", level=experiment.evidence_level)
    if experiment.decided_on:
        detail += words.gettext(", decided %(day)s", day=words.date(experiment.decided_on))
    yield Source(experiment.key, SourceKind.EXPERIMENT, short(experiment.name), detail)
    for barrier in experiment.barriers:
        cause = words.gettext(barrier.cause.label)
        yield Source(barrier.key, SourceKind.BARRIER, short(barrier.text), cause)
    for skill in experiment.skills:
        label = short(f"{skill.skill} ({skill.role})")
        yield Source(skill.key, SourceKind.SKILL_FINDING, label, short(experiment.name))
    for key, name in experiment.methods:
        yield Source(key, SourceKind.METHOD, short(name), words.gettext("Method card"))


def _theme(theme: ThemeFact, words: Words) -> Source:
    detail = words.ngettext("%(num)s note", "%(num)s notes", len(theme.notes))
    return Source(theme.key, SourceKind.THEME, short(theme.statement), detail)


def _note(note: NoteFact, words: Words) -> Source:
    label = words.gettext("Note from %(speaker)s", speaker=note.speaker)
    consent = words.gettext("May be quoted") if note.quotable else words.gettext("Not quoted")
    return Source(note.key, SourceKind.NOTE, short(label), consent)


def _workshop(workshop: WorkshopFact, words: Words) -> Source:
    detail = words.date(workshop.held_on) if workshop.held_on else ""
    return Source(workshop.key, SourceKind.WORKSHOP, short(workshop.name), detail)
