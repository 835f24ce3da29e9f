"""How ready the agency is, and the points of the Code, each with a question to oneself."""

from workshops.core.text import N_
from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section, table
from workshops.deliverables.compose.memo.acts import READY
from workshops.deliverables.compose.telling import inner, line
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.documents.blocks import Block, Column, Section, Sentence
from workshops.experiments.models.kinds import CODE_POINTS

READINESS = {
    0: N_("not begun"),
    1: N_("begun"),
    2: N_("mostly there"),
    3: N_("in place"),
}
ASK_YOURSELF = {
    1: N_("Which decision do you make today without having agreed that it is yours?"),
    2: N_("Where did the aim last get lost on its way to the citizen?"),
    3: N_("Whom outside your walls did you hear before you decided?"),
    4: N_("What does your practice cost another authority, and have you told them?"),
    5: N_("Which figure would make you stop, and who is to show it to you?"),
    6: N_("What do you let go of so that there is room for this?"),
    7: N_("Which of these decisions are you waiting for somebody else to make?"),
    8: N_("What would you have to say aloud for staff to dare this?"),
    9: N_("What would a citizen think who saw how this was decided?"),
}


def readiness(d: Desk) -> Section | None:
    """Mandate, time, skill, data and the line, from 0 to 3."""
    rated = [e for e in d.carried if e.sheet.readiness]
    columns = [
        Column(d.gettext("Ready in"), width=3),
        *(Column(line(e.name), width=3) for e in rated),
    ]
    rows = [
        [d.cell(d.gettext(label)), *(_level(d, e, name) for e in rated)]
        for name, label in READY.items()
        if rated
    ]
    blocks = [table("m-readiness:table", d.gettext("Readiness"), columns, rows)]
    blocks.append(paragraph("m-readiness:lowest", *(_lowest(d, e) for e in rated)))
    return section("m-readiness", d.gettext("How ready you are"), blocks)


def _level(d: Desk, e: ExperimentFact, name: str) -> Sentence:
    level = e.sheet.readiness.get(name)
    if level is None:
        return d.cell(d.gettext("not judged yet"), [e.key])
    told = d.gettext(READINESS.get(level, READINESS[3]))
    return d.cell(d.gettext("%(level)s of 3: %(words)s", level=level, words=told), [e.key])


def _lowest(d: Desk, e: ExperimentFact) -> Sentence | None:
    known = {name: level for name, level in e.sheet.readiness.items() if name in READY}
    if not known:
        return None
    lowest = min(known.values())
    names = d.words.listing(
        d.gettext(READY[name]).lower() for name, level in known.items() if level == lowest
    )
    if lowest >= 2:
        return d.tell("For “%(name)s” nothing is in the way here.", [e.key], name=inner(e.name))
    return d.tell(
        "For “%(name)s” you are least ready in %(what)s: begin there.",
        [e.key],
        name=inner(e.name),
        what=names,
    )


def code(d: Desk) -> Section | None:
    """The points touched, each with one question."""
    points = sorted({p for e in d.carried for p in e.sheet.code_points if p in CODE_POINTS})
    items = [
        [
            d.tell(
                "%(number)s %(point)s.",
                [e.key for e in d.carried if p in e.sheet.code_points],
                number=p,
                point=d.gettext(CODE_POINTS[p]),
            ),
            Sentence(d.gettext(ASK_YOURSELF[p])),
        ]
        for p in points
    ]
    blocks: list[Block] = [bullets("m-code:list", items)]
    return section("m-code", d.gettext("Points of the Code, and a question for each"), blocks)
