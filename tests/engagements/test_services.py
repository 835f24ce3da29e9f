"""Opening and changing engagements."""

import pytest
from flask import Flask

from tests.factories import make_goal, make_organisation, make_person, make_user
from tests.marks import both_databases
from workshops.core.actor import Role
from workshops.core.db import transaction
from workshops.core.errors import Invalid, NotAllowed
from workshops.engagements import services
from workshops.engagements.models import MemberPart, StageState
from workshops.engagements.services import EngagementPlan


def _plan(**changes: object) -> EngagementPlan:
    values = {
        "name": "  Breve  om sygedagpenge ",
        "question": "Hvordan kan brevet forstås?",
        "organisation": make_organisation(),
        "manager": make_user(),
        "goals": [make_goal()],
    }
    return EngagementPlan(**{**values, **changes})  # type: ignore[arg-type]


@both_databases
def test_opening_an_engagement_starts_its_first_stage(app: Flask) -> None:
    plan = _plan(contacts=[make_person()], members=[(make_user(), MemberPart.CO_MANAGER)])
    with transaction():
        engagement = services.open_engagement(plan.manager.actor(), plan=plan)
    assert engagement.name == "Breve om sygedagpenge"
    assert [stage.state for stage in engagement.stages] == [
        StageState.CURRENT,
        *[StageState.COMING] * 6,
    ]
    assert {member.part for member in engagement.members} == {
        MemberPart.MANAGER,
        MemberPart.CO_MANAGER,
    }
    assert engagement.levels == ["state"]


@pytest.mark.parametrize("missing", [{"name": " "}, {"question": "\n"}, {"goals": []}])
def test_an_engagement_needs_title_question_and_goal(
    app: Flask, missing: dict[str, object]
) -> None:
    plan = _plan(**missing)
    with pytest.raises(Invalid) as problem, transaction():
        services.open_engagement(plan.manager.actor(), plan=plan)
    assert problem.value.field == next(iter(missing))


def test_only_a_project_manager_opens_an_engagement(app: Flask) -> None:
    plan = _plan()
    with pytest.raises(NotAllowed), transaction():
        services.open_engagement(make_user(Role.READER).actor(), plan=plan)
