"""How an experiment and an expectation are told, the same facts in the same words everywhere."""

from collections.abc import Iterable, Iterator

from workshops.core.text import N_, clean_line
from workshops.deliverables.compose.desk import Desk
from workshops.deliverables.compose.index import short
from workshops.deliverables.rules.evidence import ExperimentFact, MeasuredFact
from workshops.deliverables.rules.needs import FEW
from workshops.documents.blocks import Block, Chart, Sentence
from workshops.experiments.models.kinds import Better, Decision, Operator

HOW_SURE = {
    1: N_("This is a reasoned hypothesis: nothing has been measured yet."),
    2: N_("Things got better among those who tried it; that the practice caused it is not shown."),
    3: N_("A comparison group shows that the practice itself made the difference."),
    4: N_("The effect has been confirmed by others or at another site, and its costs are known."),
    5: N_("Others run the practice elsewhere and keep the effect."),
}
DECIDED = {
    Decision.SCALE: N_("It was decided to scale the practice"),
    Decision.ADAPT: N_("It was decided to go on with an adapted practice"),
    Decision.HAND_OVER: N_("It was decided to hand the practice over"),
    Decision.REPEAT: N_("It was decided to repeat the test"),
    Decision.STOP: N_("It was decided to stop"),
}
LEVELS = {
    0: N_("does not know it"),
    1: N_("knows of it"),
    2: N_("can with a guide"),
    3: N_("can alone"),
    4: N_("can teach others"),
}


_INNER = str.maketrans('»«“”„"', "›‹‘’‘’")


def line(text: str) -> str:
    """A record's own words without their full stop, to stand inside a sentence."""
    told = clean_line(text)
    return told.rstrip(" .;:") or told


def inner(text: str) -> str:
    """A name to stand in quotation marks: its own become the inner ones."""
    return line(text).translate(_INNER)


def full(text: str) -> str:
    """A record's own words as a sentence that ends."""
    told = capital(clean_line(text))
    return told if told.endswith((".", "?", "!", "…")) else f"{told}."


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def role_of(d: Desk, role: str) -> str:
    """The role's name; where none was noted, the staff concerned."""
    return line(role) or d.gettext("the staff concerned")


def people_in(d: Desk, roles: Iterable[str]) -> str:
    """Those who work in some roles, however a role is written: one or many."""
    names = [name for name in dict.fromkeys(map(line, roles)) if name]
    if not names:
        return d.gettext("the staff concerned")
    return d.words.ngettext(
        "people in the role of %(roles)s",
        "people in the roles of %(roles)s",
        len(names),
        roles=d.words.listing(names),
    )


def figure(d: Desk, e: ExperimentFact, value: float | None) -> str:
    """A value of the experiment's metric."""
    return "–" if value is None else d.words.measure(value, e.unit)


def metric_of(d: Desk, e: ExperimentFact) -> str:
    """The metric's name."""
    return line(e.metric) or d.gettext("the measure of “%(name)s”", name=inner(e.name))


def standard(d: Desk, e: ExperimentFact) -> str:
    """What counts as good enough: the threshold, or the rule in words."""
    if e.threshold is None:
        return line(e.decision_words)
    word = d.gettext(e.operator.label)
    return f"{metric_of(d, e)}: {word} {figure(d, e, e.threshold)}"


def met(e: ExperimentFact) -> bool | None:
    """Whether the result meets the threshold; None where there are no figures for it."""
    if e.threshold is None or e.result is None:
        return None
    if e.operator is Operator.AT_LEAST:
        return e.result >= e.threshold
    return e.result <= e.threshold


def outcome(d: Desk, e: ExperimentFact) -> list[Sentence]:
    """The experiment in a few sentences: what moved, against what, what was decided, how sure."""
    told = [_tested(d, e), moved(d, e), _compared(d, e), _judged(d, e), _decided(d, e)]
    sure = d.tell("The evidence is at level %(level)s of 5.", [e.key], level=e.evidence_level)
    how = Sentence(d.gettext(HOW_SURE[e.evidence_level]), d.cite([e.key]))
    return [s for s in (*told, sure, how) if s is not None]


def outcome_in_short(d: Desk, e: ExperimentFact) -> list[Sentence]:
    """The same without the figures, which stand in a table beside it."""
    told = (_tested(d, e), _judged(d, e), _decided(d, e))
    how = Sentence(d.gettext(HOW_SURE[e.evidence_level]), d.cite([e.key]))
    return [s for s in (*told, how) if s is not None]


def _tested(d: Desk, e: ExperimentFact) -> Sentence | None:
    change, name = short(line(e.change_tested)), inner(e.name)
    if not change:
        return None
    if e.sites:
        sites = d.words.listing(e.sites)
        return d.tell(
            "“%(name)s” tested this change at %(sites)s: %(change)s.",
            [e.key],
            name=name,
            sites=sites,
            change=change,
        )
    return d.tell("“%(name)s” tested this change: %(change)s.", [e.key], name=name, change=change)


def moved(d: Desk, e: ExperimentFact) -> Sentence | None:
    """What happened to the metric, in one or two sentences."""
    if e.result is None:
        return None
    metric, result = metric_of(d, e), figure(d, e, e.result)
    metric = d.gettext("The measure “%(metric)s”", metric=metric) if "," in metric else metric
    metric = capital(metric)
    if e.baseline is None:
        text = d.gettext(
            "%(metric)s was %(result)s at the end; no baseline was measured.",
            metric=metric,
            result=result,
        )
    else:
        text = _from_to(d, e, metric, result)
    if e.n_actual and e.n_actual >= FEW:
        text += " " + d.words.ngettext(
            "The measurement rests on %(num)s observation.",
            "The measurement rests on %(num)s observations.",
            e.n_actual,
        )
    return Sentence(text, d.cite([e.key]))


def _from_to(d: Desk, e: ExperimentFact, metric: str, result: str) -> str:
    baseline = figure(d, e, e.baseline)
    if e.result == e.baseline:
        return d.gettext("%(metric)s stayed at %(result)s.", metric=metric, result=result)
    rose = (e.result or 0) > (e.baseline or 0)
    values = {"metric": metric, "baseline": baseline, "result": result}
    if rose is (e.better is Better.UP):
        if rose:
            return d.gettext("%(metric)s rose from %(baseline)s to %(result)s.", **values)
        return d.gettext("%(metric)s fell from %(baseline)s to %(result)s.", **values)
    return d.gettext("%(metric)s went the wrong way, from %(baseline)s to %(result)s.", **values)


def _compared(d: Desk, e: ExperimentFact) -> Sentence | None:
    if e.control_value is None or (e.control_n is not None and e.control_n < FEW):
        return None
    control = figure(d, e, e.control_value)
    return d.tell(
        "In the comparison group, which worked as before, it was %(control)s.",
        [e.key],
        control=control,
    )


def _judged(d: Desk, e: ExperimentFact) -> Sentence | None:
    verdict, rule = met(e), standard(d, e)
    if not rule:
        return None
    if verdict is None:
        if e.threshold is not None:
            return None
        return d.tell("The rule set beforehand was: “%(rule)s”.", [e.key], rule=short(rule))
    if verdict:
        return d.tell("The aim set beforehand was met: %(rule)s.", [e.key], rule=rule)
    return d.tell("The aim set beforehand was missed: %(rule)s.", [e.key], rule=rule)


def _decided(d: Desk, e: ExperimentFact) -> Sentence | None:
    if e.decision is None:
        return None
    text = d.gettext(DECIDED[e.decision])
    if e.decided_on:
        text = d.gettext("%(what)s on %(day)s", what=text, day=d.words.date(e.decided_on))
    reason = short(line(e.departure_reason))
    if reason and e.rule_says is not e.decision:
        text = d.gettext("%(what)s, against the rule: %(reason)s", what=text, reason=reason)
    return Sentence(f"{text}.", d.cite([e.key]))


def measured(e: ExperimentFact) -> Iterator[MeasuredFact]:
    """The subgroups that may be shown: five or more."""
    yield from (s for s in e.subgroups if s.value is not None and (s.n or 0) >= FEW)


def bars(d: Desk, e: ExperimentFact) -> list[Block]:
    """Baseline, comparison, result and aim as bars; nothing where there are no two figures."""
    values = (
        (d.gettext("Baseline"), e.baseline),
        (d.gettext("Comparison group"), e.control_value),
        (d.gettext("Result"), e.result),
        (d.gettext("Aim"), e.threshold),
    )
    bars = tuple((label, value) for label, value in values if value is not None)
    if len(bars) < 2 or any(value < 0 for _label, value in bars):
        return []
    said = d.words.listing(f"{label.lower()} {figure(d, e, value)}" for label, value in bars)
    metric = capital(metric_of(d, e))
    summary = d.gettext("%(metric)s: %(figures)s.", metric=metric, figures=said)
    title = d.gettext("Where “%(name)s” began, ended and should be", name=inner(e.name))
    return [Block(f"chart:{e.key}", Chart(title, summary, bars, e.unit))]
