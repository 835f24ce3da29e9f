"""Locking the plan before the start, and changing what is locked in the open."""

from collections.abc import Mapping
from typing import Any

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_, clean
from workshops.engagements.services.versions import check_version, touch
from workshops.experiments import permissions
from workshops.experiments.models import Experiment, Registration
from workshops.experiments.models.kinds import ConceptState, ExperimentState
from workshops.experiments.queries.plans import list_versions, plan_of, whole_plan
from workshops.experiments.rules import plan as rules
from workshops.experiments.rules import states
from workshops.experiments.rules.registration import amendment_problem, changes
from workshops.experiments.services.plans import check_plan, note, write_plan
from workshops.experiments.services.similar import require_looks
from workshops.experiments.services.verdicts import settle

LONGEST_REASON = 2000


def register_experiment(actor: Actor, *, experiment: Experiment, version: int) -> Registration:
    """Lock the plan as version 1.

    Raises NotAllowed, Stale, and Conflict when something is missing, when a similar experiment has
    not been looked at, or when the experiment is registered already.
    """
    _may_register(actor, experiment)
    check_version(experiment, version)
    _require_whole(experiment)
    require_looks(actor, experiment=experiment)
    experiment.state = ExperimentState.REGISTERED
    experiment.registered_at = clock.now()
    if experiment.concept:
        experiment.concept.state = ConceptState.IN_TEST
    db.session.flush()
    locked = _lock(actor, experiment, 1)
    note(actor, "registered", experiment)
    return locked


def amend_plan(
    actor: Actor, *, experiment: Experiment, values: Mapping[str, Any], reason: str, version: int
) -> Registration:
    """Change locked values by making a new version with its reason.

    Raises NotAllowed, Stale, Invalid without a reason or a change, and Conflict once the result is
    in, after which a plan is no plan any more.
    """
    _may_register(actor, experiment)
    check_version(experiment, version)
    if experiment.state not in states.LOCKED:
        raise Conflict(N_("The plan can only be changed between registration and result."))
    wanted = {name: value for name, value in values.items() if name in rules.LOCKED}
    check_plan(experiment, wanted)
    reason = clean(reason)[:LONGEST_REASON]
    before = whole_plan(experiment)
    changed = write_plan(experiment, wanted)
    problem = amendment_problem(changes(before, whole_plan(experiment)), reason)
    if problem:
        raise Invalid(*problem)
    _require_rule(experiment)
    touch(experiment)
    settle(experiment)
    locked = _lock(actor, experiment, list_versions(experiment)[-1].number + 1, reason)
    note(actor, "plan_amended", experiment, fields=changed, reason=reason)
    return locked


def _lock(actor: Actor, experiment: Experiment, number: int, reason: str = "") -> Registration:
    locked = Registration(
        experiment_id=experiment.id,
        number=number,
        plan=whole_plan(experiment),
        reason=reason,
        registered_at=clock.now(),
        registered_by=actor.name,
    )
    db.session.add(locked)
    db.session.flush()
    return locked


def _require_whole(experiment: Experiment) -> None:
    """What the plan wants is asked anew: a theme or an answer may have gone since it was saved."""
    if experiment.state in states.OPEN:
        missing = rules.wanting(plan_of(experiment))
        if missing:
            raise Conflict(missing[0].message)
        experiment.state = ExperimentState.DESIGNED
    obstacle = states.obstacle(experiment.state, ExperimentState.REGISTERED)
    if obstacle:
        raise Conflict(obstacle)


def _require_rule(experiment: Experiment) -> None:
    locked = [want for want in rules.wanting(plan_of(experiment)) if want.field in rules.LOCKED]
    if locked:
        raise Invalid(locked[0].message, locked[0].field)


def _may_register(actor: Actor, experiment: Experiment) -> None:
    if not permissions.can_decide_experiments(actor, experiment.engagement):
        raise NotAllowed(N_("Only the engagement's project managers can register its experiments."))
    require_there(experiment)
