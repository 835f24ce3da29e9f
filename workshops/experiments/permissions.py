"""Who may do what to concepts and experiments."""

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor, ActorKind
from workshops.engagements.models import Engagement
from workshops.engagements.permissions import is_member
from workshops.experiments.models import Experiment


def can_edit_concepts(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may write and change concepts."""
    return allows(actor, "U", "concept", own=is_member(actor, engagement))


def can_plan_experiments(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may begin an experiment in this engagement."""
    return allows(actor, "C", "experiment", own=is_member(actor, engagement))


def can_edit_experiments(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may change plans, results and what was learned."""
    return allows(actor, "U", "experiment", own=is_member(actor, engagement))


def can_decide_experiments(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may register, start and decide experiments."""
    return allows(actor, "P", "experiment", own=is_member(actor, engagement))


def can_delete_experiments(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may delete concepts and experiments and bring them back."""
    return allows(actor, "D", "experiment", own=is_member(actor, engagement))


def can_keep_barriers(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may note barriers and skill findings."""
    return allows(actor, "C", "barrier", own=is_member(actor, engagement))


def can_see_barriers(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may read what stood in the way, and what people could and could not do."""
    return allows(actor, "R", "barrier", own=is_member(actor, engagement))


def can_plan_concepts(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may write a new concept."""
    return allows(actor, "C", "concept", own=is_member(actor, engagement))


def can_delete_concepts(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may delete a concept and bring it back."""
    return allows(actor, "D", "concept", own=is_member(actor, engagement))


def can_give_second_opinion(actor: Actor) -> bool:
    """Whether they may be the second person at all: by their own sign-in, as a manager of work."""
    return actor.kind is ActorKind.USER and allows(actor, "P", "second_opinion")


def can_judge_rule(actor: Actor, experiment: Experiment) -> bool:
    """Whether they may judge a rule in words: a second person, not the experiment's owner."""
    return can_give_second_opinion(actor) and actor.id != experiment.owner_id


def can_confirm_decision(actor: Actor, experiment: Experiment) -> bool:
    """Whether they may confirm it: a second person, neither the owner nor who decided."""
    return can_judge_rule(actor, experiment) and actor.id != experiment.decided_by_id
