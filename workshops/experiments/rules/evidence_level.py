"""How sure an experiment makes us, from 1 to 5: the highest level that its records allow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workshops.core.text import N_
from workshops.experiments.models.kinds import ExperimentKind
from workshops.experiments.rules.verdict import Reason

COMPARING = (ExperimentKind.COMPARISON, ExperimentKind.RANDOMISED)
SITES_NEEDED = 2


@dataclass(frozen=True)
class Grounds:
    """What the level is computed from.

    `design` is the kind of the experiment, for a replication that of the experiment it repeats.
    `replicated` says that another site came out the same way.
    """

    design: ExperimentKind
    hypothesis: bool = True
    baseline: bool = False
    result: bool = False
    n: int | None = None
    min_n: int = 0
    control_n: int | None = None
    independent: bool = False
    replicated: bool = False
    costs: bool = False
    in_use_sites: int = 0


@dataclass(frozen=True)
class Step:
    """One level, whether it is reached, and what is missing where it is not."""

    level: int
    reached: bool
    missing: Sequence[Reason] = ()


def steps(grounds: Grounds) -> list[Step]:
    """The five levels in order; none is reached above one that is not."""
    found: list[Step] = []
    for level, missing_of in enumerate(_LEVELS, start=1):
        missing = missing_of(grounds)
        below = all(step.reached for step in found)
        found.append(Step(level, below and not missing, missing))
    return found


def ceiling(grounds: Grounds) -> int:
    """The highest level reached; never below 1, which asks for no data."""
    return max(1, sum(step.reached for step in steps(grounds)))


def kept_level(before: int, old_ceiling: int, new_ceiling: int) -> int:
    """The level after the ceiling has moved: it follows, unless the owner had set it lower."""
    return new_ceiling if before >= old_ceiling else min(before, new_ceiling)


def _first(grounds: Grounds) -> list[Reason]:
    return [] if grounds.hypothesis else [Reason(N_("The hypothesis is not written down."))]


def _second(grounds: Grounds) -> list[Reason]:
    missing = []
    if not grounds.baseline:
        missing.append(Reason(N_("There is no baseline.")))
    if not grounds.result:
        missing.append(Reason(N_("There is no result.")))
    if grounds.n is None:
        missing.append(Reason(N_("How many were measured is not recorded.")))
    elif grounds.n < grounds.min_n:
        few = N_("Only %(n)s were measured, and the plan asks for at least %(min_n)s.")
        missing.append(Reason(few, {"n": grounds.n, "min_n": grounds.min_n}))
    return missing


def _third(grounds: Grounds) -> list[Reason]:
    missing = []
    if grounds.design not in COMPARING:
        missing.append(Reason(N_("The experiment had no comparison group, by plan or by lot.")))
    if not grounds.control_n:
        missing.append(Reason(N_("How many the comparison group had is not recorded.")))
    return missing


def _fourth(grounds: Grounds) -> list[Reason]:
    missing = []
    if not (grounds.independent or grounds.replicated):
        alone = N_("Nobody independent has evaluated it, and no other site has shown the same.")
        missing.append(Reason(alone))
    if not grounds.costs:
        missing.append(Reason(N_("Costs are not recorded.")))
    return missing


def _fifth(grounds: Grounds) -> list[Reason]:
    if grounds.in_use_sites >= SITES_NEEDED:
        return []
    few = N_(
        "It is in use with a recorded result at %(sites)s further sites, of %(needed)s needed."
    )
    return [Reason(few, {"sites": grounds.in_use_sites, "needed": SITES_NEEDED})]


_LEVELS: tuple[Callable[[Grounds], list[Reason]], ...] = (_first, _second, _third, _fourth, _fifth)
