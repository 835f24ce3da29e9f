"""Tasks of an engagement."""

from dataclasses import dataclass
from datetime import date

from workshops.accounts.models import User
from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Invalid, NotAllowed
from workshops.core.text import N_, clean_line
from workshops.engagements import permissions
from workshops.engagements.models import Engagement, EngagementTask, Stage
from workshops.engagements.services.versions import check_version


@dataclass(frozen=True)
class TaskPlan:
    """What a task says; the owner is one of the engagement's members."""

    title: str
    stage: Stage
    owner: User | None = None
    due_on: date | None = None


def add_task(actor: Actor, *, engagement: Engagement, plan: TaskPlan) -> EngagementTask:
    """Write a task down. Raises Invalid without a title or with an owner who is no member."""
    if not permissions.can_add_task(actor, engagement):
        raise NotAllowed(N_("Only the engagement's project managers can add tasks."))
    task = EngagementTask(engagement=engagement)
    _apply(task, plan)
    db.session.add(task)
    _note(actor, "added", task)
    return task


def change_task(
    actor: Actor, *, task: EngagementTask, version: int, plan: TaskPlan
) -> EngagementTask:
    """Change what a task says. Raises Stale, and Invalid as adding does."""
    if not permissions.can_add_task(actor, task.engagement):
        raise NotAllowed(N_("Only the engagement's project managers can change tasks."))
    check_version(task, version)
    _apply(task, plan)
    _note(actor, "changed", task)
    return task


def set_done(actor: Actor, *, task: EngagementTask, done: bool) -> EngagementTask:
    """Mark a task as done, or take that back; doing it twice changes nothing."""
    if not permissions.can_do_task(actor, task):
        raise NotAllowed(N_("Only those who work on the engagement can mark its tasks."))
    require_there(task)
    if bool(task.done_at) is not done:
        task.done_at = clock.now() if done else None
        _note(actor, "done" if done else "taken_up_again", task)
    return task


def delete_task(actor: Actor, *, task: EngagementTask) -> None:
    """Take a task away; it can be restored for 30 days."""
    _may_delete(actor, task)
    task.deleted_at = clock.now()
    _note(actor, "deleted", task)


def restore_task(actor: Actor, *, task: EngagementTask) -> EngagementTask:
    """Bring a deleted task back."""
    _may_delete(actor, task)
    task.deleted_at = None
    _note(actor, "restored", task)
    return task


def _may_delete(actor: Actor, task: EngagementTask) -> None:
    if not permissions.can_delete_task(actor, task):
        raise NotAllowed(N_("Only the engagement's project managers can delete tasks."))


def _apply(task: EngagementTask, plan: TaskPlan) -> None:
    title = clean_line(plan.title)
    if not title:
        raise Invalid(N_("Say what is to be done."), "title")
    members = {member.user_id for member in task.engagement.members}
    if plan.owner is not None and plan.owner.id not in members:
        raise Invalid(N_("Choose somebody who works on the engagement."), "owner")
    task.title, task.stage, task.due_on = title, plan.stage, plan.due_on
    task.owner_id = plan.owner.id if plan.owner else None


def _note(actor: Actor, act: str, task: EngagementTask) -> None:
    db.session.flush()
    activity.record(actor, act, task, title=task.title, engagement_id=task.engagement_id)
