"""Where a workshop may go from where it stands, and what must be in place for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workshops.core.text import N_
from workshops.planning.models import WorkshopState as State
from workshops.planning.rules.attendance import opens_at

STEPS: Mapping[State, tuple[State, ...]] = {
    State.DRAFT: (State.INVITING, State.CANCELLED),
    State.INVITING: (State.CONFIRMED, State.CANCELLED),
    State.CONFIRMED: (State.HELD, State.INVITING, State.CANCELLED),
    State.HELD: (State.CLOSED, State.CONFIRMED),
    State.CLOSED: (State.HELD,),
    State.CANCELLED: (),
}


@dataclass(frozen=True)
class Standing:
    """What of a workshop matters for its next step."""

    state: State
    sittings: int
    without_place: int
    first_starts_at: datetime | None
    reason: str = ""


def next_step(state: State) -> State | None:
    """The step that usually comes next; None when the workshop is over."""
    steps = STEPS[state]
    return steps[0] if steps and state is not State.CLOSED else None


def obstacle(standing: Standing, to: State, now: datetime) -> str | None:
    """The message id of what stands in the way of a step, or None when it may be taken."""
    if to not in STEPS[standing.state]:
        return N_("The workshop cannot take this step from where it stands.")
    if to in (State.INVITING, State.CONFIRMED, State.HELD) and standing.sittings == 0:
        return N_("Add a day first.")
    if to is State.CONFIRMED and standing.without_place:
        return N_("Choose a room or give an online link for every day first.")
    begun = standing.first_starts_at is not None and standing.first_starts_at <= now
    if to is State.HELD and not begun:
        return N_("The workshop has not begun yet.")
    if to is State.CANCELLED and not standing.reason:
        return N_("Give a reason; everybody who was invited gets to read it.")
    return None


def deletion_obstacle(state: State) -> str | None:
    """The message id of why a workshop in this state cannot be deleted, or None."""
    if state in (State.DRAFT, State.CANCELLED):
        return None
    return N_("People know of this workshop. Cancel it instead of deleting it.")


def was_held(state: State, ends_at: datetime, now: datetime, cancelled_at: datetime | None) -> bool:
    """Whether a day is a record: over, and not a draft's nor one that was cancelled before."""
    if state is State.DRAFT or (state is State.CANCELLED and cancelled_at is None):
        return False
    return ends_at <= (cancelled_at or now)


def is_at_hand(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether the door of a day is open and the day not over."""
    return opens_at(starts_at) <= now < ends_at
