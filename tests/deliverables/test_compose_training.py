"""The training proposal as the evidence of one agency makes it."""

from dataclasses import replace

from tests.deliverables.evidence import FIRST
from workshops.deliverables.compose import CatalogueWords, Composition, compose
from workshops.deliverables.models.kinds import DeliverableKind


def training(**answers: str) -> Composition:
    """The proposal with some questions answered."""
    evidence = replace(FIRST, answers={k.replace("__", ":"): v for k, v in answers.items()})
    return compose(DeliverableKind.TRAINING, evidence, CatalogueWords("en"))


def test_training_has_its_sections_in_order() -> None:
    assert [s.key for s in training().sections] == [
        "t2-summary", "t22-decision", "t3-why", "t4-gap", "t5-expectations", "t6-needs",
        "t7-not-cured", "t8-target", "t10-objectives", "t11-content", "t13-hours", "t14-trainers",
        "t15-materials", "t16-access", "t17-managers", "t18-evaluation", "t23-follow-up",
        "t19-cost", "t20-risks", "questions", "t24-sources",
    ]  # fmt: skip


def test_an_unknown_headcount_is_asked_for_and_its_answer_is_read() -> None:
    assert "headcount:sagsbehandlere" in [q.key for q in training().questions]
    told = training(headcount__sagsbehandlere="24")
    assert "headcount:sagsbehandlere" not in [q.key for q in told.questions]
