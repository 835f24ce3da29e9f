"""The training proposal as the evidence of one agency makes it."""

from dataclasses import replace

from tests.deliverables.evidence import FIRST
from workshops.deliverables.compose import CatalogueWords, Composition, compose
from workshops.deliverables.models.kinds import DeliverableKind
from workshops.documents.blocks import sentences_of


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


def said(composed: Composition, beginning: str) -> str:
    """The text of the blocks whose keys begin so."""
    blocks = [b for s in composed.sections for b in s.blocks if b.key.startswith(beginning)]
    return " ".join(s.text for b in blocks for s in sentences_of(b.content))


def test_an_objective_says_who_can_do_what_where_and_how_well() -> None:
    assert said(training(), "objective:sagsbehandlere") == (
        "After “Den svære samtale i telefon”, people in the role of sagsbehandlere can carry this "
        "out and analyse it alone: forklare et afslag og dets grund på borgerens eget sprog, in "
        "the daily work as it was done at Ydelsescenter Nord. The standard is the experiment's "
        "own: andelen af afslag, der fører til en klage: at most 20%."
    )


def test_hours_and_cost_follow_from_the_answers() -> None:
    answers = {"headcount__sagsbehandlere": "24", "headcount__teamledere": "6 ledere"}
    told = training(**answers, rate__hour="350–420", outlay__training="ca. 20.000")
    assert said(told, "t19-cost").replace("\N{NO-BREAK SPACE}", " ") == (
        "It takes 768 hours in all. At DKK 350–420 an hour that is DKK 288,800–342,560, outlay "
        "included."
    )
    assert "24" in said(told, "t8-target").split()


def test_dates_follow_from_the_day_the_training_begins() -> None:
    told = said(training(start__training="1.3.2027"), "t23-follow-up")
    assert "observed by 10 May 2027, the effect measured by 30 August 2027" in told


def test_an_answer_that_cannot_be_read_is_asked_for_again() -> None:
    told = training(headcount__sagsbehandlere="mange")
    asked = {q.key: q.text for q in told.questions}["headcount:sagsbehandlere"]
    assert asked.endswith("You answered “mange”. Give it in figures.")


def test_what_is_mastered_already_gets_no_hours() -> None:
    told = said(training(), "t6-needs:in-place")
    assert told == (
        "No hours are planned for Notat i sagen: people in the role of sagsbehandlere are already "
        "at the level that is needed."
    )


def test_only_the_practice_that_goes_on_is_trained_for() -> None:
    told = said(training(), "t7-not-cured:left")
    assert "“Brevet på én side” ended with “Stop”" in told
