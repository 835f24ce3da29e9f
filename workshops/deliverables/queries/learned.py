"""An experiment's record as deliverables may tell it."""

from typing import Any

from workshops.deliverables.rules.evidence import (
    AccountFact,
    BarrierFact,
    ExperimentFact,
    MeasuredFact,
    SheetFact,
    SkillFact,
)
from workshops.experiments.models import Experiment
from workshops.experiments.models.learning import ExperimentResult
from workshops.experiments.models.sheet import ManagementSheet
from workshops.experiments.queries.decisions import guardrails_of
from workshops.experiments.queries.snapshot import ExperimentRecord, LearnedBarrier

NONE = ExperimentResult(subgroup_results=[], guardrail_results=[])


def experiment_fact(record: ExperimentRecord, language: str) -> ExperimentFact:
    """The whole of it."""
    e = record.experiment
    return ExperimentFact(
        key=key_of(e),
        **_plan(e),
        **_result(e, record.result or NONE),
        **_decision(e),
        themes=tuple(f"theme:{theme.public_id}" for theme in record.themes),
        observations=tuple(f"note:{note.public_id}" for note in record.observations),
        methods=tuple(
            (f"method:{method.public_id}", method.text(language).name) for method in record.methods
        ),
        artefacts=tuple((made.name, made.kind, made.licence) for made in record.artefacts),
        sheet=_sheet(record.sheet),
        barriers=tuple(_barrier(e, learned) for learned in record.barriers),
        skills=_skills(record),
        accounts=tuple(
            AccountFact(a.payer, a.cost_low, a.cost_high, a.gain_low, a.gain_high)
            for a in record.accounts
        ),
        versions=tuple((r.number, r.registered_at.date(), r.reason) for r in record.registrations),
    )


def key_of(experiment: Experiment) -> str:
    """The key that sentences name it by."""
    return f"experiment:{experiment.public_id}"


def _plan(e: Experiment) -> dict[str, Any]:
    """What was planned; the metric's baseline and threshold with it."""
    begun, registered = e.started_on or e.starts_on, e.registered_at
    same = ("name", "state", "kind", "problem", "hypothesis", "change_tested", "ends_on")
    numbers = ("participants_planned", "metric", "unit", "better", "metric_source", "baseline")
    rule = ("baseline_n", "operator", "threshold", "decision_words", "min_n")
    return {
        **{name: getattr(e, name) for name in (*same, *numbers, *rule)},
        "concept": e.concept.name if e.concept else "",
        "sites": tuple(e.sites),
        "assumptions": tuple(e.assumptions),
        "starts_on": begun,
        "registered_on": registered.date() if registered else None,
        "registered_before_start": bool(
            registered and (begun is None or registered.date() <= begun)
        ),
    }


def _result(e: Experiment, result: ExperimentResult) -> dict[str, Any]:
    """How it went; a result that was never written is empty."""
    return {
        "result": result.value,
        "n_actual": result.n_actual,
        "control_value": result.control_value,
        "control_n": result.control_n,
        "subgroups": tuple(
            MeasuredFact(row["name"], row.get("value"), row.get("n"), e.unit)
            for row in result.subgroup_results
        ),
        "guardrails": _guardrails(e, result),
        "surprises": result.surprises or "",
        "learning": (result.assumption or "", result.seen or "", result.lesson or ""),
        "reuse_conditions": result.reuse_conditions or "",
    }


def _guardrails(e: Experiment, result: ExperimentResult) -> tuple[MeasuredFact, ...]:
    return tuple(
        MeasuredFact(g.metric, g.value, None, g.unit, g.operator, g.limit, broken=g.broken)
        for g in guardrails_of(e, result)
    )


def _decision(e: Experiment) -> dict[str, Any]:
    return {
        "evidence_level": e.evidence_level,
        "rule_says": e.rule_says,
        "decision": e.decision,
        "decided_by": e.decided_by.name if e.decided_by else "",
        "decided_on": e.decided_on,
        "departure_reason": e.departure_reason,
        "confirmed_by": e.confirmed_by.name if e.confirmed_by else "",
    }


def _sheet(sheet: ManagementSheet | None) -> SheetFact:
    if sheet is None:
        return SheetFact()
    names = ("responsible_manager", "responsible_title", "sponsor", "may_decide")
    more = ("hours_released_week", "competing_targets", "who_loses", "who_tells_staff")
    return SheetFact(
        **{name: getattr(sheet, name) for name in (*names, *more)},
        routines_to_change=tuple(sheet.routines_to_change),
        code_points=tuple(sheet.code_points),
        readiness=sheet.readiness,
    )


def _barrier(e: Experiment, learned: LearnedBarrier) -> BarrierFact:
    row = learned.barrier
    return BarrierFact(
        key=f"barrier:{row.public_id}",
        experiment=key_of(e),
        text=row.text,
        cause=row.cause,
        role=row.role,
        unit=row.unit,
        severity=row.severity,
        frequency=row.frequency,
        notes=tuple(f"note:{note.public_id}" for note in learned.notes),
    )


def _skills(record: ExperimentRecord) -> tuple[SkillFact, ...]:
    return tuple(
        SkillFact(
            key=f"skill_finding:{row.public_id}",
            experiment=key_of(record.experiment),
            skill=row.skill,
            role=row.role,
            level_needed=row.level_needed,
            level_seen=row.level_seen,
            n_seen=row.n_seen,
            task=row.task,
        )
        for row in record.skills
    )
