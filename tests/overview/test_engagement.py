"""The page of an engagement."""

from datetime import date
from typing import Any

import pytest

from tests.factories import (
    make_engagement,
    make_goal,
    make_person,
    make_user,
    make_workshop,
    save,
)
from tests.pages import Client
from workshops.core.actor import Role
from workshops.core.db import transaction
from workshops.engagements.models import (
    Engagement,
    EngagementContact,
    EngagementMember,
    EngagementStage,
    EngagementState,
    EngagementTask,
    MemberPart,
    Stage,
    StageState,
)
from workshops.engagements.services.tasks import TaskPlan, add_task
from workshops.overview.timeline import Day, timeline

TABS = ("tasks", "timeline", "people", "workshops", "files", "activity")


def _engagement(**changes: Any) -> Engagement:
    engagement = make_engagement(goals=[make_goal()], **changes)
    engagement.stages[0].state = StageState.CURRENT
    return save(engagement)


def _url(engagement: Engagement, tab: str = "tasks") -> str:
    return f"/engagements/{engagement.public_id}?tab={tab}"


@pytest.mark.parametrize("tab", TABS)
def test_every_view_shows_the_record_its_path_and_no_more_queries_for_more_rows(
    client: Client, tab: str
) -> None:
    engagement = _engagement(name="Klart sprog i Ældrestyrelsen")
    client.sign_in(engagement.manager)
    _fill(engagement, 1)
    few = client.fetch(_url(engagement, tab))
    assert "Series of workshops for" in few.text
    assert "Engagements" in few.links()
    _fill(engagement, 6)
    client.fetch(_url(engagement, tab), queries=min(few.queries, 16))


def _fill(engagement: Engagement, count: int) -> None:
    """More of everything that the page shows."""
    for number in range(count):
        make_workshop(engagement)
        person = make_person()
        save(EngagementContact(engagement_id=engagement.id, person_id=person.id))
        with transaction():
            plan = TaskPlan(f"Opgave {number}", Stage.ANALYSIS, None, date(2026, 12, 1))
            add_task(engagement.manager.actor(), engagement=engagement, plan=plan)


def test_the_next_act_is_the_one_filled_button(client: Client) -> None:
    engagement = _engagement()
    client.sign_in(engagement.manager)
    page = client.fetch(_url(engagement))
    [act] = page.all("a", class_="button-primary")
    assert (act.text, act.get("href")) == (
        "Name a contact at the agency",
        f"/engagements/{engagement.public_id}/contacts/new",
    )
    assert "Cannot start yet" in page.text


def test_a_paused_engagement_offers_to_go_on(client: Client) -> None:
    engagement = _engagement(state=EngagementState.PAUSED)
    client.sign_in(engagement.manager)
    assert "Reopen" in client.fetch(_url(engagement)).links()


def test_when_all_is_behind_the_next_act_is_to_close(client: Client) -> None:
    engagement = _engagement()
    for stage in engagement.stages:
        stage.state = StageState.DONE
    client.sign_in(save(engagement).manager)
    assert "Close the engagement" in client.fetch(_url(engagement)).links()


def test_a_late_task_is_said_to_be_late(client: Client) -> None:
    engagement = _engagement()
    late = EngagementTask(engagement_id=engagement.id, title="Ring", stage=Stage.SCOPING)
    late.due_on = date(2026, 11, 20)
    save(late)
    client.sign_in(engagement.manager)
    page = client.fetch(_url(engagement))
    assert "Late" in page.text
    assert page.all("a", class_="button-primary")[0].text == "Next: Ring"


def test_a_reader_sees_neither_addresses_nor_files_nor_activity(client: Client) -> None:
    engagement, person = _engagement(), make_person()
    save(EngagementContact(engagement_id=engagement.id, person_id=person.id, first=True))
    client.sign_in(make_user(Role.READER))
    page = client.fetch(_url(engagement, "people"))
    assert person.name in page.text
    assert str(person.email) not in page.text
    assert {"Files", "Activity", "Change"}.isdisjoint(page.links())
    assert "Nothing has been noted" not in client.fetch(_url(engagement, "activity")).text


def test_a_facilitator_sees_addresses_only_where_assigned(client: Client) -> None:
    engagement, person, facilitator = _engagement(), make_person(), make_user(Role.FACILITATOR)
    save(EngagementContact(engagement_id=engagement.id, person_id=person.id, first=True))
    client.sign_in(facilitator)
    client.fetch(_url(engagement), status=404)
    part = MemberPart.FACILITATOR
    save(EngagementMember(engagement_id=engagement.id, user_id=facilitator.id, part=part))
    page = client.fetch(_url(engagement, "people"))
    assert str(person.email) in page.text
    assert "Add a contact" not in page.links()


def test_the_log_tells_what_was_done(client: Client) -> None:
    engagement = _engagement()
    client.sign_in(engagement.manager)
    client.submit(
        f"/engagements/{engagement.public_id}/stages/scoping/move",
        {"act": "skip", "reason": "Kendt stof"},
    )
    text = client.fetch(_url(engagement, "activity")).text
    assert "Stage skipped: Scoping. Kendt stof" in text


def _stages(*facts: tuple[StageState, date | None]) -> list[EngagementStage]:
    pairs = zip(Stage, facts, strict=False)
    return [EngagementStage(stage=stage, state=s, due_on=d) for stage, (s, d) in pairs]


def test_stages_follow_each_other_on_the_timeline() -> None:
    stages = _stages(
        (StageState.DONE, date(2026, 10, 31)),
        (StageState.CURRENT, None),
        (StageState.SKIPPED, date(2026, 12, 1)),
        (StageState.COMING, date(2026, 12, 31)),
        (StageState.COMING, None),
    )
    day = Day("Workshop", date(2026, 12, 7), date(2026, 12, 8), "draft")
    line = timeline(date(2026, 10, 1), None, stages, [day], date(2026, 11, 23))
    assert [(span.first, span.last) for span in line.spans] == [
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 10, 31), date(2026, 11, 23)),
        (None, None),
        (date(2026, 11, 23), date(2026, 12, 31)),
        (None, None),
        (date(2026, 12, 7), date(2026, 12, 8)),
    ]
    assert line.today_x == pytest.approx(58.24)
    assert all(
        span.x + span.width <= 100 for span in line.spans if span.x is not None and span.width
    )


def test_today_is_not_drawn_when_it_lies_outside() -> None:
    stages = _stages((StageState.DONE, date(2026, 1, 31)))
    assert timeline(date(2026, 1, 1), None, stages, [], date(2026, 11, 23)).today_x is None
