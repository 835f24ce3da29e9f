"""Every step by which a guest got or lost a place, kept for the guest's timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workshops.core import clock
from workshops.core.db import db
from workshops.planning.models import Participation, Place
from workshops.planning.models.kinds import Cause
from workshops.planning.models.seats import PlaceStep
from workshops.planning.rules.seats import Guest, Step


@dataclass(frozen=True)
class Decision:
    """Who decided about a place, and why; kept with the steps that come of it."""

    by: str = ""
    reason: str = ""


def keep(steps: Sequence[Step], now: datetime, decision: Decision | None = None) -> None:
    """Keep every step, in the order in which they happened."""
    decided = (Cause.DECISION, Cause.SWITCHED)
    for step in steps:
        made = decision if decision and step.cause in decided else Decision()
        db.session.add(
            PlaceStep(
                participation_id=step.after.id,
                at=now,
                cause=step.cause,
                before=step.before.place,
                after=step.after.place,
                seat=step.after.seat,
                answer=step.after.answer,
                queued_at=step.after.queued_at,
                offered_until=step.after.offered_until,
                decided_by=made.by,
                reason=made.reason,
            )
        )
    db.session.flush()


def keep_one(placed: Participation, before: Place, after: Place, cause: Cause) -> None:
    """Keep a step that no rule had to decide about."""
    if before is not after:
        was = Guest(placed.id, placed.seat, answer=placed.answer, place=before)
        kept = Guest(placed.id, placed.seat, answer=placed.answer, place=after)
        keep([Step(was, kept, cause)], clock.now())
