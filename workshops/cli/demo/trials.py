"""Writes the story's concepts and experiments as their owners would have run them."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from workshops.cli.demo.learned import write_learned
from workshops.cli.demo.story import Cast
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.expectations.models import Theme
from workshops.experiments.models import Concept, Experiment
from workshops.experiments.models.kinds import (
    Better,
    ConceptState,
    Decision,
    ExperimentKind,
    Operator,
)
from workshops.experiments.queries.similar import list_similar
from workshops.experiments.services import (
    concepts,
    decision,
    plans,
    registration,
    sheet,
    similar,
    states,
)
from workshops.planning.queries.methods import get_method

TEXT = Path(__file__).with_name("experiments.toml")
WEEKS_BEFORE = 2
READY = ("mandate", "time", "skill", "data", "line")
Raw = dict[str, Any]


def write_trials(cast: Cast, themes: dict[str, Theme]) -> None:
    """Concepts first, then experiments in the order in which they were registered."""
    story = tomllib.loads(TEXT.read_text("utf-8"))
    known = {raw["key"]: _write_concept(raw, cast, themes) for raw in story["concept"]}
    for raw in sorted(story["experiment"], key=lambda one: one["start"]):
        _write_experiment(raw, cast, themes, known.get(raw.get("concept", "")))
    for raw in story["concept"]:
        known[raw["key"]].state = ConceptState(raw["state"])


def _write_concept(raw: Raw, cast: Cast, themes: dict[str, Theme]) -> Concept:
    engagement = cast.engagements[raw["engagement"]]
    stands = [concepts.Stand(themes[key], answered=True) for key in raw["answers"]]
    stands += [concepts.Stand(themes[k], False, why) for k, why in raw["not_answers"].items()]
    draft = concepts.ConceptDraft(raw["name"], raw["description"], stands)
    with clock.frozen_at(max(stand.theme.created_at for stand in stands)):
        return concepts.add_concept(engagement.manager.actor(), engagement=engagement, draft=draft)


def _write_experiment(
    raw: Raw, cast: Cast, themes: dict[str, Theme], concept: Concept | None
) -> None:
    engagement = cast.engagements[raw["engagement"]]
    actor = engagement.manager.actor()
    tested = [themes[key] for key in raw["themes"]]
    with clock.frozen_at(cast.moment(raw["start"] - WEEKS_BEFORE, 1, "09.30")):
        new = plans.NewExperiment(
            raw["name"],
            engagement.manager,
            hypothesis=raw["believe"],
            problem=raw["problem"],
            concept=concept,
            themes=tested,
        )
        experiment = plans.plan_experiment(actor, engagement=engagement, new=new)
        _plan(raw, cast, actor, experiment)
        _fill_sheet(raw, actor, experiment)
    with clock.frozen_at(cast.moment(raw["start"] - 1, 2, "14.00")):
        for one in list_similar(actor, experiment):
            similar.look_at(actor, experiment=experiment, similar=one.experiment)
        registration.register_experiment(actor, experiment=experiment, version=experiment.version)
    _run(raw, cast, actor, experiment)


def _plan(raw: Raw, cast: Cast, actor: Actor, experiment: Experiment) -> None:
    values = {
        "kind": ExperimentKind(raw["kind"]),
        "change_tested": raw["change"],
        "assumptions": raw["assumptions"],
        "min_n": raw["min_n"],
        "decision_words": raw.get("words", ""),
        "guardrails": [_guardrail(line) for line in raw["guardrails"]],
        "participants_planned": raw["participants"],
        "sites": raw["sites"],
        "subgroups": [line.split(" | ")[0] for line in raw["subgroups"]],
        "starts_on": cast.day(raw["start"], 0),
        "ends_on": cast.day(raw["end"], 4),
        "methods": [get_method(slug).id for slug in raw["methods"]],
        "harm_check": raw["harm"],
        "equal_treatment": raw["equal"],
        "legal_basis": raw["legal"],
        "dpo_asked": raw["dpo"],
    }
    if "metric" in raw:
        values |= _measure(raw, cast)
    plans.change_plan(actor, experiment=experiment, values=values, version=experiment.version)


def _measure(raw: Raw, cast: Cast) -> Raw:
    return {
        "metric": raw["metric"],
        "unit": raw["unit"],
        "better": Better(raw["better"]),
        "metric_source": raw["source"],
        "baseline": float(raw["baseline"]),
        "baseline_n": raw["baseline_n"],
        "baseline_on": cast.day(raw["start"] - WEEKS_BEFORE, 0),
        "operator": Operator(raw["operator"]),
        "threshold": float(raw["threshold"]),
        "miss_margin": float(raw["margin"]),
    }


def _guardrail(line: str) -> Raw:
    metric, operator, limit, unit, _result = line.split(" | ")
    return {"metric": metric, "operator": operator, "limit": float(limit), "unit": unit}


def _fill_sheet(raw: Raw, actor: Actor, experiment: Experiment) -> None:
    values = {
        "responsible_manager": raw["manager"],
        "responsible_title": raw["manager_title"],
        "sponsor": raw["sponsor"],
        "may_decide": raw["may_decide"],
        "hours_released_week": float(raw["hours"]),
        "competing_targets": raw["competing"],
        "routines_to_change": raw["routines"],
        "who_loses": raw["loses"],
        "who_tells_staff": raw["tells"],
        "code_points": raw["code_points"],
    }
    values |= {f"ready_{name}": raw["ready"][place] for place, name in enumerate(READY)}
    sheet.change_sheet(actor, experiment=experiment, values=values, version=0)


def _run(raw: Raw, cast: Cast, actor: Actor, experiment: Experiment) -> None:
    begins, ends = cast.day(raw["start"], 0), cast.day(raw["end"], 4)
    with clock.frozen_at(cast.moment(raw["start"], 0, "08.15")):
        states.start_experiment(
            actor,
            experiment=experiment,
            version=experiment.version,
            started_on=begins,
            today=begins,
        )
    if raw.get("running"):
        return
    with clock.frozen_at(cast.moment(raw["end"], 4, "15.30")):
        if "abandoned" in raw:
            states.abandon_experiment(
                actor, experiment=experiment, version=experiment.version, reason=raw["abandoned"]
            )
            return
        write_learned(raw, cast, actor, experiment)
        states.conclude_experiment(
            actor, experiment=experiment, version=experiment.version, ended_on=ends, today=ends
        )
    decide_on = cast.moment(raw["decided"], 2, "11.00")
    with clock.frozen_at(min(decide_on, cast.now - timedelta(hours=2))):
        _decide(raw, cast, actor, experiment)


def _decide(raw: Raw, cast: Cast, actor: Actor, experiment: Experiment) -> None:
    """Decide by the rule, or against it with a reason and a second person."""
    decision.decide(
        actor,
        experiment=experiment,
        version=experiment.version,
        decision=Decision(raw["decision"]),
        today=cast.day(raw["decided"], 2),
        reason=raw.get("rule_departure", ""),
    )
    if "rule_departure" in raw:
        decision.confirm_decision(
            cast.actor(raw["confirmed_by"]),
            experiment=experiment,
            version=experiment.version,
            today=cast.day(raw["decided"], 4),
        )
