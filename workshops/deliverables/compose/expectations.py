"""The map of citizens' expectations: stage, touchpoint, what is met, what is not."""

from collections.abc import Iterator

from workshops.deliverables.compose.common import not_cured
from workshops.deliverables.compose.common import summary as summed
from workshops.deliverables.compose.desk import Desk, Part, bullets, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.parts import Recipe
from workshops.deliverables.compose.telling import capital, full, line, role_of
from workshops.deliverables.compose.voices import expectation, quotes
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import BarrierFact, ExperimentFact, ThemeFact
from workshops.deliverables.rules.needs import slug
from workshops.deliverables.rules.triage import barriers_for
from workshops.documents.blocks import Block, Column, Section, Sentence
from workshops.expectations.models.kinds import Strength


def title(d: Desk) -> str:
    """What the document is called."""
    return d.gettext("What citizens expect: %(name)s", name=line(d.evidence.engagement.name))


def journey(d: Desk) -> Section | None:
    """One table a stage, in the order in which citizens meet them."""
    stages: dict[str, list[ThemeFact]] = {line(stage): [] for stage in d.evidence.journey}
    for theme in d.evidence.themes:
        stages.setdefault(line(theme.stage), []).append(theme)
    blocks = [_stage(d, stage, themes) for stage, themes in stages.items() if themes]
    return section("x-journey", d.gettext("Stage by stage"), blocks)


def _stage(d: Desk, stage: str, themes: list[ThemeFact]) -> Block:
    columns = [
        Column(d.gettext("Expectation"), width=4),
        Column(d.gettext("How strong"), width=2),
        Column(d.gettext("Service today"), width=3),
        Column(d.gettext("What is wanting"), width=3),
        Column(d.gettext("Tested in"), width=3),
    ]
    name = stage or d.gettext("Without a stage")
    rows = [_row(d, theme) for theme in themes]
    return table(f"stage:{slug(stage)}", capital(name), columns, rows)


def _row(d: Desk, theme: ThemeFact) -> list[Sentence]:
    names = [line(e.name) for e in _tests(d, theme)]
    return [
        d.cell(_placed(theme), [theme.key, *(n.key for n in theme.notes)]),
        d.cell(_held(d, theme)),
        d.cell(capital(short(theme.present_service))),
        d.cell(capital(short(theme.gap))),
        d.cell("; ".join(names) or d.gettext("No experiment"), _tests_keys(d, theme)),
    ]


def _placed(theme: ThemeFact) -> str:
    place, what = line(theme.touchpoint), capital(line(theme.statement))
    return f"{place}: {what}" if place else what


def _held(d: Desk, theme: ThemeFact) -> str:
    notes = d.words.ngettext("%(num)s note", "%(num)s notes", len(theme.notes))
    return f"{d.gettext(_strength(theme))}, {notes}"


def _tests(d: Desk, theme: ThemeFact) -> list[ExperimentFact]:
    return [
        e for e in d.evidence.experiments if theme.key in e.themes or e.key in theme.answered_by
    ]


def _tests_keys(d: Desk, theme: ThemeFact) -> list[str]:
    return [e.key for e in _tests(d, theme)]


def _strength(theme: ThemeFact) -> str:
    known = {str(s) for s in Strength}
    return Strength(theme.strength if theme.strength in known else "unknown").label


def unmet(d: Desk) -> Section | None:
    """What no experiment answers: shown, not hidden."""
    found = [t for t in d.evidence.themes if not _tests(d, t)]
    items = [list(_wanting(d, theme)) for theme in found]
    blocks = [bullets("x-unmet:list", items)]
    if found:
        told = d.tell_n(
            "One expectation has not been taken up by any experiment.",
            "%(num)s expectations have not been taken up by any experiment.",
            len(found),
            [t.key for t in found],
        )
        blocks.insert(0, paragraph("x-unmet:count", told))
    return section("x-unmet", d.gettext("Expectations that nothing answers"), blocks)


def _wanting(d: Desk, theme: ThemeFact) -> Iterator[Sentence]:
    yield d.cell(full(theme.statement), [theme.key])
    if line(theme.gap):
        yield d.tell("Wanting: %(what)s.", [theme.key], what=short(line(theme.gap)))


def voices(d: Desk) -> Section | None:
    """Who bears what, where they differ, in their own words where they agreed to it."""
    blocks: list[Block] = []
    for theme in d.evidence.themes:
        spoken = quotes(d, theme)
        if spoken or theme.votes:
            blocks.append(paragraph(f"voice:{theme.key}", *expectation(d, theme)))
        blocks += spoken
    return section("x-voices", d.gettext("In their own words"), blocks)


def told_otherwise(d: Desk) -> Section | None:
    """Where the service works and was expected to be another: a matter of communication."""
    found = barriers_for(DeliverableKind.EXPECTATION_MAP, d.carried)
    items = [[_otherwise(d, barrier)] for barrier in found]
    return section(
        "x-otherwise",
        d.gettext("Where citizens expected something else"),
        [bullets("x-otherwise:list", items)],
    )


def _otherwise(d: Desk, barrier: BarrierFact) -> Sentence:
    return d.tell(
        "%(role)s: %(what)s. Tell it before they meet it.",
        (barrier.key, barrier.experiment, *barrier.notes),
        role=capital(role_of(d, barrier.role)),
        what=short(line(barrier.text)),
    )


def elsewhere(d: Desk) -> Section | None:
    """What telling citizens more will not cure."""
    opening = d.gettext(
        "Telling citizens more will not move what follows; each is taken up where it can be cured."
    )
    return not_cured(d, "not-cured", d.gettext("What this map does not solve"), opening)


def summary(d: Desk) -> Section | None:
    """The map in 150 words."""
    return summed("x-summary", d.gettext("Summary"), _summary(d))


def _summary(d: Desk) -> Iterator[Sentence]:
    themes = d.evidence.themes
    heaviest = max(themes, key=lambda t: t.weight)
    notes = {note.key for theme in themes for note in theme.notes}
    yield d.tell_n(
        "One expectation stands on the map, out of %(notes)s notes.",
        "%(num)s expectations stand on the map, out of %(notes)s notes.",
        len(themes),
        [t.key for t in themes],
        notes=d.words.number(len(notes)),
    )
    yield d.tell("The heaviest: %(what)s.", [heaviest.key], what=short(line(heaviest.statement)))
    open_ = [t for t in themes if not _tests(d, t)]
    if open_:
        yield d.tell_n(
            "No experiment answers one of them.",
            "No experiment answers %(num)s of them.",
            len(open_),
            [t.key for t in open_],
        )


def body(_d: Desk) -> tuple[Part, ...]:
    """The sections in order."""
    return (journey, unmet, voices, told_otherwise, elsewhere)


RECIPE = Recipe(title, body, summary)
