"""What was registered, held against what happened."""

from collections.abc import Iterator

from workshops.deliverables.compose.desk import Desk, bullets, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.telling import figure, line, standard
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.deliverables.rules.phase import decided
from workshops.documents.blocks import Column, Section, Sentence
from workshops.experiments.models.kinds import ExperimentKind


def subject(d: Desk) -> ExperimentFact:
    """The experiment that is reported: the one asked for, else the last decided one."""
    named = [e for e in d.evidence.experiments if e.key == d.subject]
    return named[0] if named else decided(d.evidence)[-1]


def side_by_side(d: Desk) -> Section | None:
    """As registered and as it went."""
    e = subject(d)
    columns = [
        Column(d.gettext("What"), width=2),
        Column(d.gettext("As registered"), width=4),
        Column(d.gettext("As it went"), width=4),
    ]
    rows = [
        [d.cell(what, [e.key]), d.cell(planned), d.cell(went)]
        for what, planned, went in _pairs(d, e)
        if planned.strip("–") or went.strip("–")
    ]
    caption = d.gettext("Plan and course")
    return section(
        "e-plan",
        d.gettext("As registered and as it went"),
        [table("e-plan:table", caption, columns, rows)],
    )


def _pairs(d: Desk, e: ExperimentFact) -> Iterator[tuple[str, str, str]]:
    yield d.gettext("Problem"), line(e.problem), ""
    yield d.gettext("Hypothesis"), line(e.hypothesis), _held(e)
    yield d.gettext("Change tested"), line(e.change_tested), ""
    yield d.gettext("Kind"), d.gettext(e.kind.label), _compared(d, e)
    yield d.gettext("Sites"), d.words.listing(line(s) for s in e.sites), ""
    yield d.gettext("Period"), _period(d, e), _decided(d, e)
    yield d.gettext("Who takes part"), line(e.participants_planned), _counted(d, e)
    yield d.gettext("Measure"), line(e.metric), line(e.metric_source)
    yield d.gettext("Baseline"), figure(d, e, e.baseline), ""
    yield d.gettext("Aim"), standard(d, e), figure(d, e, e.result)
    rule = d.gettext(e.rule_says.label) if e.rule_says else ""
    yield d.gettext("Rule and decision"), rule, d.gettext(e.decision.label) if e.decision else ""


def _held(e: ExperimentFact) -> str:
    thought, seen, lesson = (line(part) for part in e.learning)
    return seen or lesson or thought


def _compared(d: Desk, e: ExperimentFact) -> str:
    if e.kind not in (ExperimentKind.COMPARISON, ExperimentKind.RANDOMISED):
        return ""
    if e.control_value is None:
        return d.gettext("No figure from the comparison group")
    return d.gettext("Comparison group: %(value)s", value=figure(d, e, e.control_value))


def _period(d: Desk, e: ExperimentFact) -> str:
    days = [d.words.date(day) for day in (e.starts_on, e.ends_on) if day]
    return " – ".join(days)


def _decided(d: Desk, e: ExperimentFact) -> str:
    return d.gettext("Decided on %(day)s", day=d.words.date(e.decided_on)) if e.decided_on else ""


def _counted(d: Desk, e: ExperimentFact) -> str:
    if e.n_actual is None:
        return ""
    least = d.gettext("; at least %(n)s were needed", n=d.words.number(e.min_n)) if e.min_n else ""
    return d.words.ngettext("%(num)s case", "%(num)s cases", e.n_actual) + least


def departures(d: Desk) -> Section | None:
    """Where the course left the plan."""
    items = [[told] for told in _departures(d, subject(d))]
    return section(
        "e-departures", d.gettext("Departures from the plan"), [bullets("e-departures:list", items)]
    )


def _departures(d: Desk, e: ExperimentFact) -> Iterator[Sentence]:
    keys = [e.key]
    if e.registered_on and not e.registered_before_start:
        yield d.tell("It was registered only after it had begun.", keys)
    for number, day, reason in e.versions:
        if line(reason):
            yield d.tell(
                "Plan version %(number)s, %(day)s: %(reason)s.",
                keys,
                number=number,
                day=d.words.date(day),
                reason=short(line(reason)),
            )
    if e.n_actual is not None and e.n_actual < e.min_n:
        yield d.tell(
            "Fewer cases than planned: %(had)s of at least %(least)s.",
            keys,
            had=d.words.number(e.n_actual),
            least=d.words.number(e.min_n),
        )
    if line(e.departure_reason):
        yield _against(d, e)


def _against(d: Desk, e: ExperimentFact) -> Sentence:
    second = line(e.confirmed_by)
    reason = short(line(e.departure_reason))
    if second:
        return d.tell(
            "The decision departs from the rule: %(reason)s (confirmed by %(second)s).",
            [e.key],
            reason=reason,
            second=second,
        )
    return d.tell("The decision departs from the rule: %(reason)s.", [e.key], reason=reason)


def versions(d: Desk) -> Section | None:
    """The registrations with their days."""
    e = subject(d)
    columns = [
        Column(d.gettext("Version"), number=True),
        Column(d.gettext("Day"), width=3),
        Column(d.gettext("Reason"), width=6),
    ]
    rows = [
        [
            d.cell(d.words.number(number), [e.key]),
            d.cell(d.words.date(day)),
            d.cell(line(reason) or d.gettext("First registration")),
        ]
        for number, day, reason in e.versions
    ]
    caption = d.gettext("Registrations")
    return section("e-versions", caption, [table("e-versions:table", caption, columns, rows)])
