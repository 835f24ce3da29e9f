"""The pages of requests and engagements."""

import pytest
from sqlalchemy import func, select

from tests.engagements.pages import engagement_of, form_of, url_of
from tests.factories import (
    make_goal,
    make_organisation,
    make_user,
)
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.engagements.models import (
    Engagement,
    EngagementState,
    MemberPart,
)


@pytest.fixture
def manager(client: Client) -> User:
    """A project manager who is signed in."""
    user = make_user()
    client.sign_in(user)
    return user


def test_a_new_engagement_takes_three_typed_fields(client: Client, manager: User) -> None:
    agency, goal = make_organisation(name="Styrelsen for Breve"), make_goal()
    page = client.fetch("/engagements/new")
    typed = [e.get("name") for e in page.all("input") if e.get("type") == "text"]
    assert typed == ["organisation", "name"]
    data = {
        "organisation": "styrelsen for breve",
        "name": "Klart sprog",
        "question": "Hvem forstår brevet?",
        "manager": manager.public_id,
        "kind": "series",
        "goal": goal.public_id,
        "target_month": "2027-02",
    }
    client.submit("/engagements/new", data)
    opened = db.session.scalars(select(Engagement)).one()
    assert (opened.organisation, opened.manager) == (agency, manager)
    assert str(opened.target_on) == "2027-02-28"


def test_an_unknown_agency_is_named_and_nothing_typed_is_lost(
    client: Client, manager: User
) -> None:
    data = {
        "organisation": "Ukendt styrelse",
        "name": "Klart sprog",
        "question": "Hvem forstår brevet?",
        "manager": manager.public_id,
        "kind": "series",
        "goal": make_goal().public_id,
        "target_month": "",
    }
    page = client.submit("/engagements/new", data, status=422)
    assert "No organisation is called “Ukendt styrelse”" in page.text
    assert page.all("input", name="name")[0].get("value") == "Klart sprog"


def test_the_list_takes_as_many_queries_for_many_as_for_few(client: Client, manager: User) -> None:
    engagement_of(manager)
    few = client.fetch("/engagements").queries
    for _ in range(30):
        engagement_of(manager)
    page = client.fetch("/engagements", queries=few)
    assert "1–25 of 31" in page.text


def test_the_list_is_narrowed_and_says_so_when_nothing_fits(client: Client, manager: User) -> None:
    found = engagement_of(manager, name="Åben skole", policy_area="09.1")
    engagement_of(manager, name="Ældrepleje", state=EngagementState.PAUSED)
    assert found.name in client.fetch("/engagements?text=aaben").text
    assert "Ældrepleje" not in client.fetch("/engagements?area=09").text
    assert "Åben skole" not in client.fetch("/engagements?state=paused").text
    for name, value in (
        ("organisation", found.organisation.public_id),
        ("manager", manager.public_id),
        ("goal", found.goals[0].public_id),
    ):
        assert found.name in client.fetch(f"/engagements?{name}={value}&sort=-target").text
    assert "Nothing fits these filters" in client.fetch("/engagements?text=findes-ikke").text


def test_an_empty_list_offers_the_first_act(client: Client, manager: User) -> None:
    assert "No engagements yet" in client.fetch("/engagements").text


def test_every_field_of_an_engagement_can_be_changed(client: Client, manager: User) -> None:
    engagement = engagement_of(manager)
    other, agency, goal = make_user(), make_organisation(), make_goal()
    form = form_of(client, url_of(engagement, "/edit"), "/edit")
    form |= {
        "name": "Nyt navn",
        "organisation": agency.name,
        "policy_area": "07.3",
        "levels": ["state", "region"],
        "goals": [goal.public_id],
        "manager": other.public_id,
        "starts_on": "1.12.2026",
        "target_on": "2027-06-30",
    }
    client.submit(url_of(engagement, "/edit"), form)
    db.session.refresh(engagement)
    assert (engagement.name, engagement.policy_area) == ("Nyt navn", "07.3")
    assert (engagement.manager, engagement.organisation) == (other, agency)
    assert (engagement.levels, engagement.goals) == (["state", "region"], [goal])
    parts = {member.user_id: member.part for member in engagement.members}
    assert parts == {manager.id: MemberPart.CO_MANAGER, other.id: MemberPart.MANAGER}


def test_the_second_of_two_editors_gets_the_merge_page(client: Client, manager: User) -> None:
    engagement = engagement_of(manager)
    first = form_of(client, url_of(engagement, "/edit"), "/edit")
    client.submit(url_of(engagement, "/edit"), {**first, "name": "Den enes navn"})
    page = client.submit(url_of(engagement, "/edit"), {**first, "name": "Den andens"}, status=409)
    assert "Den enes navn" in page.text


def test_dates_the_wrong_way_round_are_refused(client: Client, manager: User) -> None:
    engagement = engagement_of(manager)
    form = form_of(client, url_of(engagement, "/edit"), "/edit")
    form |= {"starts_on": "2027-02-01", "target_on": "2027-01-01"}
    page = client.submit(url_of(engagement, "/edit"), form, status=422)
    assert "must not be before the start" in page.text


def test_an_engagement_is_paused_closed_and_opened_again(client: Client, manager: User) -> None:
    engagement = engagement_of(manager)
    for state in ("paused", "closed", "open"):
        client.fetch(url_of(engagement, f"/state/{state}"))
        client.submit(url_of(engagement, f"/state/{state}"), {"reason": "Ferie"})
        assert db.session.get_one(Engagement, engagement.id).state.value == state
    client.submit(url_of(engagement, "/state/open"), {"reason": ""}, status=409)
    client.fetch(url_of(engagement, "/state/lost"), status=404)


def test_a_deleted_engagement_can_be_brought_back(client: Client, manager: User) -> None:
    engagement = engagement_of(manager)
    client.fetch(url_of(engagement, "/delete"))
    client.submit(url_of(engagement, "/delete"), {})
    assert "is deleted" in client.fetch("/engagements").text
    client.fetch(url_of(engagement, "/edit"), status=404)
    client.submit(url_of(engagement, "/restore"), {})
    client.fetch(url_of(engagement, "/edit"))


def test_an_administrator_keeps_the_goals(client: Client) -> None:
    client.sign_in(make_user(Role.ADMINISTRATOR))
    assert "No goals yet" in client.fetch("/lab/goals").text
    client.fetch("/lab/goals/new")
    names = {"name_da": "Klart sprog", "name_en": "Plain language"}
    client.submit("/lab/goals/new", names)
    client.submit("/lab/goals/new", names, status=409)
    goal = make_goal()
    page = client.fetch(f"/lab/goals/{goal.public_id}")
    client.submit_form(page, f"/lab/goals/{goal.public_id}", name_da="Nyt", name_en="New")
    client.submit(f"/lab/goals/{goal.public_id}/retire", {"retired": "1"})
    assert "No longer offered" in client.fetch("/lab/goals").text


def test_others_read_the_goals_only(client: Client, manager: User) -> None:
    make_goal()
    client.fetch("/lab/goals")
    client.fetch("/lab/goals/new", status=403)


def test_a_reader_sees_the_list_but_no_way_to_change(client: Client) -> None:
    engagement = engagement_of(make_user())
    client.sign_in(make_user(Role.READER))
    assert "New engagement" not in client.fetch("/engagements").text
    client.fetch(url_of(engagement, "/edit"), status=403)
    assert db.session.scalar(select(func.count(Engagement.id))) == 1
