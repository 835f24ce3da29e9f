"""What managers stop, free and say, and the first thirty days."""

from collections.abc import Iterator

from workshops.core.text import N_
from workshops.deliverables.compose.asking import named
from workshops.deliverables.compose.desk import Desk, bullets, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.memo.decide import TO_DECIDE, of, own
from workshops.deliverables.compose.telling import capital, inner, line, metric_of
from workshops.deliverables.rules.answers import one_in
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.documents.blocks import Column, Section, Sentence

READY = {
    "mandate": N_("Mandate"),
    "time": N_("Time"),
    "skill": N_("Skill"),
    "data": N_("Data"),
    "line": N_("Support from the line"),
}


def free_and_say(d: Desk) -> Section | None:
    """What gives way, which hours are free, what is said and to whom."""
    blocks = [bullets(f"acts:{e.key}", _acts(d, e)) for e in d.carried]
    return section("m-acts", d.gettext("What to stop, free and say"), blocks)


def _acts(d: Desk, e: ExperimentFact) -> Iterator[list[Sentence]]:
    sheet, keys, name = e.sheet, [e.key], inner(e.name)
    if line(sheet.competing_targets):
        targets = short(line(sheet.competing_targets))
        yield [
            d.tell(
                "Stop or lower what counts against “%(name)s”: %(targets)s.",
                keys,
                name=name,
                targets=targets,
            )
        ]
    yield [_free(d, e)]
    if line(sheet.who_loses):
        yield [
            d.tell(
                "Say: this is who loses by it, and they should hear it first: %(who)s.",
                keys,
                who=short(line(sheet.who_loses)),
            )
        ]
    teller = line(sheet.who_tells_staff) or d.ask(
        f"teller:{e.key}",
        d.gettext("Who tells staff what changes with “%(name)s”, and when?", name=name),
        d.gettext("What is said before it begins"),
    )
    if line(teller):
        yield [d.tell("Say: staff hear of it from %(who)s.", keys, who=short(line(teller)))]
    for routine in sheet.routines_to_change[:5]:
        yield [d.tell("Change the routine: %(what)s.", keys, what=short(line(routine)))]


def _free(d: Desk, e: ExperimentFact) -> Sentence:
    hours = e.sheet.hours_released_week
    if hours is None:
        hours = d.ask_for(
            f"hours-released:{e.key}",
            d.gettext("How many hours a week are released for “%(name)s”?", name=inner(e.name)),
            d.gettext("Whether the practice fits into working hours"),
            one_in,
        )
    if hours is None:
        return d.tell("Free: no hours are released for it yet.", [e.key])
    return d.tell(
        "Free: %(hours)s hours a week, as the test had, for as long as it takes to become habit.",
        [e.key],
        hours=d.words.number(hours),
    )


def first_month(d: Desk) -> Section | None:
    """Who does what in the first thirty days."""
    columns = [
        Column(d.gettext("Days"), width=1),
        Column(d.gettext("Act"), width=6),
        Column(d.gettext("By"), width=2),
    ]
    rows = [
        [d.cell(days), d.cell(act, keys), d.cell(capital(who))]
        for days, act, who, keys in _month(d)
    ]
    caption = d.gettext("The first 30 days")
    return section("m-first-month", caption, [table("m-first-month:table", caption, columns, rows)])


Act = tuple[str, str, str, tuple[str, ...]]


def _month(d: Desk) -> Iterator[Act]:
    for e in d.carried:
        teller = short(line(e.sheet.who_tells_staff)) or named(d, e)
        act = d.gettext("Tell staff what changes with “%(name)s”", name=inner(e.name))
        yield "1–5", act, teller, (e.key,)
    for barrier in own(d)[:4]:
        e = of(d, barrier)
        act = d.gettext(
            "Decide: %(what)s (%(why)s)",
            what=d.gettext(TO_DECIDE[barrier.cause]),
            why=short(line(barrier.text), 90),
        )
        yield "6–15", act, named(d, e), (barrier.key, barrier.experiment, *barrier.notes)
    for e in d.carried:
        yield from _last_days(d, e)


def _last_days(d: Desk, e: ExperimentFact) -> Iterator[Act]:
    low = [name for name, level in e.sheet.readiness.items() if level <= 1 and name in READY]
    for name in low[:2]:
        act = d.gettext("Raise what is least ready: %(what)s", what=d.gettext(READY[name]).lower())
        yield "16–25", act, named(d, e), (e.key,)
    if e.metric:
        act = d.gettext("Look at this for the first time: %(metric)s", metric=metric_of(d, e))
        yield "26–30", act, named(d, e), (e.key,)
