"""Who may do what to adoptions."""

from workshops.accounts.permissions import allows, may_ever
from workshops.core.actor import Actor
from workshops.engagements.models import Engagement
from workshops.engagements.permissions import is_member


def can_see_adoptions(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may read what the agency answered."""
    return allows(actor, "R", "adoption", own=is_member(actor, engagement))


def can_see_ledger(actor: Actor) -> bool:
    """Whether they may read the lab's ledger of recommendations."""
    return actor.trusted or may_ever(actor, "R", "adoption")


def can_ask(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may ask the agency for its answers."""
    return allows(actor, "C", "adoption", own=is_member(actor, engagement))


def can_answer(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may answer: the agency by its link, or the lab on its behalf."""
    return allows(actor, "U", "adoption", own=is_member(actor, engagement))


def can_export(actor: Actor) -> bool:
    """Whether they may take the lab's ledger out as a file."""
    return allows(actor, "X", "adoption", own=True)
