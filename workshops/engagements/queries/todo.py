"""The task list of one engagement, made from its rows and from workshops handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workshops.engagements.models import Engagement, EngagementTask, Stage
from workshops.engagements.rules import (
    Item,
    Row,
    RowKind,
    Section,
    StageFact,
    Standing,
    TaskList,
    task_list,
)

__all__ = ["Row", "RowKind", "Section", "TaskList", "WorkshopFact", "task_list_of"]


@dataclass(frozen=True)
class WorkshopFact:
    """A workshop as the task list needs it; `key` is its public id, `owner` who runs it."""

    key: str
    title: str
    done: bool
    owner: str
    first_on: date | None


def task_list_of(
    engagement: Engagement,
    tasks: Sequence[EngagementTask],
    workshops: Sequence[WorkshopFact],
    *,
    has_contact: bool,
    today: date,
) -> TaskList:
    """What is done, what is next, who, when. Workshops stand where ideas are made."""
    standing = Standing(
        contact=has_contact,
        policy_area=bool(engagement.policy_area),
        target=engagement.target_on is not None,
        workshop=bool(workshops),
    )
    stages = [
        StageFact(row.stage, row.state, row.due_on, row.finished_on, row.reason)
        for row in engagement.stages
    ]
    items = [*map(_task_item, tasks), *map(_workshop_item, workshops)]
    return task_list(stages, items, standing, today=today)


def _task_item(task: EngagementTask) -> Item:
    owner = task.owner.name if task.owner else ""
    done = task.done_at is not None
    return Item(RowKind.TASK, task.public_id, task.title, task.stage, done, owner, task.due_on)


def _workshop_item(fact: WorkshopFact) -> Item:
    return Item(
        RowKind.WORKSHOP,
        fact.key,
        fact.title,
        Stage.CONCEPT,
        fact.done,
        fact.owner,
        fact.first_on,
    )
