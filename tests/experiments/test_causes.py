"""The cause chooses the cure."""

from typing import Any

from workshops.experiments.models.kinds import Cause, Cure
from workshops.experiments.rules.small_groups import SubgroupRow, shown_subgroups


def _led_to(cure: Cure) -> set[Cause]:
    return {cause for cause in Cause if cause.cure is cure}


def test_only_knowledge_and_skill_lead_to_training() -> None:
    assert _led_to(Cure.TRAINING) == {Cause.KNOWLEDGE, Cause.SKILL}


def test_hard_calls_and_strain_lead_to_supervision() -> None:
    assert _led_to(Cure.SUPERVISION) == {
        Cause.JUDGEMENT,
        Cause.CONFIDENCE,
        Cause.EMOTIONAL_LOAD,
        Cause.UNEVEN_PRACTICE,
    }


def test_what_the_management_holds_leads_to_its_memo() -> None:
    held = {Cause.MANDATE, Cause.PRIORITY, Cause.INCENTIVE, Cause.CAPACITY}
    assert _led_to(Cure.MANAGEMENT) == held


def test_the_work_itself_leads_to_the_roadmap_and_the_rest_to_its_own() -> None:
    assert _led_to(Cure.ROADMAP) == {Cause.PROCESS, Cause.TOOL, Cause.DATA}
    assert _led_to(Cure.POLICY) == {Cause.RULE}
    assert _led_to(Cure.EXPECTATIONS) == {Cause.EXPECTATION_GAP}


def test_every_cause_is_explained_in_its_own_words() -> None:
    assert len({cause.explanation for cause in Cause} | {cause.label for cause in Cause}) == 30


def test_subgroups_under_five_are_not_broken_down() -> None:
    stored: list[dict[str, Any]] = [
        {"name": "Under 30", "value": 61.5, "n": 5},
        {"name": "Over 80", "value": 20, "n": 4},
        {"name": "Blind", "value": 10},
        {"name": "New citizens", "value": None, "n": None},
    ]
    assert shown_subgroups(stored) == [
        SubgroupRow("Under 30", 61.5, 5),
        SubgroupRow("Over 80", None, None, hidden=True),
        SubgroupRow("Blind", None, None, hidden=True),
        SubgroupRow("New citizens", None, None),
    ]
