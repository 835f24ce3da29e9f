"""The options with their costs by level, the advice, and what is not known."""

from collections.abc import Iterator

from workshops.deliverables.compose.accounts import account_table, alarms
from workshops.deliverables.compose.brief.question import in_the_way
from workshops.deliverables.compose.common import summary as summed
from workshops.deliverables.compose.common import warning
from workshops.deliverables.compose.desk import Desk, bullets, section, table
from workshops.deliverables.compose.index import short
from workshops.deliverables.compose.parts import RecommendationKind
from workshops.deliverables.compose.telling import figure, inner, line, met, metric_of, moved
from workshops.deliverables.rules.evidence import ExperimentFact
from workshops.documents.blocks import Block, Column, Section, Sentence
from workshops.experiments.models.kinds import Decision

Option = tuple[str, str, str, tuple[str, ...]]
SURE = 3
MOST_UNKNOWN = 6


def options(d: Desk) -> Section | None:
    """As today, the tested practice, and each rule that could be changed."""
    columns = [
        Column(d.gettext("Option"), width=4),
        Column(d.gettext("What to expect of it"), width=6),
    ]
    rows = []
    for key, name, effect, keys in _options(d):
        rows.append([d.cell(name, keys), d.cell(effect)])
        if key != "keep":
            d.recommend(RecommendationKind.POLICY_OPTION, f"option:{key}", name, keys)
    blocks: list[Block] = [table("p-options:table", d.gettext("Options"), columns, rows)]
    for e in d.carried:
        blocks += account_table(d, e)
        blocks += alarms(d, e)
    return section("p-options", d.gettext("Options, and who pays"), blocks)


def _options(d: Desk) -> Iterator[Option]:
    yield (
        "keep",
        d.gettext("Leave things as they are"),
        "; ".join(_today(d, e) for e in d.carried),
        tuple(e.key for e in d.carried),
    )
    for e in d.carried:
        effect = moved(d, e)
        name = d.gettext("Let “%(name)s” go on within today's rules", name=inner(e.name))
        told = effect.text if effect else d.gettext("No figures yet")
        yield f"practice:{e.key}", name, told, (e.key,)
    for barrier in in_the_way(d):
        name = d.gettext("Change or clarify the rule: %(what)s", what=short(line(barrier.text)))
        told = d.gettext("The practice no longer meets this; the effect of the rule is not tested")
        yield f"rule:{barrier.key}", name, told, (barrier.key, barrier.experiment, *barrier.notes)


def _today(d: Desk, e: ExperimentFact) -> str:
    if e.baseline is None:
        return d.gettext("%(metric)s is not known", metric=metric_of(d, e))
    return d.gettext(
        "%(metric)s stays at %(value)s", metric=metric_of(d, e), value=figure(d, e, e.baseline)
    )


def unknown(d: Desk) -> Section | None:
    """What nobody can say yet."""
    items = [[told] for e in d.carried for told in _unknown(d, e)][:MOST_UNKNOWN]
    blocks = [*warning(d, "p-unknown:sure", d.carried), bullets("p-unknown:list", items)]
    return section("p-unknown", d.gettext("What we do not know"), blocks)


def _unknown(d: Desk, e: ExperimentFact) -> Iterator[Sentence]:
    name = inner(e.name)
    if e.control_value is None:
        yield d.tell(
            "Whether “%(name)s” caused the change: there was no comparison group.",
            [e.key],
            name=name,
        )
    if len(e.sites) < 2:
        yield d.tell("Whether “%(name)s” works at other sites.", [e.key], name=name)
    if not e.accounts:
        yield d.tell("What “%(name)s” costs, and at which level.", [e.key], name=name)
    for assumed in filter(None, map(line, e.assumptions)):
        yield d.tell("Whether this holds elsewhere: %(what)s.", [e.key], what=short(assumed))


def advice(d: Desk) -> Section | None:
    """What the lab advises, first on the page."""
    if not d.carried:
        return None
    told: list[Sentence | None] = [_advice(d, e) for e in d.carried[:2]]
    told += [moved(d, e) for e in d.carried[:1]]
    told += [
        d.tell(
            "One rule should be looked at: %(what)s.",
            [barrier.key, barrier.experiment],
            what=short(line(barrier.text)),
        )
        for barrier in in_the_way(d)[:1]
    ]
    return summed("p-advice", d.gettext("Our advice"), told)


def _advice(d: Desk, e: ExperimentFact) -> Sentence:
    name = inner(e.name)
    if e.evidence_level < SURE:
        return d.tell(
            "Let “%(name)s” go on, but as a test with a comparison group, before rules follow it.",
            [e.key],
            name=name,
        )
    if e.decision is Decision.ADAPT:
        return d.tell("Go on with “%(name)s” in its adapted form.", [e.key], name=name)
    if met(e) is False:
        return d.tell(
            "Spread “%(name)s” as decided, and follow its figures: the aim was missed.",
            [e.key],
            name=name,
        )
    return d.tell("Spread “%(name)s”; the evidence can bear it.", [e.key], name=name)
