"""Which moves the seven stages allow."""

from collections.abc import Sequence
from enum import StrEnum

from workshops.core.errors import Conflict, Invalid
from workshops.core.text import N_
from workshops.engagements.models import StageState


class StageAct(StrEnum):
    """What can be done to a stage."""

    START = "start"
    FINISH = "finish"
    SKIP = "skip"
    REOPEN = "reopen"


_FROM: dict[StageAct, tuple[StageState, ...]] = {
    StageAct.START: (StageState.COMING,),
    StageAct.FINISH: (StageState.CURRENT,),
    StageAct.SKIP: (StageState.COMING, StageState.CURRENT),
    StageAct.REOPEN: (StageState.DONE, StageState.SKIPPED),
}
_TO = {
    StageAct.START: StageState.CURRENT,
    StageAct.FINISH: StageState.DONE,
    StageAct.SKIP: StageState.SKIPPED,
    StageAct.REOPEN: StageState.CURRENT,
}


def can_start(states: Sequence[StageState], index: int) -> bool:
    """Whether a coming stage may begin: every earlier one has at least begun or was skipped."""
    return states[index] is StageState.COMING and StageState.COMING not in states[:index]


def possible_acts(states: Sequence[StageState], index: int) -> tuple[StageAct, ...]:
    """What can be done to a stage now, the likeliest first."""
    return tuple(
        act
        for act, before in _FROM.items()
        if states[index] in before and (act is not StageAct.START or can_start(states, index))
    )


def move(
    states: Sequence[StageState], index: int, act: StageAct, reason: str
) -> tuple[StageState, ...]:
    """The states of all stages after one act on the stage at `index`.

    When a stage is finished or skipped and no other is under way, the next coming one begins.
    Raises Conflict for a move that is not possible and Invalid for a skip without a reason.
    """
    if act not in possible_acts(states, index):
        raise Conflict(N_("The stage has moved on since you opened the page."))
    if act is StageAct.SKIP and not reason:
        raise Invalid(N_("Say why the stage is skipped."), "reason")
    after = [*states[:index], _TO[act], *states[index + 1 :]]
    if act in (StageAct.FINISH, StageAct.SKIP) and StageState.CURRENT not in after:
        coming = next((n for n in range(index, len(after)) if can_start(after, n)), None)
        if coming is not None:
            after[coming] = StageState.CURRENT
    return tuple(after)
