"""Where a workshop stands on its way, and which steps it may take."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_

from workshops.core.text import N_
from workshops.planning.models import Sitting, Workshop, WorkshopState
from workshops.planning.rules import states


def next_step(workshop: Workshop) -> WorkshopState | None:
    """The step that usually comes next; None when the workshop is over."""
    return states.next_step(workshop.state)


def obstacle(workshop: Workshop, to: WorkshopState, now: datetime, reason: str = "") -> str | None:
    """The message id of what stands in the way of a step, or None when it may be taken."""
    sittings = workshop.sittings
    standing = states.Standing(
        state=workshop.state,
        sittings=len(sittings),
        without_place=sum(1 for one in sittings if one.room_id is None and not one.online_url),
        first_starts_at=sittings[0].starts_at if sittings else None,
        reason=reason,
    )
    return states.obstacle(standing, to, now)


def find_day_at_hand(workshop: Workshop, now: datetime) -> Sitting | None:
    """The day whose door is open, until it is over; the first if there are several."""
    return next(
        (day for day in workshop.sittings if states.is_at_hand(day.starts_at, day.ends_at, now)),
        None,
    )


def was_held(sitting: Sitting, now: datetime) -> bool:
    """Whether a day is over and was held, so that it stays as it was."""
    workshop = sitting.workshop
    return states.was_held(workshop.state, sitting.ends_at, now, workshop.cancelled_at)


def list_held(workshop: Workshop, now: datetime) -> list[Sitting]:
    """The days of a workshop that were held, by start."""
    return [day for day in workshop.sittings if was_held(day, now)]


def list_missed(workshop: Workshop, now: datetime) -> list[Sitting]:
    """The days of a cancelled workshop that have begun without being held, by start."""
    return [day for day in workshop.sittings if day.starts_at <= now and not was_held(day, now)]


def reinstating_obstacle(workshop: Workshop, now: datetime) -> str | None:
    """The message id of why a workshop cannot be taken up again, or None."""
    if workshop.state is not WorkshopState.CANCELLED or workshop.deleted_at is not None:
        return N_("The workshop is not cancelled.")
    if all(day.starts_at <= now for day in workshop.sittings):
        return N_("Every day of it is past. Copy the workshop to other days instead.")
    return None


def day_stands() -> ColumnElement[bool]:
    """The condition on a day and its workshop that it was not called off before it began."""
    begun = Sitting.starts_at <= Workshop.cancelled_at
    return or_(Workshop.state != WorkshopState.CANCELLED, begun)


def may_be_cancelled(workshop: Workshop) -> bool:
    """Whether it is not too late to cancel."""
    return WorkshopState.CANCELLED in states.STEPS[workshop.state]


def may_be_deleted(workshop: Workshop) -> bool:
    """Whether nobody counts on the workshop."""
    return states.deletion_obstacle(workshop.state) is None
