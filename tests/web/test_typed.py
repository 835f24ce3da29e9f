"""A post that is refused for a reason that nobody chose loses nothing of what was typed."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from tests.accounts.makers import EMAIL, PASSWORD, enter, open_account
from tests.factories import make_engagement
from tests.pages import Client, Page
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.engagements.models import Engagement, EngagementTask
from workshops.web import typed

TITLE = "Ring til borgerservice om de 14 breve <b>"
ADD = "workshops.engagements.services.tasks.add_task"


@pytest.fixture
def owner(app: Flask) -> User:
    """Who writes."""
    return open_account(role=Role.PROJECT_MANAGER)


@pytest.fixture
def engagement(owner: User) -> Engagement:
    """What is written in."""
    return make_engagement(owner)


@pytest.fixture
def filled(app: Flask, owner: User, engagement: Engagement) -> dict[str, Any]:
    """A form that the owner has filled in, as a browser holds it, with a token that is over."""
    page = Client(app).sign_in(owner).fetch(url_of(engagement))
    return {**page.form("/tasks/new")[1], "csrf_token": "over", "title": TITLE}


def url_of(engagement: Engagement) -> str:
    """Where a task is written down."""
    return f"/engagements/{engagement.public_id}/tasks/new"


def titles() -> list[str]:
    """The tasks that there are."""
    found = list(db.session.scalars(select(EngagementTask.title)))
    db.session.rollback()
    return found


def shown(page: Page) -> list[tuple[str, bool]]:
    """The texts that a page shows again, and whether each is only to be copied."""
    fields = [e for e in page.all("input") if str(e.get("id")).startswith("typed-")]
    return [(e.get("value"), e.get("readonly") is not None) for e in fields]


@pytest.mark.parametrize("token", ["over", None])
def test_after_the_session_ended_one_signs_in_and_goes_on(
    client: Client, engagement: Engagement, filled: dict[str, Any], token: str | None
) -> None:
    if token is None:
        filled.pop("csrf_token")
    page = client.submit(url_of(engagement), filled, 403 if token is None else 400)
    assert shown(page) == [(TITLE, True)]
    page = client.submit_form(page, "/sign-in", 422, email=EMAIL, password="forkert forkert")
    page = client.submit_form(page, "/sign-in", 200, email=EMAIL, password=PASSWORD)

    assert shown(page) == [(TITLE, False)]
    assert titles() == []
    for _ in range(2):
        client.submit_form(page, "/tasks/new")
    assert titles() == [TITLE]


def test_nobody_else_is_shown_what_was_typed(
    client: Client, engagement: Engagement, filled: dict[str, Any]
) -> None:
    open_account("bo@lab.example", Role.PROJECT_MANAGER)
    page = client.submit(url_of(engagement), filled, 400)
    answer = client.submit_form(page, "/sign-in", email="bo@lab.example", password=PASSWORD)
    assert answer.response.headers["Location"] == "/"
    assert TITLE not in client.fetch("/").text


def test_what_is_handed_on_is_signed_and_lasts_some_hours(app: Flask, filled: Any) -> None:
    with app.test_request_context("/x", method="POST", data=filled):
        text = typed.sealed(typed.Typed("/x", [typed.Value("title", TITLE, "Title")]))
        assert typed.opened(text, "1") is not None
        assert typed.opened(f"{text}x", "1") is None


def test_a_record_that_was_deleted_meanwhile_leaves_the_text_to_copy(
    client: Client, owner: User, engagement: Engagement, filled: dict[str, Any]
) -> None:
    client.sign_in(owner)
    engagement.deleted_at = clock.now()
    db.session.commit()
    filled.pop("csrf_token")
    page = client.submit(url_of(engagement), filled, 404)
    assert shown(page) == [(TITLE, True)]


def test_while_the_database_is_away_nothing_is_lost(
    client: Client,
    owner: User,
    engagement: Engagement,
    filled: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("locked"))

    client.sign_in(owner)
    filled.pop("csrf_token")
    with monkeypatch.context() as patch:
        patch.setattr(ADD, away)
        page = client.submit(url_of(engagement), filled, 503)
    assert shown(page) == [(TITLE, False)]
    client.submit_form(page, "/tasks/new")
    assert titles() == [TITLE]


def test_a_token_that_is_over_is_made_anew_for_who_is_signed_in(
    client: Client, owner: User, engagement: Engagement, filled: dict[str, Any]
) -> None:
    page = client.sign_in(owner).submit(url_of(engagement), filled, 400)
    client.submit_form(page, "/tasks/new")
    assert titles() == [TITLE]


def test_passwords_are_never_shown_again(client: Client, owner: User) -> None:
    sent = {"current": PASSWORD, "password": "ny og lang nok", "again": "ny og lang nok"}
    page = client.submit("/profile/password", {**sent, "csrf_token": "over"}, 400)
    body = page.response.get_data(as_text=True)
    assert PASSWORD not in body
    assert "ny og lang nok" not in body
    enter(client)


def test_what_another_site_sends_is_not_shown(
    client: Client, owner: User, engagement: Engagement, filled: dict[str, Any]
) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    page = client.sign_in(owner).submit(url_of(engagement), filled, 403, headers=foreign)
    assert shown(page) == []
