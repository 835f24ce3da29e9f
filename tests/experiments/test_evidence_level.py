"""How sure an experiment makes us: a ceiling that the records set."""

from dataclasses import replace

import pytest

from workshops.experiments.models.kinds import ExperimentKind
from workshops.experiments.rules.evidence_level import Grounds, ceiling, kept_level, steps

SECOND = Grounds(ExperimentKind.BEFORE_AFTER, baseline=True, result=True, n=40, min_n=40)
THIRD = replace(SECOND, design=ExperimentKind.COMPARISON, control_n=38)
FOURTH = replace(THIRD, independent=True, costs=True)
FIFTH = replace(FOURTH, in_use_sites=2)


@pytest.mark.parametrize(
    ("grounds", "level"),
    [
        (Grounds(ExperimentKind.PROBE), 1),
        (SECOND, 2),
        (replace(SECOND, n=39), 1),
        (replace(SECOND, baseline=False), 1),
        (replace(SECOND, result=False), 1),
        (replace(SECOND, control_n=38), 2),
        (THIRD, 3),
        (replace(THIRD, design=ExperimentKind.RANDOMISED), 3),
        (replace(THIRD, control_n=None), 2),
        (FOURTH, 4),
        (replace(FOURTH, independent=False), 3),
        (replace(FOURTH, independent=False, replicated=True), 4),
        (replace(FOURTH, costs=False), 3),
        (FIFTH, 5),
        (replace(FIFTH, in_use_sites=1), 4),
        (replace(FIFTH, baseline=False), 1),
        (replace(FIFTH, design=ExperimentKind.TRIAL_AND_ERROR), 2),
        (Grounds(ExperimentKind.PROBE, hypothesis=False), 1),
    ],
)
def test_the_ceiling(grounds: Grounds, level: int) -> None:
    assert ceiling(grounds) == level


def test_each_step_that_is_not_reached_says_why() -> None:
    said = {
        step.level: [reason.message for reason in step.missing]
        for step in steps(replace(SECOND, n=39))
        if not step.reached
    }
    assert said == {
        2: ["Only %(n)s were measured, and the plan asks for at least %(min_n)s."],
        3: [
            "The experiment had no comparison group, by plan or by lot.",
            "How many the comparison group had is not recorded.",
        ],
        4: [
            "Nobody independent has evaluated it, and no other site has shown the same.",
            "Costs are not recorded.",
        ],
        5: [
            "It is in use with a recorded result at %(sites)s further sites, of %(needed)s needed."
        ],
    }


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [(2, 2, 3, 3), (1, 2, 3, 1), (3, 3, 1, 1), (2, 4, 3, 2), (3, 4, 2, 2)],
)
def test_a_level_follows_its_ceiling_unless_set_lower(
    before: int, old: int, new: int, after: int
) -> None:
    assert kept_level(before, old, new) == after
