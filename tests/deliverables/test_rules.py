"""The decisions behind a composed deliverable, on plain values."""

from datetime import date

import pytest

from tests.deliverables.calls import CALLED, LETTER
from tests.deliverables.evidence import FIRST
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.deliverables.rules.answers import count_in, day_in, levels_in, one_in, range_in
from workshops.deliverables.rules.hours import Mix, hours_for, mix_of
from workshops.deliverables.rules.needs import needs_of
from workshops.deliverables.rules.phase import carried, left
from workshops.deliverables.rules.priority import priority
from workshops.deliverables.rules.triage import HOMES, barriers_for
from workshops.experiments.models.kinds import Cause


def test_the_need_with_the_stronger_evidence_comes_before_the_wider_gap() -> None:
    first = priority(gap=2, share=0.5, weight=0.8, level=3)
    second = priority(gap=3, share=0.2, weight=1, level=2)
    assert (round(first, 2), round(second, 2)) == (0.64, 0.36)


@pytest.mark.parametrize(
    ("seen", "needed", "hours"),
    [(0, 1, 2), (1, 2, 6), (2, 3, 16), (3, 4, 24), (0, 4, 48), (1, 3, 22), (3, 2, 0)],
)
def test_hours_add_up_step_by_step(seen: int, needed: int, hours: int) -> None:
    assert hours_for(seen, needed) == hours


def test_the_mix_of_hours_adds_up() -> None:
    assert mix_of(22) == Mix(15.5, 4.5, 2)


def test_every_cause_has_one_home() -> None:
    assert set(HOMES) == set(Cause)
    cured = barriers_for(DeliverableKind.TRAINING, (CALLED, LETTER))
    assert [b.key for b in cured] == ["barrier:b1"]


def test_only_a_practice_that_goes_on_is_built_upon() -> None:
    assert (carried(FIRST), left(FIRST)) == ((CALLED,), (LETTER,))


def test_a_level_that_is_reached_is_no_need() -> None:
    found = needs_of(FIRST, (CALLED,))
    assert [(n.skill, n.gap) for n in found] == [
        ("Den svære samtale i telefon", 2),
        ("Observation af kollegers opkald", 2),
    ]


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        ("24", 24),
        ("ca. 1.200 ansatte", 1200),
        ("20 til 30", None),
        ("ved ikke", None),
        ("2,5", None),
    ],
)
def test_a_count_is_read_out_of_an_answer(answer: str, count: int | None) -> None:
    assert count_in(answer) == count


def test_figures_ranges_and_levels_are_read_out_of_answers() -> None:
    assert one_in("31,5 %") == 31.5
    assert range_in("mellem 350 og 420 kr.") == (350, 420)
    assert range_in("400") == (400, 400)
    assert levels_in("1 → 3") == (1, 3)
    assert levels_in("1 → 7") is None


def test_days_are_read_as_they_are_written() -> None:
    assert day_in("tidligst 1.3.2027") == date(2027, 3, 1)
    assert day_in("2027-03-01") == date(2027, 3, 1)
    assert day_in("31.2.2027") is None
    assert day_in("til foråret") is None
