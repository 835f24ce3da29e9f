"""How long it takes to learn, as a planner's default."""

from dataclasses import dataclass

STEP_HOURS = {0: 2, 1: 6, 2: 16, 3: 24}
AT_WORK, FROM_OTHERS = 0.7, 0.2


@dataclass(frozen=True, slots=True)
class Mix:
    """Hours of learning: at work, from others, on a course."""

    at_work: float
    from_others: float
    course: float


def hours_for(seen: int, needed: int) -> int:
    """Hours a person needs from the level seen to the level needed, step by step."""
    return sum(STEP_HOURS[level] for level in range(seen, needed))


def mix_of(hours: float) -> Mix:
    """The 70–20–10 split in half hours; what is left over is course."""
    at_work = round(hours * AT_WORK * 2) / 2
    from_others = round(hours * FROM_OTHERS * 2) / 2
    return Mix(at_work, from_others, hours - at_work - from_others)
