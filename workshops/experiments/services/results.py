"""Writing down what an experiment showed, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError

from workshops.activity.services import record
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.text import N_, clean, clean_line
from workshops.engagements.services.versions import check_version
from workshops.experiments import permissions
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import ExperimentState
from workshops.experiments.models.learning import ExperimentResult
from workshops.experiments.queries.learning import find_result
from workshops.experiments.services.entries import index_experiment
from workshops.experiments.services.verdicts import settle

OPEN = (ExperimentState.RUNNING, ExperimentState.CONCLUDED)
SPREADING = (*OPEN, ExperimentState.DECIDED, ExperimentState.FOLLOWED_UP)


@dataclass(frozen=True)
class Measured:
    """The outcome in the metric's unit; the comparison group's where there was one."""

    n_actual: int | None
    value: float | None
    interval_low: float | None = None
    interval_high: float | None = None
    control_value: float | None = None
    control_n: int | None = None


@dataclass(frozen=True)
class Groups:
    """(value, n) for each planned subgroup and a value for each guardrail, in the plan's order."""

    subgroups: Sequence[tuple[float | None, int | None]]
    guardrails: Sequence[float | None]


@dataclass(frozen=True)
class Learned:
    """What surprised, what was assumed, what was seen instead, and what others need to know."""

    surprises: str = ""
    assumption: str = ""
    seen: str = ""
    lesson: str = ""
    reuse_conditions: str = ""


@dataclass(frozen=True)
class Spread:
    """Who evaluated it from outside, and at how many further sites it is in use with a result."""

    independent_evaluator: str = ""
    in_use_sites: int = 0


def record_measured(
    actor: Actor, *, experiment: Experiment, version: int, measured: Measured
) -> ExperimentResult:
    """Write the outcome down. Raises NotAllowed, Invalid, Conflict and Stale."""
    _require_edit(actor, experiment)
    low, high = measured.interval_low, measured.interval_high
    if (low is None) != (high is None):
        raise Invalid(N_("Give both ends of the interval, or none."), "interval_high")
    if low is not None and high is not None and low > high:
        raise Invalid(N_("The interval must begin below its end."), "interval_high")
    if (measured.n_actual or 0) < 0 or (measured.control_n or 0) < 0:
        raise Invalid(N_("A number of people cannot be negative."), "n_actual")
    return _write(actor, experiment, version, vars(measured))


def record_groups(
    actor: Actor, *, experiment: Experiment, version: int, groups: Groups
) -> ExperimentResult:
    """Write down what subgroups and guardrails showed. Raises NotAllowed, Conflict and Stale."""
    _require_edit(actor, experiment)
    values = {
        "subgroup_results": [
            {"name": name, "value": value, "n": n}
            for name, (value, n) in zip(experiment.subgroups, groups.subgroups, strict=True)
        ],
        "guardrail_results": [
            {"metric": rail["metric"], "value": value}
            for rail, value in zip(experiment.guardrails, groups.guardrails, strict=True)
        ],
    }
    return _write(actor, experiment, version, values)


def record_learning(
    actor: Actor, *, experiment: Experiment, version: int, learned: Learned
) -> ExperimentResult:
    """Write the lesson down. Raises NotAllowed, Conflict and Stale."""
    _require_edit(actor, experiment)
    values = {name: clean(text) for name, text in vars(learned).items()}
    return _write(actor, experiment, version, values)


def record_spread(
    actor: Actor, *, experiment: Experiment, version: int, spread: Spread
) -> ExperimentResult:
    """Write down who confirmed it and where it is in use.

    Raises NotAllowed, Invalid, Conflict and Stale.
    """
    _require_edit(actor, experiment)
    if spread.in_use_sites < 0:
        raise Invalid(N_("A number of sites cannot be negative."), "in_use_sites")
    evaluator = clean_line(spread.independent_evaluator)[:200]
    values = {"independent_evaluator": evaluator, "in_use_sites": spread.in_use_sites}
    return _write(actor, experiment, version, values, SPREADING)


def can_record(experiment: Experiment, *, spread: bool = False) -> bool:
    """Whether the experiment stands where its result is written, or only its spread."""
    open_to_it = experiment.state in (SPREADING if spread else OPEN)
    return open_to_it and experiment.proposed_decision is None


def _require_edit(actor: Actor, experiment: Experiment) -> None:
    if not permissions.can_edit_experiments(actor, experiment.engagement):
        raise NotAllowed(N_("Only those who work on the engagement can write results."))
    require_there(experiment)


def _write(
    actor: Actor,
    experiment: Experiment,
    version: int,
    values: Mapping[str, Any],
    states: Sequence[ExperimentState] = OPEN,
) -> ExperimentResult:
    if experiment.state not in states:
        raise Conflict(N_("Results are written while an experiment runs and until it is decided."))
    if experiment.proposed_decision is not None:
        raise Conflict(N_("A decision waits for a second person. Take it back to change results."))
    result = find_result(experiment) or _first(experiment)
    check_version(result, version or 1)
    changed = [name for name, value in values.items() if getattr(result, name) != value]
    for name in changed:
        setattr(result, name, values[name])
    db.session.flush()
    if changed:
        settle(experiment)
        index_experiment(experiment)
        number, name = experiment.engagement_id, experiment.name
        record(
            actor, "result_recorded", experiment, title=name, engagement_id=number, fields=changed
        )
    return result


def _first(experiment: Experiment) -> ExperimentResult:
    """The experiment's empty result. Raises Stale when somebody else begins it too."""
    result = ExperimentResult(experiment_id=experiment.id)
    try:
        with db.session.begin_nested():
            db.session.add(result)
    except IntegrityError as race:
        raise Stale(N_("Somebody else has changed this since you opened it.")) from race
    return result
