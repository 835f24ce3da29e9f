"""How it is seen whether supervision works, what it costs, what is agreed, and the summary."""

from collections.abc import Iterator
from datetime import timedelta

from workshops.core.holidays import working_day_from
from workshops.deliverables.compose.asking import by_when, day_for, named, rate, span, whom
from workshops.deliverables.compose.common import summary as summed
from workshops.deliverables.compose.desk import Desk, bullets, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.supervision.facts import Setting, practices, setting
from workshops.deliverables.compose.telling import (
    capital,
    figure,
    line,
    metric_of,
    moved,
    people_in,
    standard,
)
from workshops.deliverables.rules.supervision import (
    SESSION_MINUTES,
    Form,
    Function,
    cadence_for,
    groups_of,
)
from workshops.documents.blocks import Column, Section, Sentence
from workshops.experiments.models.kinds import Cause

ATTENDANCE = 80


def measures(d: Desk) -> Section | None:
    """S18: attendance, actions, spread, strain, and the experiment's own metric."""
    s = setting(d)
    columns = [
        Column(d.gettext("What is measured"), width=5),
        Column(d.gettext("Where it stands today"), width=3),
        Column(d.gettext("Aim"), width=3),
    ]
    rows = [
        [d.cell(capital(what), keys), d.cell(today), d.cell(aim)]
        for what, today, aim, keys in _measures(d, s)
    ]
    caption = d.gettext("Measures")
    return section(
        "s18-measures",
        d.gettext("How we will know"),
        [table("s18-measures:table", caption, columns, rows)],
    )


def _measures(d: Desk, s: Setting) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    new = d.gettext("New figure")
    share = d.words.measure(ATTENDANCE, "%")
    yield d.gettext("Attendance"), new, d.gettext("At least %(value)s", value=share), practices(d)
    yield (
        d.gettext("Actions that were done by the next session"),
        new,
        d.gettext("Rising from session to session"),
        practices(d),
    )
    for b in s.situations:
        if b.cause is Cause.UNEVEN_PRACTICE:
            what = d.gettext("Difference between units: %(what)s", what=short(line(b.text), 90))
            yield (
                what,
                d.gettext("As in the experiment"),
                d.gettext("Falling"),
                (b.key, b.experiment),
            )
    if s.shares[Function.RESTORATIVE]:
        what = d.gettext("One question on strain, asked without names")
        yield what, d.gettext("Asked before the first session"), d.gettext("Falling"), practices(d)
    for e in d.carried:
        if e.metric:
            aim = short(standard(d, e)) or d.gettext("Not worse")
            yield metric_of(d, e), figure(d, e, e.result), aim, (e.key,)


def cost(d: Desk) -> Section | None:
    """S19: hours of staff and of supervisors in the first year."""
    s = setting(d)
    return section("s19-cost", d.gettext("Cost"), [paragraph("s19-cost", *_cost(d, s))])


def _cost(d: Desk, s: Setting) -> Iterator[Sentence]:
    sessions = cadence_for(s.situations).sessions
    each = round(sessions * SESSION_MINUTES / 60, 1)
    yield d.tell(
        "In the first year that is %(sessions)s sessions or %(hours)s hours for each member.",
        s.keys,
        sessions=sessions,
        hours=d.words.number(each),
    )
    per_hour = rate(d)
    if s.people is None:
        yield d.tell("The hours in all follow once the number of people is known.", s.keys)
        return
    led = 0 if s.form is Form.PAIRS else len(groups_of(s.people))
    staff, supervisors = round(each * s.people), round(each * led)
    yield d.tell(
        "%(staff)s hours of staff and %(led)s hours of supervisors a year.",
        s.keys,
        staff=d.words.number(staff),
        led=d.words.number(supervisors),
    )
    if per_hour:
        hours = staff + supervisors
        amount = span(d, (hours * per_hour[0], hours * per_hour[1]))
        yield d.tell("At the agency's own rate that is %(amount)s.", s.keys, amount=amount)


def agreement(d: Desk) -> Section | None:
    """S20: what is agreed, from when, until when, and how it ends."""
    s = setting(d)
    begin = day_for(
        d,
        "start:supervision",
        d.gettext("On which day can the first session be held?"),
        d.gettext("Dates for review, end and renewal"),
    )
    e = d.carried[0]
    told = [
        d.tell(
            "%(manager)s and the members agree on this set-up for a year.",
            s.keys,
            manager=capital(named(d, e)),
        )
    ]
    if begin:
        told.append(
            d.tell(
                "It begins on %(begin)s, is reviewed on %(review)s and ends on %(end)s.",
                s.keys,
                begin=d.words.date(begin),
                review=d.words.date(working_day_from(begin + timedelta(weeks=12))),
                end=d.words.date(begin + timedelta(weeks=52)),
            )
        )
    told.append(d.tell("It is renewed only if attendance holds and the actions are done.", s.keys))
    return section("s20-agreement", d.gettext("Agreement"), [paragraph("s20-agreement", *told)])


def decision(d: Desk) -> Section | None:
    """What is asked, of whom, by when."""
    s, day = setting(d), by_when(d)
    keys = [e.key for e in d.carried]
    if day:
        opening = d.tell(
            "We ask %(who)s to decide by %(day)s:", keys, who=whom(d), day=d.words.date(day)
        )
    else:
        opening = d.tell("We ask %(who)s to decide:", keys, who=whom(d))
    form = d.gettext(s.form.label)
    items = [
        [
            d.tell(
                "That %(roles)s get supervision: %(form)s.",
                s.keys,
                roles=people_in(d, s.roles),
                form=form,
            )
        ],
        [
            d.tell(
                "That %(manager)s owns it and reports after 12 weeks.",
                keys,
                manager=named(d, d.carried[0]),
            )
        ],
    ]
    blocks = [paragraph("decision:of", opening), bullets("decision:list", items, numbered=True)]
    return section("decision", d.gettext("What we ask you to decide"), blocks)


def summary(d: Desk) -> Section | None:
    """Made last, read first."""
    s = setting(d)
    most = max(s.shares, key=lambda f: s.shares[f])
    told = [moved(d, d.carried[0])]
    told.append(
        d.tell(
            "What was hard for %(roles)s: %(what)s.",
            s.keys,
            roles=people_in(d, s.roles),
            what="; ".join(short(line(b.text), 90) for b in s.situations[:3]),
        )
    )
    told.append(
        d.tell(
            "We propose: %(form)s, with most weight on “%(most)s” (%(share)s).",
            s.keys,
            form=d.gettext(s.form.label),
            most=d.gettext(most.label).lower(),
            share=d.words.measure(s.shares[most], "%"),
        )
    )
    return summed("s1-summary", d.gettext("Summary"), told)
