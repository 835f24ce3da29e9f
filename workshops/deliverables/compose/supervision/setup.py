"""The set-up: form, people, groups, supervisor, parts, rhythm and the script of a session."""

from collections.abc import Iterator

from workshops.core.text import N_
from workshops.deliverables.compose.asking import named
from workshops.deliverables.compose.desk import Desk, paragraph, section, table
from workshops.deliverables.compose.parts import RecommendationKind
from workshops.deliverables.compose.supervision.facts import Setting, practices, setting
from workshops.deliverables.compose.telling import capital, inner, line, people_in
from workshops.deliverables.rules.supervision import (
    FOCUS,
    SESSION,
    SESSION_MINUTES,
    Form,
    Function,
    Step,
    cadence_for,
    groups_of,
)
from workshops.documents.blocks import Block, Column, Section, Sentence

FORM_REASONS = {
    Form.PAIRS: N_("There are fewer than five people, so they work two and two."),
    Form.PEERS: N_("The hard calls are managers' own, so they meet managers of other agencies."),
    Form.EXTERNAL: N_(
        "%(strain)s of what was hard is strain, which is not brought to one's own manager; the "
        "supervisor comes from outside."
    ),
    Form.GROUP: N_(
        "%(roles)s do it differently today, so a practice lead sits with them who knows how the "
        "practice is meant."
    ),
    Form.ACTION_LEARNING: N_(
        "%(roles)s share one task and mostly need to grow in it, so they learn from each other's "
        "cases."
    ),
}
STEPS = {
    "check-in": N_("Check-in: one sentence each"),
    "follow-up": N_("What became of the actions of last time"),
    "first-focus": N_("First focus person"),
    "second-focus": N_("Second focus person"),
    "pattern": N_("Pattern round: what do these cases have in common?"),
    "close": N_("Close: one action each"),
    "issue": N_("the issue"),
    "clarifying": N_("clarifying questions"),
    "questions": N_("questions that help"),
    "summary": N_("summary by the focus person"),
    "resources": N_("what others can offer"),
    "action": N_("the action"),
}


def form(d: Desk) -> Section | None:
    """S5, S6 and S9: the form with its reason, the groups, the rhythm."""
    s = setting(d)
    cadence = cadence_for(s.situations)
    told = paragraph("s5-form", *_form(d, s), *_groups(d, s))
    rhythm = d.tell(
        "Sessions of %(minutes)s minutes: every %(first)s weeks %(times)s times, then every "
        "%(then)s weeks; the set-up is reviewed after %(review)s weeks.",
        s.keys,
        minutes=SESSION_MINUTES,
        first=cadence.first_every,
        times=cadence.first_times,
        then=cadence.then_every,
        review=cadence.review_week,
    )
    _recommend(d, s)
    blocks = [told, paragraph("s9-cadence", rhythm)]
    return section("s5-form", d.gettext("Form, groups and rhythm"), blocks)


def _roles(d: Desk, s: Setting) -> str:
    return people_in(d, s.roles)


def _form(d: Desk, s: Setting) -> Iterator[Sentence]:
    yield d.tell(
        "We propose for %(roles)s: %(form)s.",
        s.keys,
        roles=_roles(d, s),
        form=d.gettext(s.form.label),
    )
    share = d.words.measure(s.shares[Function.RESTORATIVE], "%")
    text = d.gettext(FORM_REASONS[s.form], strain=share, roles=capital(_roles(d, s)))
    yield Sentence(text, d.cite(s.keys))


def _groups(d: Desk, s: Setting) -> Iterator[Sentence]:
    if s.people is None:
        yield d.tell(
            "How many groups that gives follows from the number of people; a group has four to "
            "eight, and fewer than five people in all would work in pairs.",
            s.keys,
        )
        return
    if s.form is Form.PAIRS:
        return
    sizes = groups_of(max(s.people, 1))
    yield d.tell_n(
        "%(people)s people make one group.",
        "%(people)s people make %(num)s groups of %(least)s to %(most)s.",
        len(sizes),
        s.keys,
        people=d.words.number(s.people),
        least=min(sizes),
        most=max(sizes),
    )


def _recommend(d: Desk, s: Setting) -> None:
    text = d.gettext(
        "%(form)s for %(roles)s, reviewed after 12 weeks",
        form=d.gettext(s.form.label),
        roles=_roles(d, s),
    )
    d.recommend(RecommendationKind.SUPERVISION_SETUP, "setup:groups", text, s.keys)


def parts(d: Desk) -> Section | None:
    """S7 and S8: who supervises, and everybody's part."""
    s = setting(d)
    columns = [
        Column(d.gettext("Part"), width=2),
        Column(d.gettext("Who"), width=3),
        Column(d.gettext("Does"), width=5),
    ]
    blocks = [
        paragraph("s7-supervisor", *_supervisor(d, s)),
        table("s8-parts:table", d.gettext("Roles in supervision"), columns, _parts(d, s)),
    ]
    return section("s8-parts", d.gettext("Who does what"), blocks)


def _supervisor(d: Desk, s: Setting) -> Iterator[Sentence]:
    most = max(s.shares, key=lambda f: s.shares[f])
    if most is Function.NORMATIVE:
        yield d.tell("The supervisor knows the practice and can tell good from nearly.", s.keys)
    elif most is Function.FORMATIVE:
        yield d.tell("The supervisor can ask without answering and let others find it.", s.keys)
    else:
        yield d.tell("The supervisor is trained in work that wears on people.", s.keys)
    if s.shares[Function.RESTORATIVE]:
        yield d.tell("Whoever appraises the members does not lead the part about strain.", s.keys)


def _parts(d: Desk, s: Setting) -> Iterator[list[Sentence]]:
    e = d.carried[0]
    hr = line(d.evidence.engagement.hr_partner) or d.ask(
        "hr-partner",
        d.gettext("Who in HR follows the supervision?"),
        d.gettext("Whom supervisor and sponsor turn to"),
    )
    rows = (
        (
            d.gettext("Sponsor"),
            line(e.sheet.sponsor) or named(d, e),
            d.gettext("Frees the time; hears of patterns, not of cases"),
        ),
        (
            d.gettext("Practice lead"),
            named(d, e),
            d.gettext("Says how “%(name)s” is meant", name=inner(e.name)),
        ),
        (
            d.gettext("Focus person"),
            d.words.listing(s.roles),
            d.gettext("Brings a case; owns the action"),
        ),
        (
            d.gettext("HR"),
            line(hr) or d.asked(),
            d.gettext("Finds supervisors; follows attendance"),
        ),
    )
    for part, who, does in rows:
        yield [d.cell(part, practices(d)), d.cell(who), d.cell(does)]


def script(d: Desk) -> Section | None:
    """S10: a session minute by minute."""
    columns = [
        Column(d.gettext("Minutes"), number=True),
        Column(d.gettext("What"), width=6),
    ]
    rows = []
    begins = 0
    for step in SESSION:
        span = f"{begins}–{begins + step.minutes}"
        rows.append([d.cell(span), d.cell(d.gettext(STEPS[step.key]))])
        begins += step.minutes
    return section(
        "s10-script",
        d.gettext("A session, minute by minute"),
        [table("s10-script:table", d.gettext("Script"), columns, rows), _focus(d)],
    )


def _focus(d: Desk) -> Block:
    steps = d.words.listing(_timed(d, step) for step in FOCUS)
    told = d.tell("Each focus person has: %(steps)s.", practices(d), steps=steps)
    return paragraph("s10-script:focus", told)


def _timed(d: Desk, step: Step) -> str:
    return d.gettext(
        "%(what)s %(minutes)s min", what=d.gettext(STEPS[step.key]), minutes=step.minutes
    )
