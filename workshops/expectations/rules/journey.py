"""The citizen's journey: in which order the stages of a service come."""

from collections.abc import Iterable, Sequence


def in_order(used: Iterable[str], said: Sequence[str]) -> list[str]:
    """The stages in use, each once: those of the order that was said, then the others as they come.

    What has no stage, the empty name, comes last.
    """
    found = dict.fromkeys(used)
    journey = [stage for stage in dict.fromkeys(said) if stage and stage in found]
    others = [stage for stage in found if stage and stage not in journey]
    return [*journey, *others, *([""] if "" in found else [])]


def swapped(stages: Sequence[str], stage: str, *, earlier: bool) -> list[str]:
    """The stages with one of them put a place earlier, or later; at an end all stay.

    Raises ValueError when the stage is none of them.
    """
    moved = list(stages)
    here = moved.index(stage)
    there = here - 1 if earlier else here + 1
    if 0 <= there < len(moved):
        moved[here], moved[there] = moved[there], moved[here]
    return moved
