"""How it is seen whether it worked, what it costs, and what could go wrong."""

from collections.abc import Iterator
from datetime import date, timedelta

from workshops.deliverables.compose.asking import manager_of
from workshops.deliverables.compose.desk import Desk, paragraph, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.telling import figure, inner, line, metric_of, role_of, standard
from workshops.deliverables.rules.answers import day_in
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.deliverables.rules.needs import needs_of
from workshops.documents.blocks import Column, Section, Sentence

RELEVANCE = "4/5"
SOON, LATER = timedelta(weeks=10), timedelta(weeks=26)


def start(d: Desk) -> date | None:
    """When training can begin, as the agency has said."""
    return d.ask_for(
        "start:training",
        d.gettext("On which day can the training begin?"),
        d.gettext("Dates for the evaluation and the follow-up"),
        day_in,
    )


def evaluation(d: Desk) -> Section | None:
    """T18: four levels, each with metric, source, time and target."""
    columns = [
        Column(d.gettext("Level"), width=2),
        Column(d.gettext("What is measured"), width=4),
        Column(d.gettext("Source"), width=3),
        Column(d.gettext("When"), width=2),
        Column(d.gettext("Target"), width=2),
    ]
    rows = [_reaction(d), *_learning(d), _use(d), *(_effect(d, e) for e in d.carried)]
    caption = d.gettext("Evaluation on four levels")
    blocks = [table("t18-evaluation:table", caption, columns, rows)]
    return section("t18-evaluation", d.gettext("How we will know"), blocks)


def _row(d: Desk, keys: list[str], *texts: str) -> list[Sentence]:
    first, *others = texts
    return [d.cell(first, keys), *(d.cell(text) for text in others)]


def _reaction(d: Desk) -> list[Sentence]:
    return _row(
        d,
        [],
        d.gettext("1 Reaction"),
        d.gettext("Relevance for the daily work, as participants see it"),
        d.gettext("Short questionnaire"),
        d.gettext("Right after each module"),
        d.gettext("At least %(value)s", value=RELEVANCE),
    )


def _learning(d: Desk) -> Iterator[list[Sentence]]:
    for need in needs_of(d.evidence, d.carried):
        yield _row(
            d,
            list(need.keys),
            d.gettext("2 Learning"),
            f"{line(need.skill)} ({role_of(d, need.role)})",
            d.gettext("Same observation as in the experiment"),
            d.gettext("Before and after"),
            d.gettext(
                "From %(seen)s to %(needed)s", seen=need.level_seen, needed=need.level_needed
            ),
        )


def _use(d: Desk) -> list[Sentence]:
    routines = [line(r) for e in d.carried for r in e.sheet.routines_to_change]
    first = d.evidence.engagement.agency
    what = "; ".join(short(r) for r in routines[:2]) or d.gettext(
        "The practice seen in use in the daily work"
    )
    return _row(
        d,
        [e.key for e in d.carried],
        d.gettext("3 Use"),
        what,
        d.gettext("Observation at %(agency)s", agency=line(first)),
        d.gettext("After 8–12 weeks"),
        d.gettext("Share of staff, against the first observation"),
    )


def _effect(d: Desk, e: ExperimentFact) -> list[Sentence]:
    source = line(e.metric_source) or d.gettext("As in “%(name)s”", name=inner(e.name))
    baseline = d.gettext(
        "%(metric)s; baseline %(value)s", metric=metric_of(d, e), value=figure(d, e, e.baseline)
    )
    what = metric_of(d, e) if e.baseline is None else baseline
    return _row(
        d,
        [e.key],
        d.gettext("4 Effect"),
        what,
        source,
        d.gettext("After 6 months"),
        short(standard(d, e)),
    )


def follow_up(d: Desk) -> Section | None:
    """T23: who looks, and when."""
    begin = start(d)
    owner = short(line(manager_of(d, d.carried[0])))
    keys = [d.carried[0].key]
    told: list[Sentence] = []
    if owner:
        told.append(d.tell("%(owner)s owns the follow-up.", keys, owner=owner))
    if begin:
        told.append(
            d.tell(
                "Use in daily work is observed by %(soon)s, the effect measured by %(later)s.",
                keys,
                soon=d.words.date(begin + SOON),
                later=d.words.date(begin + LATER),
            )
        )
    else:
        told.append(
            d.tell(
                "The dates are 10 and 26 weeks after the day on which the training begins.",
                keys,
            )
        )
    return section("t23-follow-up", d.gettext("Follow-up"), [paragraph("t23-follow-up", *told)])
