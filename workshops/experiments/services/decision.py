"""Deciding: as the rule says in one step, otherwise with a reason and a second person."""

from datetime import date

from workshops.activity.services import record
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_, clean
from workshops.engagements.services.versions import check_version
from workshops.experiments import permissions
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import Decision, ExperimentState
from workshops.experiments.queries.learning import find_result
from workshops.experiments.services.confirming import ask_second_persons, stop_asking
from workshops.experiments.services.entries import index_experiment
from workshops.experiments.services.results import can_record
from workshops.experiments.services.verdicts import settle


def decide(
    actor: Actor,
    *,
    experiment: Experiment,
    version: int,
    decision: Decision,
    today: date,
    reason: str = "",
) -> Experiment:
    """Decide what is done with what was tested.

    What the rule says is decided at once. Anything else needs a reason and waits, with the
    experiment still concluded, until a second person confirms it. Raises Invalid, Conflict, Stale.
    """
    _may_decide(actor, experiment)
    if experiment.state is not ExperimentState.CONCLUDED:
        raise Conflict(N_("An experiment is decided once it is concluded, and only once."))
    if experiment.proposed_decision is not None:
        raise Conflict(N_("A decision already waits for a second person."))
    check_version(experiment, version)
    settle(experiment)
    experiment.decided_by_id = actor.id
    if decision is experiment.rule_says:
        _put_into_force(experiment, decision, today)
        _note(actor, "decided_by_rule", experiment)
        return experiment
    reason = clean(reason)[:2000]
    if not reason:
        raise Invalid(N_("Say why you decide otherwise than the rule."), "reason")
    experiment.proposed_decision, experiment.departure_reason = decision, reason
    _note(actor, "departure_proposed", experiment, reason)
    ask_second_persons(actor, experiment)
    return experiment


def confirm_decision(
    actor: Actor, *, experiment: Experiment, version: int, today: date
) -> Experiment:
    """Stand behind a decision against the rule; it takes force now. Raises Conflict and Stale."""
    decision = _waiting(actor, experiment, version)
    experiment.confirmed_by_id, experiment.confirmed_at = actor.id, clock.now()
    _put_into_force(experiment, decision, today)
    _note(actor, "departure_confirmed", experiment, experiment.departure_reason)
    return experiment


def refuse_decision(
    actor: Actor, *, experiment: Experiment, version: int, remark: str
) -> Experiment:
    """Do not stand behind it, and say why; the experiment waits for another decision."""
    _waiting(actor, experiment, version)
    remark = clean(remark)[:2000]
    if not remark:
        raise Invalid(N_("Say why you do not confirm it."), "remark")
    _take_back(experiment)
    _note(actor, "departure_refused", experiment, remark)
    return experiment


def withdraw_decision(actor: Actor, *, experiment: Experiment) -> Experiment:
    """Take back a decision that waits for a second person. Raises Conflict when none does."""
    _may_decide(actor, experiment)
    if experiment.proposed_decision is None:
        raise Conflict(N_("No decision waits for a second person."))
    _take_back(experiment)
    _note(actor, "departure_withdrawn", experiment)
    return experiment


def judge_rule(actor: Actor, *, experiment: Experiment, met: bool, words: str) -> Experiment:
    """Judge a rule in words, as a second person. Raises Conflict for the owner, and Invalid."""
    if not permissions.can_give_second_opinion(actor):
        raise NotAllowed(_SECOND)
    require_there(experiment)
    if not permissions.can_judge_rule(actor, experiment):
        raise Conflict(N_("The rule is judged by a second person, not by the experiment's owner."))
    if not experiment.decision_words or not can_record(experiment):
        raise Conflict(N_("There is no rule in words to judge now."))
    words = clean(words)[:2000]
    if not words:
        raise Invalid(N_("Say what you base the judgement on."), "words")
    result = find_result(experiment)
    if result is None:
        raise Conflict(N_("Record how many were observed first; then the rule can be judged."))
    result.verdict_met, result.verdict_words = met, words
    result.verdict_by_id, result.verdict_at = actor.id, clock.now()
    db.session.flush()
    settle(experiment)
    _note(actor, "rule_judged", experiment, words)
    return experiment


def set_evidence_level(
    actor: Actor, *, experiment: Experiment, version: int, level: int
) -> Experiment:
    """Set how sure the experiment makes us: the ceiling or lower. Raises Invalid and Stale."""
    _may_decide(actor, experiment)
    check_version(experiment, version)
    settle(experiment)
    if not 1 <= level <= experiment.evidence_ceiling:
        message = N_("The records allow a level from 1 to %(ceiling)s.")
        raise Invalid(message, "level", ceiling=experiment.evidence_ceiling)
    experiment.evidence_level = level
    _note(actor, "evidence_level_set", experiment)
    return experiment


_SECOND = N_("Only project managers and administrators can be the second person.")


def _may_decide(actor: Actor, experiment: Experiment) -> None:
    if not permissions.can_decide_experiments(actor, experiment.engagement):
        raise NotAllowed(N_("Only the engagement's project managers can decide experiments."))
    require_there(experiment)


def _waiting(actor: Actor, experiment: Experiment, version: int) -> Decision:
    """The decision that waits, where the one who acts may be its second person."""
    if not permissions.can_give_second_opinion(actor):
        raise NotAllowed(_SECOND)
    check_version(experiment, version)
    decision = experiment.proposed_decision
    if decision is None or experiment.state is not ExperimentState.CONCLUDED:
        raise Conflict(N_("No decision waits for a second person."))
    if not permissions.can_confirm_decision(actor, experiment):
        raise Conflict(N_("Somebody else than the owner and the one who decided must confirm."))
    return decision


def _put_into_force(experiment: Experiment, decision: Decision, today: date) -> None:
    experiment.decision, experiment.proposed_decision = decision, None
    experiment.state, experiment.decided_on = ExperimentState.DECIDED, today


def _take_back(experiment: Experiment) -> None:
    experiment.proposed_decision = experiment.decided_by_id = None
    experiment.departure_reason = ""
    stop_asking(experiment)


def _note(actor: Actor, act: str, experiment: Experiment, reason: str = "") -> None:
    db.session.flush()
    index_experiment(experiment)
    number, name = experiment.engagement_id, experiment.name
    record(actor, act, experiment, title=name, engagement_id=number, reason=reason)
