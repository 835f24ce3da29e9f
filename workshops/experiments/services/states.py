"""The steps after registration: start, end, follow-up; and abandoning, with a reason."""

from datetime import date

from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_, clean
from workshops.engagements.services.versions import check_version
from workshops.experiments import permissions
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import ConceptState, ExperimentState
from workshops.experiments.queries.plans import start_needs_of
from workshops.experiments.rules import states
from workshops.experiments.services.plans import note
from workshops.experiments.services.verdicts import settle

LONGEST_REASON = 2000


def start_experiment(
    actor: Actor, *, experiment: Experiment, version: int, started_on: date, today: date
) -> Experiment:
    """Start a registered experiment.

    Raises Conflict without a responsible manager, released hours or a decision rule.
    """
    _may_step(actor, experiment, version)
    _require_step(experiment, ExperimentState.RUNNING)
    problem = states.start_day_problem(started_on, today)
    if problem:
        raise Invalid(problem, "started_on")
    if not all(need.met for need in start_needs_of(experiment)):
        raise Conflict(
            N_("It cannot start without a responsible manager, hours and a decision rule.")
        )
    experiment.started_on = started_on
    return _step(actor, experiment, ExperimentState.RUNNING, "started")


def conclude_experiment(
    actor: Actor, *, experiment: Experiment, version: int, ended_on: date, today: date
) -> Experiment:
    """End a running experiment; what it showed is recorded and decided afterwards."""
    _may_step(actor, experiment, version)
    _require_step(experiment, ExperimentState.CONCLUDED)
    problem = states.end_day_problem(ended_on, experiment.started_on, today)
    if problem:
        raise Invalid(problem, "ended_on")
    experiment.ended_on = ended_on
    if experiment.concept:
        experiment.concept.state = ConceptState.TESTED
    _step(actor, experiment, ExperimentState.CONCLUDED, "concluded")
    settle(experiment)
    return experiment


def follow_up_experiment(actor: Actor, *, experiment: Experiment, version: int) -> Experiment:
    """Close a decided experiment once its decision has been followed up."""
    _may_step(actor, experiment, version)
    _require_step(experiment, ExperimentState.FOLLOWED_UP)
    return _step(actor, experiment, ExperimentState.FOLLOWED_UP, "followed_up")


def abandon_experiment(
    actor: Actor, *, experiment: Experiment, version: int, reason: str
) -> Experiment:
    """Give an experiment up before it was decided; the reason is part of what is learned."""
    _may_step(actor, experiment, version)
    _require_step(experiment, ExperimentState.ABANDONED)
    if experiment.proposed_decision is not None:
        raise Conflict(N_("A decision already waits for a second person."))
    reason = clean(reason)[:LONGEST_REASON]
    if not reason:
        raise Invalid(N_("Give a reason; the next project manager will want to know it."), "reason")
    experiment.abandoned_reason = reason
    if experiment.concept and experiment.concept.state is ConceptState.IN_TEST:
        experiment.concept.state = ConceptState.TESTED
    return _step(actor, experiment, ExperimentState.ABANDONED, "abandoned", reason)


def _step(
    actor: Actor, experiment: Experiment, to: ExperimentState, act: str, reason: str = ""
) -> Experiment:
    experiment.state = to
    db.session.flush()
    note(actor, act, experiment, reason=reason)
    return experiment


def _require_step(experiment: Experiment, to: ExperimentState) -> None:
    obstacle = states.obstacle(experiment.state, to)
    if obstacle:
        raise Conflict(obstacle)


def _may_step(actor: Actor, experiment: Experiment, version: int) -> None:
    if not permissions.can_decide_experiments(actor, experiment.engagement):
        raise NotAllowed(N_("Only the engagement's project managers can decide this."))
    require_there(experiment)
    check_version(experiment, version)
