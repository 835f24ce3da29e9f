"""Writes what the story's experiments showed: results, barriers, skills, costs and gains."""

from typing import Any

from workshops.cli.demo.story import Cast
from workshops.core.actor import Actor
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Cause, Payer
from workshops.experiments.queries.learning import find_result
from workshops.experiments.rules.accounts import Account, Range
from workshops.experiments.services import accounts, decision, learning, observations, results

Raw = dict[str, Any]


def write_learned(raw: Raw, cast: Cast, actor: Actor, experiment: Experiment) -> None:
    """The result in its steps, then what stands beside it."""
    _write_result(raw, actor, experiment)
    if "met" in raw:
        decision.judge_rule(
            cast.actor(raw["judge"]),
            experiment=experiment,
            met=raw["met"],
            words=raw["met_words"],
        )
    _write_findings(raw, cast, actor, experiment)
    if raw["accounts"]:
        accounts.save_accounts(
            actor,
            experiment=experiment,
            version=experiment.version,
            accounts=[_account(line) for line in raw["accounts"]],
        )


def _write_result(raw: Raw, actor: Actor, experiment: Experiment) -> None:
    measured = results.Measured(
        n_actual=raw["n"],
        value=raw.get("value"),
        interval_low=raw.get("low"),
        interval_high=raw.get("high"),
        control_value=raw.get("control"),
        control_n=raw.get("control_n"),
    )
    groups = results.Groups(
        subgroups=[_subgroup(line) for line in raw["subgroups"]],
        guardrails=[float(line.split(" | ")[4]) for line in raw["guardrails"]],
    )
    assumption, seen, lesson = raw["learning"]
    learned = results.Learned(raw["surprises"], assumption, seen, lesson, raw["reuse"])
    spread = results.Spread(independent_evaluator=raw.get("evaluator", ""))
    results.record_measured(actor, experiment=experiment, version=0, measured=measured)
    results.record_groups(actor, experiment=experiment, version=_now(experiment), groups=groups)
    results.record_learning(actor, experiment=experiment, version=_now(experiment), learned=learned)
    results.record_spread(actor, experiment=experiment, version=_now(experiment), spread=spread)


def _now(experiment: Experiment) -> int:
    result = find_result(experiment)
    return result.version if result else 0


def _subgroup(line: str) -> tuple[float | None, int | None]:
    _name, value, people = line.split(" | ")
    return float(value), int(people)


def _write_findings(raw: Raw, cast: Cast, actor: Actor, experiment: Experiment) -> None:
    seen = {note for line in raw["barriers"] for note in _notes(line.split(" | ")[5], cast)}
    observations.observe_notes(actor, experiment=experiment, shown=seen, chosen=seen)
    facts: list[Any] = [_barrier(line, cast) for line in raw["barriers"]]
    facts += [_skill(line) for line in raw["skills"]]
    facts += [learning.ArtefactFacts(*line.split(" | ")) for line in raw["artefacts"]]
    for one in facts:
        learning.add_finding(actor, experiment=experiment, facts=one)


def _barrier(line: str, cast: Cast) -> learning.BarrierFacts:
    cause, role, unit, severity, frequency, notes, text = line.split(" | ")
    return learning.BarrierFacts(
        text=text,
        cause=Cause(cause),
        severity=int(severity),
        frequency=int(frequency),
        role=role,
        unit="" if unit == "-" else unit,
        notes=_notes(notes, cast),
    )


def _notes(keys: str, cast: Cast) -> list[str]:
    return [] if keys == "-" else [cast.notes[key].public_id for key in keys.split(",")]


def _skill(line: str) -> learning.SkillFacts:
    skill, role, needed, seen, people, task = line.split(" | ")
    return learning.SkillFacts(skill, role, int(needed), int(seen), int(people), task)


def _account(line: str) -> Account:
    payer, *figures = line.split(" | ")
    cost_low, cost_high, gain_low, gain_high = (float(figure) for figure in figures)
    return Account(Payer(payer), Range(cost_low, cost_high), Range(gain_low, gain_high))
