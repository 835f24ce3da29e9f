"""Cases to begin with, the standards to be kept, and the form to observe them by."""

from collections.abc import Iterator

from workshops.core.text import N_
from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.parts import RecommendationKind
from workshops.deliverables.compose.supervision.facts import hard, keys_of
from workshops.deliverables.compose.telling import capital, inner, line, role_of
from workshops.deliverables.rules.evidence import BarrierFact, ExperimentFact
from workshops.documents.blocks import Block, Column, Section, Sentence
from workshops.experiments.models.kinds import Cause

MOST_CASES, FEWEST_CASES = 5, 3
MOST_BEHAVIOURS, FEWEST_BEHAVIOURS = 8, 5
TO_ASK = {
    Cause.JUDGEMENT: N_("Where does the line run, and what would you look at before you decide?"),
    Cause.CONFIDENCE: N_("What would make you sure enough to act?"),
    Cause.EMOTIONAL_LOAD: N_("What do you take home, and who helps you to put it down?"),
    Cause.UNEVEN_PRACTICE: N_("Who does what here, and what do citizens notice of it?"),
}
BOX = "◻"


def cases(d: Desk) -> Section | None:
    """S11: three to five cases out of what was seen, nobody named."""
    found = hard(d.carried)[:MOST_CASES]
    items = [list(_case(d, b)) for b in found]
    for e in d.carried:
        items += [[told] for told in _more(d, e)]
    items = items[:MOST_CASES]
    if len(items) < FEWEST_CASES:
        items += _asked(d)
    return section(
        "s11-cases",
        d.gettext("Cases to begin with"),
        [bullets("s11-cases:list", items, numbered=True)],
    )


def _case(d: Desk, barrier: BarrierFact) -> Iterator[Sentence]:
    role, unit = role_of(d, barrier.role), line(barrier.unit)
    values = {"role": capital(role), "what": short(line(barrier.text))}
    keys = keys_of(barrier)
    if unit:
        yield d.tell("%(role)s (%(unit)s): %(what)s.", keys, unit=unit, **values)
    else:
        yield d.tell("%(role)s: %(what)s.", keys, **values)
    yield Sentence(d.gettext(TO_ASK[barrier.cause]), d.cite(keys))


def _more(d: Desk, e: ExperimentFact) -> Iterator[Sentence]:
    if line(e.surprises):
        yield d.tell(
            "“%(name)s” brought a surprise: %(what)s. What does it ask of us?",
            [e.key],
            name=inner(e.name),
            what=short(line(e.surprises)),
        )
    thought, seen, _lesson = e.learning
    if line(thought) and line(seen):
        yield d.tell(
            "We thought: %(thought)s. We saw: %(seen)s. Where else do we think so?",
            [e.key],
            thought=short(line(thought)),
            seen=short(line(seen)),
        )


def _asked(d: Desk) -> list[list[Sentence]]:
    agency = line(d.evidence.engagement.agency)
    answer = d.ask(
        "cases:supervision",
        d.gettext("Which other situations would your staff bring, without names?"),
        d.gettext("Cases for the first sessions"),
    )
    if not answer:
        return []
    told = d.tell(
        "From %(agency)s itself: %(what)s.",
        [d.evidence.engagement.key],
        agency=agency,
        what=short(line(answer)),
    )
    return [[told]]


def behaviours(d: Desk) -> list[tuple[str, tuple[str, ...]]]:
    """What can be seen being done, with its sources: routines first, then tasks, then changes."""
    found: dict[str, tuple[str, ...]] = {}
    for e in d.carried:
        for routine in e.sheet.routines_to_change:
            found.setdefault(line(routine), (e.key,))
    for e in d.carried:
        for skill in e.skills:
            found.setdefault(line(skill.task), (skill.key, e.key))
    for e in d.carried:
        found.setdefault(short(line(e.change_tested)), (e.key,))
    kept = [(text, keys) for text, keys in found.items() if text]
    return kept[:MOST_BEHAVIOURS]


def standards(d: Desk) -> Section | None:
    """S12: what must be kept, observable."""
    items = [[d.tell("%(what)s.", keys, what=capital(text))] for text, keys in behaviours(d)]
    blocks: list[Block] = [bullets("s12-standards:list", items), *_missing(d, len(items))]
    return section("s12-standards", d.gettext("What good practice looks like"), blocks)


def _missing(d: Desk, count: int) -> list[Block]:
    if count >= FEWEST_BEHAVIOURS:
        return []
    answer = d.ask(
        "behaviours:supervision",
        d.gettext("What else can be seen being done when the practice goes well?"),
        d.gettext("The form for observation needs five to eight things that can be seen"),
    )
    if not answer:
        return []
    told = d.tell(
        "Added by %(agency)s: %(what)s.",
        [d.evidence.engagement.key],
        agency=line(d.evidence.engagement.agency),
        what=short(line(answer)),
    )
    return [paragraph("s12-standards:added", told)]


def observation(d: Desk) -> Section | None:
    """S13: the form, one row a behaviour."""
    found = behaviours(d)
    columns = [
        Column(d.gettext("What is looked for"), width=6),
        Column(d.gettext("Seen")),
        Column(d.gettext("Partly")),
        Column(d.gettext("Not")),
    ]
    rows = [[d.cell(capital(text), keys), *(d.cell(BOX) for _ in range(3))] for text, keys in found]
    if rows:
        d.recommend(
            RecommendationKind.SUPERVISION_SETUP,
            "setup:observation",
            d.words.ngettext(
                "Colleagues observe each other by a form with %(num)s behaviour",
                "Colleagues observe each other by a form with %(num)s behaviours",
                len(rows),
            ),
            [key for _text, keys in found for key in keys],
        )
    caption = d.gettext("Form for observation")
    return section(
        "s13-observation",
        d.gettext("Form for observation"),
        [table("s13-observation:table", caption, columns, rows)],
    )
