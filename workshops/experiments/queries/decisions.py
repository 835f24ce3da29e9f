"""What the rule says to an experiment as it stands, how sure it makes us, and what waits."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.engine import Row

from workshops.accounts.models import User
from workshops.core.actor import Actor, Role
from workshops.core.db import STATEMENTS, db
from workshops.engagements.models import EngagementMember
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import ExperimentKind, ExperimentState, Operator
from workshops.experiments.models.learning import ExperimentResult, LevelAccount
from workshops.experiments.permissions import can_confirm_decision, can_give_second_opinion
from workshops.experiments.queries import IN_WORDS, visible
from workshops.experiments.rules.evidence_level import Grounds
from workshops.experiments.rules.verdict import Guardrail, LockedRule, Outcome, Verdict, judge


def verdict_of(experiment: Experiment, result: ExperimentResult | None) -> Verdict:
    """What the locked rule says to what is recorded so far."""
    rule = LockedRule(
        experiment.operator,
        experiment.threshold,
        experiment.miss_margin,
        experiment.min_n,
        in_words=bool(experiment.decision_words) and experiment.threshold is None,
        unit=experiment.unit,
    )
    rails = guardrails_of(experiment, result)
    if result is None:
        return judge(rule, Outcome(guardrails=rails))
    return judge(rule, Outcome(result.n_actual, result.value, result.verdict_met, rails))


def guardrails_of(experiment: Experiment, result: ExperimentResult | None) -> list[Guardrail]:
    """The locked guardrails with what was measured."""
    rows = result.guardrail_results if result else []
    measured = {row["metric"]: row.get("value") for row in rows}
    return [_guardrail(rail, measured.get(rail["metric"])) for rail in experiment.guardrails]


def _guardrail(rail: Mapping[str, Any], value: float | None) -> Guardrail:
    """A guardrail as the rule takes it; without a limit that is understood nothing is judged."""
    operator = next((one for one in Operator if one == rail["operator"]), None)
    if operator is None or rail["limit"] is None:
        return Guardrail(rail["metric"], Operator.AT_MOST, None, None, rail.get("unit", ""))
    return Guardrail(rail["metric"], operator, rail["limit"], value, rail.get("unit", ""))


def grounds_of(experiment: Experiment, result: ExperimentResult | None) -> Grounds:
    """What the evidence level is computed from."""
    others = list_replications(experiment)
    repeated = next((one for one in others if one.id == experiment.replicates_id), None)
    replica = experiment.kind is ExperimentKind.REPLICATION and repeated is not None
    return Grounds(
        design=repeated.kind if replica and repeated else experiment.kind,
        hypothesis=bool(experiment.hypothesis),
        baseline=experiment.baseline is not None,
        result=result is not None and result.value is not None,
        n=result.n_actual if result else None,
        min_n=experiment.min_n,
        control_n=result.control_n if result else None,
        independent=bool(result and result.independent_evaluator),
        replicated=any(_came_out_alike(experiment, other) for other in others),
        costs=_has_costs(experiment),
        in_use_sites=result.in_use_sites if result else 0,
    )


def list_awaiting_confirmation(actor: Actor) -> Sequence[Row[str, str, str]]:
    """Id, name and engagement of experiments decided against their rule, the oldest first.

    Only those that the one who asks may confirm.
    """
    if not can_give_second_opinion(actor):
        return ()
    return db.session.execute(_unconfirmed(actor)).all()


@lru_cache(maxsize=STATEMENTS)
def _unconfirmed(actor: Actor) -> Select[str, str, str]:
    return (
        visible(actor)
        .where(
            Experiment.state == ExperimentState.CONCLUDED,
            Experiment.proposed_decision.is_not(None),
            Experiment.owner_id != actor.id,
            Experiment.decided_by_id != actor.id,
        )
        .with_only_columns(*IN_WORDS)
        .order_by(Experiment.updated_at, Experiment.id)
    )


def list_second_persons(experiment: Experiment) -> Sequence[User]:
    """Whom to ask to confirm: the engagement's other managers, or else the administrators."""
    others = (
        select(User)
        .where(
            User.disabled_at.is_(None),
            User.id.not_in([experiment.owner_id, experiment.decided_by_id or 0]),
        )
        .order_by(User.name_sort, User.id)
    )
    members = select(EngagementMember.user_id).where(
        EngagementMember.engagement_id == experiment.engagement_id
    )
    own = db.session.scalars(others.where(User.id.in_(members))).all()
    managers = [user for user in own if can_confirm_decision(user.actor(), experiment)]
    admins = others.where(User.role == Role.ADMINISTRATOR)
    return managers or db.session.scalars(admins).all()


def list_replications(experiment: Experiment) -> Sequence[Experiment]:
    """The experiment that this one repeats, and those that repeat it."""
    query = select(Experiment).where(
        Experiment.deleted_at.is_(None),
        or_(
            Experiment.id == (experiment.replicates_id or 0),
            Experiment.replicates_id == experiment.id,
        ),
    )
    return db.session.scalars(query.order_by(Experiment.id)).all()


def _came_out_alike(one: Experiment, other: Experiment) -> bool:
    elsewhere = bool(set(other.sites) - set(one.sites))
    return elsewhere and one.rule_says is not None and one.rule_says == other.rule_says


def _has_costs(experiment: Experiment) -> bool:
    query = select(LevelAccount.id).where(
        LevelAccount.experiment_id == experiment.id, LevelAccount.cost_high > 0
    )
    return db.session.scalar(query.limit(1)) is not None
