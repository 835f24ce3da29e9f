"""Changing, pausing, closing, deleting and restoring engagements."""

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, NotAllowed
from workshops.core.text import N_, clean, clean_line
from workshops.engagements import permissions
from workshops.engagements.models import (
    Engagement,
    EngagementMember,
    EngagementState,
    MemberPart,
)
from workshops.engagements.services import EngagementPlan, check_plan
from workshops.engagements.services.versions import check_version, touch
from workshops.people.models import Organisation
from workshops.search.services import follow_engagement

_PLAIN = ("kind", "policy_area", "starts_on", "target_on")
_MOVES = {
    EngagementState.PAUSED: (EngagementState.OPEN,),
    EngagementState.CLOSED: (EngagementState.OPEN, EngagementState.PAUSED),
    EngagementState.OPEN: (EngagementState.PAUSED, EngagementState.CLOSED),
}
_ACTS = {
    EngagementState.PAUSED: "paused",
    EngagementState.CLOSED: "closed",
    EngagementState.OPEN: "reopened",
}


def change_engagement(
    actor: Actor, *, engagement: Engagement, version: int, plan: EngagementPlan
) -> Engagement:
    """Change what an engagement is. Raises Stale, or Invalid as opening does."""
    _may_edit(actor, engagement)
    check_version(engagement, version)
    check_plan(plan)
    changed = _apply(engagement, plan)
    touch(engagement)
    db.session.flush()
    _follow(engagement, plan.organisation)
    activity.record(
        actor,
        "changed",
        engagement,
        title=engagement.name,
        engagement_id=engagement.id,
        fields=changed,
    )
    return engagement


def set_state(
    actor: Actor, *, engagement: Engagement, state: EngagementState, reason: str = ""
) -> Engagement:
    """Pause, close or reopen an engagement. Raises Conflict when it stands otherwise by now."""
    _may_edit(actor, engagement)
    if engagement.state not in _MOVES[state]:
        raise Conflict(N_("The engagement has been changed since you opened the page."))
    engagement.state = state
    db.session.flush()
    activity.record(
        actor,
        _ACTS[state],
        engagement,
        title=engagement.name,
        engagement_id=engagement.id,
        reason=clean(reason),
    )
    return engagement


def delete_engagement(actor: Actor, *, engagement: Engagement) -> None:
    """Take an engagement out of sight; it can be restored for 30 days."""
    _may_delete(actor, engagement)
    engagement.deleted_at = clock.now()
    _note(actor, "deleted", engagement)
    _follow(engagement, engagement.organisation)


def restore_engagement(actor: Actor, *, engagement: Engagement) -> Engagement:
    """Bring a deleted engagement back as it was."""
    _may_delete(actor, engagement)
    engagement.deleted_at = None
    _note(actor, "restored", engagement)
    _follow(engagement, engagement.organisation)
    return engagement


def _note(actor: Actor, act: str, engagement: Engagement) -> None:
    db.session.flush()
    activity.record(actor, act, engagement, title=engagement.name, engagement_id=engagement.id)


def _follow(engagement: Engagement, organisation: Organisation) -> None:
    """What is found of the engagement follows it: to another agency, into the bin, and back."""
    follow_engagement(
        engagement.id,
        organisation_id=organisation.id,
        level=organisation.level.value,
        policy_area=engagement.policy_area,
        hidden=engagement.deleted_at is not None,
    )


def _may_edit(actor: Actor, engagement: Engagement) -> None:
    if not permissions.can_edit_engagement(actor, engagement):
        raise NotAllowed(N_("Only the engagement's project managers can change it."))
    require_there(engagement)


def _may_delete(actor: Actor, engagement: Engagement) -> None:
    if not permissions.can_delete_engagement(actor, engagement):
        raise NotAllowed(N_("Only the engagement's project managers can delete it."))


def _apply(engagement: Engagement, plan: EngagementPlan) -> list[str]:
    """Write the plan over the engagement; the names of the fields that differ."""
    values = {name: getattr(plan, name) for name in _PLAIN} | {
        "name": clean_line(plan.name),
        "question": clean(plan.question),
        "organisation_id": plan.organisation.id,
        "manager_id": plan.manager.id,
        "hr_partner_id": plan.hr_partner.id if plan.hr_partner else None,
        "levels": list(plan.levels),
    }
    changed = [name for name, value in values.items() if getattr(engagement, name) != value]
    for name in changed:
        setattr(engagement, name, values[name])
    if "manager_id" in changed:
        _hand_over(engagement.members, plan)
    if {goal.id for goal in engagement.goals} != {goal.id for goal in plan.goals}:
        engagement.goals = list(plan.goals)
        changed.append("goals")
    return changed


def _hand_over(members: list[EngagementMember], plan: EngagementPlan) -> None:
    """The new manager becomes a member; the one before stays as co-manager."""
    for member in members:
        if member.part is MemberPart.MANAGER:
            member.part = MemberPart.CO_MANAGER
    known = next((member for member in members if member.user_id == plan.manager.id), None)
    if known is not None:
        known.part = MemberPart.MANAGER
    else:
        members.append(EngagementMember(user=plan.manager, part=MemberPart.MANAGER))
