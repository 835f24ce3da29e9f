"""One table says how each state looks, and nobody paints one by hand."""

from enum import Enum

from flask import Flask
from jinja2 import Template

from tests.architecture.source import TEMPLATES
from workshops.adoption.models import Status
from workshops.deliverables.models import DeliverableState
from workshops.deliverables.models.kinds import RenderState, Verdict
from workshops.engagements.models import EngagementState, RequestState, StageState
from workshops.engagements.rules import RowState
from workshops.expectations.rules.standing import Standing
from workshops.experiments.models.kinds import ConceptState, Decision, ExperimentState
from workshops.experiments.rules.answers import Answered
from workshops.invitations.views.places import standing_of
from workshops.jobs.models import JobState
from workshops.mail.models import LetterState
from workshops.people.models import ImportState
from workshops.planning.models import Answer, Participation, Place, WorkshopState
from workshops.planning.models.polls import PollState

STATES: dict[str, type[Enum]] = {
    "adoption": Status,
    "concept": ConceptState,
    "deliverable": DeliverableState,
    "engagement": EngagementState,
    "experiment": ExperimentState,
    "import": ImportState,
    "job": JobState,
    "letter": LetterState,
    "pack": RenderState,
    "poll": PollState,
    "request": RequestState,
    "stage": StageState,
    "task": RowState,
    "theme": Standing,
    "theme_answer": Answered,
    "workshop": WorkshopState,
}
MORE: dict[str, tuple[type[Enum], set[str]]] = {
    "asked": (Verdict, {"none"}),
    "decision": (Decision, {"none"}),
}
LOOKS = {"plain", "muted", "neutral", "warning", "danger", "success"}


def looks(app: Flask) -> dict[str, dict[str, str]]:
    """The table as templates read it."""
    with app.test_request_context():
        template: Template = app.jinja_env.get_template("macros/states.html")
        found: dict[str, dict[str, str]] = template.make_module().looks  # type: ignore[attr-defined]
    return found


def test_each_state_of_a_record_has_one_look(app: Flask) -> None:
    table = looks(app)
    for thing, kinds in STATES.items():
        assert set(table[thing]) == {one.value for one in kinds}, thing
    for thing, (kinds, more) in MORE.items():
        assert set(table[thing]) == {one.value for one in kinds} | more, thing
    assert {look for states in table.values() for look in states.values()} == LOOKS


def test_a_place_and_an_answer_give_a_state_of_the_table(app: Flask) -> None:
    table = looks(app)
    with app.test_request_context():
        for answer in Answer:
            for place in Place:
                placed = Participation(answer=answer, place=place)
                assert standing_of(placed, 1)[0] in table["answer"]


def test_no_template_paints_a_state_by_hand() -> None:
    for path in TEMPLATES.rglob("*.html"):
        if path.parent.name not in ("macros", "design"):
            assert "status_tag(" not in path.read_text(encoding="utf-8"), path.name
