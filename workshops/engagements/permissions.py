"""Who may do what to requests and engagements."""

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor, ActorKind
from workshops.engagements.models import Engagement, EngagementTask


def is_member(actor: Actor, engagement: Engagement) -> bool:
    """Whether the one who asks works on this engagement; on a deleted one nobody does."""
    return engagement.deleted_at is None and belongs(actor, engagement)


def belongs(actor: Actor, engagement: Engagement) -> bool:
    """Whether the one who asks worked on this engagement, also when it is deleted."""
    if actor.kind is not ActorKind.USER:
        return False
    return any(member.user_id == actor.id for member in engagement.members)


def own(actor: Actor, engagement: Engagement) -> bool:
    """What the authorisation table calls own: the record's engagement is the actor's."""
    return is_member(actor, engagement)


def can_open_engagement(actor: Actor) -> bool:
    """Whether they may begin an engagement, which makes them its manager."""
    return allows(actor, "C", "engagement")


def can_edit_engagement(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may change the engagement, its people, stages and dates."""
    return allows(actor, "U", "engagement", own=own(actor, engagement))


def can_delete_engagement(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may delete the engagement and bring it back."""
    return allows(actor, "D", "engagement", own=belongs(actor, engagement))


def can_see_contacts(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may see how to reach the agency's people."""
    return allows(actor, "R", "engagement_contact", own=own(actor, engagement))


def can_see_files(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may see and fetch the engagement's files."""
    return allows(actor, "R", "engagement_file", own=own(actor, engagement))


def can_add_file(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may add a file to the engagement."""
    return allows(actor, "C", "engagement_file", own=own(actor, engagement))


def can_delete_file(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may delete a file of the engagement and bring it back."""
    return allows(actor, "D", "engagement_file", own=own(actor, engagement))


def can_see_activity(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may read what was done in the engagement, and by whom."""
    return allows(actor, "R", "activity", own=own(actor, engagement))


def can_add_task(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may add tasks."""
    return allows(actor, "C", "engagement_task", own=own(actor, engagement))


def can_do_tasks(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may mark the engagement's tasks as done."""
    return allows(actor, "U", "engagement_task", own=own(actor, engagement))


def can_add_contact(actor: Actor, engagement: Engagement) -> bool:
    """Whether they may name people at the agency."""
    return allows(actor, "C", "engagement_contact", own=own(actor, engagement))


def can_do_task(actor: Actor, task: EngagementTask) -> bool:
    """Whether they may mark a task as done, or take that back."""
    return can_do_tasks(actor, task.engagement)


def can_delete_task(actor: Actor, task: EngagementTask) -> bool:
    """Whether they may delete a task and bring it back."""
    return allows(actor, "D", "engagement_task", own=own(actor, task.engagement))


def can_ask(actor: Actor) -> bool:
    """Whether they may hand in a request: anybody, and staff on behalf of an agency."""
    return allows(actor, "C", "request")


def can_decide_requests(actor: Actor) -> bool:
    """Whether they may accept or decline requests."""
    return allows(actor, "U", "request")


def can_keep_goals(actor: Actor) -> bool:
    """Whether they may change the lab's strategic goals."""
    return allows(actor, "U", "taxonomy")
