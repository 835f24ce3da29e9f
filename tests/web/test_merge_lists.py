"""The merge page where a list of rows, or a goal of the lab, was changed by two people."""

import pytest
from flask import Flask

from tests.factories import make_engagement, make_goal, make_user, make_workshop
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core.actor import Role
from workshops.planning.models import TeamNeed, Workshop


@pytest.fixture
def manager(app: Flask) -> User:
    return make_user()


@pytest.fixture
def workshop(manager: User) -> Workshop:
    return make_workshop(make_engagement(manager))


def test_the_second_editor_of_a_goal_loses_nothing(app: Flask) -> None:
    goal = make_goal(name_en="Fewer letters", name_da="Færre breve")
    first, second = (Client(app).sign_in(make_user(Role.ADMINISTRATOR)) for _ in range(2))
    url = f"/lab/goals/{goal.public_id}"
    pages = first.fetch(url), second.fetch(url)
    first.submit_form(pages[0], url, name_en="Fewer and clearer letters")

    page = second.submit_form(pages[1], url, 409, name_en="Fewer long letters", name_da="Kortere")

    assert "Fewer and clearer letters" in page.text
    assert page.form(url)[1]["name_en"] == ["Fewer long letters"]
    second.submit_form(page, url)
    assert (goal.name_en, goal.name_da, goal.version) == ("Fewer long letters", "Kortere", 3)


def test_the_second_editor_of_a_required_team_sees_both_lists(
    app: Flask, manager: User, workshop: Workshop
) -> None:
    first, second = (Client(app).sign_in(manager) for _ in range(2))
    url = f"/workshops/{workshop.public_id}/team"
    pages = first.fetch(url), second.fetch(url)
    region = {"rows-0-level": "region"}
    first.submit_form(pages[0], "/team", 302, **{"rows-0-count": "2"}, **region)

    page = second.submit_form(pages[1], "/team", 409, **{"rows-0-count": "3"}, **region)

    assert "Required team" in page.text
    assert page.form("/team")[1]["rows-0-count"] == ["3"]
    second.submit_form(page, "/team")
    assert _needs(workshop) == [(3, "region")]


def _needs(workshop: Workshop) -> list[tuple[int, str]]:
    return [(need.count, str(need.level)) for need in _sorted(workshop.team_needs)]


def _sorted(needs: list[TeamNeed]) -> list[TeamNeed]:
    return sorted(needs, key=lambda need: need.id)
