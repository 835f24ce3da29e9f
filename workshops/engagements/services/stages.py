"""Moving an engagement through its seven stages."""

from datetime import date

from workshops.activity import services as activity
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import NotAllowed
from workshops.core.text import N_, clean
from workshops.engagements import permissions
from workshops.engagements.models import Engagement, EngagementStage, Stage, StageState
from workshops.engagements.rules.stages import StageAct, move
from workshops.engagements.services.versions import check_version

__all__ = ["StageAct", "move_stage", "set_stage_day"]

_WORDS = {
    StageAct.START: "stage_started",
    StageAct.FINISH: "stage_finished",
    StageAct.SKIP: "stage_skipped",
    StageAct.REOPEN: "stage_reopened",
}


def move_stage(
    actor: Actor,
    *,
    engagement: Engagement,
    stage: Stage,
    act: StageAct,
    today: date,
    reason: str = "",
) -> EngagementStage:
    """Start, finish, skip or reopen a stage; finishing begins the next when none is under way.

    Raises Conflict for a move that is no longer possible, Invalid for a skip without a reason.
    """
    _may_edit(actor, engagement)
    reason = clean(reason)
    index = list(Stage).index(stage)
    rows = engagement.stages
    after = move([row.state for row in rows], index, act, reason)
    for row, state in zip(rows, after, strict=True):
        if row.state is not state:
            _enter(row, state, reason if row.stage is stage else "", today)
    db.session.flush()
    _note(actor, _WORDS[act], engagement, stage, reason)
    return rows[index]


def set_stage_day(
    actor: Actor, *, engagement: Engagement, stage: Stage, version: int, due_on: date | None
) -> EngagementStage:
    """Say by which day a stage should be finished. Raises Stale."""
    _may_edit(actor, engagement)
    row = engagement.stages[list(Stage).index(stage)]
    check_version(row, version)
    row.due_on = due_on
    db.session.flush()
    _note(actor, "stage_dated", engagement, stage, "")
    return row


def _may_edit(actor: Actor, engagement: Engagement) -> None:
    if not permissions.can_edit_engagement(actor, engagement):
        raise NotAllowed(N_("Only the engagement's project managers can move its stages."))
    require_there(engagement)


def _enter(row: EngagementStage, state: StageState, reason: str, today: date) -> None:
    row.state = state
    row.reason = reason if state is StageState.SKIPPED else ""
    row.finished_on = today if state is StageState.DONE else None


def _note(actor: Actor, act: str, engagement: Engagement, stage: Stage, reason: str) -> None:
    activity.record(
        actor,
        act,
        engagement,
        title=engagement.name,
        engagement_id=engagement.id,
        fields=[stage.value],
        reason=reason,
    )
