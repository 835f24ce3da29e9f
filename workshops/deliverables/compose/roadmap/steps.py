"""The steps in their order, each with owner and prerequisite."""

from collections.abc import Iterator
from dataclasses import dataclass

from workshops.core.text import N_
from workshops.deliverables.compose.asking import named
from workshops.deliverables.compose.common import summary as summed
from workshops.deliverables.compose.desk import Desk, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.parts import RecommendationKind
from workshops.deliverables.compose.telling import (
    capital,
    inner,
    line,
    metric_of,
    moved,
    people_in,
    role_of,
)
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.evidence import BarrierFact, ExperimentFact
from workshops.deliverables.rules.needs import keys_of, needs_of
from workshops.deliverables.rules.triage import barriers_for
from workshops.documents.blocks import Column, Section, Sentence
from workshops.experiments.models.kinds import Cause, Decision

REMOVE = {
    Cause.PROCESS: N_("Change the process so that this no longer holds: %(what)s"),
    Cause.TOOL: N_("Change the system so that this no longer holds: %(what)s"),
    Cause.DATA: N_("Get the data right so that this no longer holds: %(what)s"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what, by whom, after what, resting on what."""

    key: str
    text: str
    owner: str
    after: str
    keys: tuple[str, ...]


def own(d: Desk) -> tuple[BarrierFact, ...]:
    """The obstacles in process, system and data."""
    return barriers_for(DeliverableKind.ROADMAP, d.carried)


def obstacles(d: Desk) -> Section | None:
    """What has to be removed before the practice can spread."""
    columns = [
        Column(d.gettext("Obstacle"), width=5),
        Column(d.gettext("For whom"), width=2),
        Column(d.gettext("Cause"), width=3),
        Column(d.gettext("Times"), number=True),
    ]
    rows = [
        [
            d.cell(capital(short(line(b.text))), (b.key, b.experiment, *b.notes)),
            d.cell(role_of(d, b.role)),
            d.cell(d.gettext(b.cause.label)),
            d.cell(d.words.number(max(b.frequency, 1))),
        ]
        for b in own(d)
    ]
    caption = d.gettext("Obstacles to remove")
    return section("r-obstacles", caption, [table("r-obstacles:table", caption, columns, rows)])


def steps(d: Desk) -> Section | None:
    """The steps, numbered; each is answered by the agency."""
    found = list(_steps(d))
    columns = [
        Column(d.gettext("No."), number=True),
        Column(d.gettext("Step"), width=6),
        Column(d.gettext("Owner"), width=3),
        Column(d.gettext("Not before"), width=3),
    ]
    rows = []
    for number, step in enumerate(found, start=1):
        d.recommend(RecommendationKind.ROADMAP_STEP, step.key, step.text, step.keys)
        rows.append(
            [
                d.cell(d.words.number(number)),
                d.cell(step.text, step.keys),
                d.cell(capital(step.owner)),
                d.cell(step.after),
            ]
        )
    caption = d.gettext("Steps")
    return section("r-steps", caption, [table("r-steps:table", caption, columns, rows)])


def _steps(d: Desk) -> Iterator[Step]:
    for e in d.carried:
        yield from _adapt(d, e)
    for barrier in own(d):
        yield _remove(d, barrier)
    yield from _people(d)
    for e in d.carried:
        yield _begin(d, e)
        yield _look(d, e)


def _adapt(d: Desk, e: ExperimentFact) -> Iterator[Step]:
    if e.decision is not Decision.ADAPT:
        return
    lesson = short(line(e.learning[2]) or line(e.surprises))
    text = d.gettext("Adapt “%(name)s” before it goes further", name=inner(e.name))
    if lesson:
        text = d.gettext("%(step)s: %(lesson)s", step=text, lesson=lesson)
    yield Step(f"step:adapt:{e.key}", text, named(d, e), d.gettext("Begin here"), (e.key,))


def _remove(d: Desk, barrier: BarrierFact) -> Step:
    experiment = next(e for e in d.carried if barrier in e.barriers)
    text = d.gettext(REMOVE[barrier.cause], what=short(line(barrier.text)))
    keys = (barrier.key, barrier.experiment, *barrier.notes)
    after = d.gettext("Begin here")
    return Step(f"step:remove:{barrier.key}", text, named(d, experiment), after, keys)


def _people(d: Desk) -> Iterator[Step]:
    needs = needs_of(d.evidence, d.carried)
    if needs:
        skills = d.words.listing(dict.fromkeys(d.quoted(inner(n.skill)) for n in needs))
        text = d.gettext("Train in %(skills)s, as the training proposal has it", skills=skills)
        owner = named(d, needs[0].experiments[0])
        after = d.gettext("The decision on the training proposal")
        yield Step("step:train", text, owner, after, keys_of(needs))
    hard = barriers_for(DeliverableKind.SUPERVISION, d.carried)
    if hard:
        roles = people_in(d, (b.role for b in hard))
        text = d.gettext("Begin supervision for %(roles)s", roles=roles)
        keys = tuple(key for b in hard for key in (b.key, b.experiment))
        after = d.gettext("The decision on the supervision proposal")
        yield Step("step:supervise", text, named(d, d.carried[0]), after, keys)


def _begin(d: Desk, e: ExperimentFact) -> Step:
    text = d.gettext("Begin “%(name)s” at the next sites", name=inner(e.name))
    hours = e.sheet.hours_released_week
    after = d.gettext("The obstacles are removed")
    if hours:
        after = d.gettext(
            "The obstacles are removed and %(hours)s hours a week are free",
            hours=d.words.number(hours),
        )
    return Step(f"step:begin:{e.key}", text, named(d, e), after, (e.key,))


def _look(d: Desk, e: ExperimentFact) -> Step:
    text = d.gettext(
        "Measure at each site and decide whether to go on: %(metric)s", metric=metric_of(d, e)
    )
    after = d.gettext("12 weeks at the site")
    return Step(f"step:look:{e.key}", text, named(d, e), after, (e.key,))


def summary(d: Desk) -> Section | None:
    """The roadmap in 150 words."""
    found = list(_steps(d))
    told: list[Sentence | None] = [moved(d, e) for e in d.carried[:1]]
    if found:
        told.append(
            d.tell_n(
                "One step leads from the test sites to daily work.",
                "%(num)s steps lead from the test sites to daily work.",
                len(found),
                [key for step in found for key in step.keys],
            )
        )
        told.append(d.tell("The first: %(what)s.", found[0].keys, what=line(found[0].text)))
    return summed("r-summary", d.gettext("Summary"), told)
