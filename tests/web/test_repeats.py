"""A form that is sent twice, or by ten at once, is done once and answered the same."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.accounts.makers import EMAIL, PASSWORD, open_account
from tests.factories import make_engagement, make_room, make_user
from tests.invitations.makers import make_invited
from tests.invitations.pressing import beside
from tests.invitations.test_link_pages import path_of
from tests.marks import both_databases
from tests.pages import Client, Page
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.engagements.models import EngagementTask
from workshops.invitations.models import Invitation
from workshops.planning.models import Answer, Room
from workshops.web import repeats
from workshops.web.repeats import SentForm

TASK = {"title": "Ring til borgerservice"}


@pytest.fixture
def owner(app: Flask) -> User:
    """Who manages the engagement."""
    return make_user()


@pytest.fixture
def url(owner: User) -> str:
    """Where a task of an engagement is written down."""
    return f"/engagements/{make_engagement(owner).public_id}/tasks/new"


def held(page: Page, part: str, **typed: str) -> dict[str, Any]:
    """What a browser sends for a form, its token left out."""
    values: dict[str, Any] = {**page.form(part)[1], **typed}
    values.pop("csrf_token")
    return values


def count(kind: Any) -> int:
    """How many rows there are."""
    number = db.session.scalar(select(func.count()).select_from(kind)) or 0
    db.session.rollback()
    return number


@both_databases
def test_the_same_form_once_more_is_answered_the_same_and_done_once(
    app: Flask, owner: User, url: str
) -> None:
    client = Client(app).sign_in(owner)
    sent = held(client.fetch(url), "/tasks/new", **TASK)
    first, second = client.submit(url, sent), client.submit(url, sent)

    assert count(EngagementTask) == 1
    assert first.response.headers["Location"] == second.response.headers["Location"]


@both_databases
def test_ten_at_the_same_moment_make_one_task(app: Flask, owner: User, url: str) -> None:
    client = Client(app).sign_in(owner)
    sent = held(client.fetch(url), "/tasks/new", **TASK)
    client.submit(url, {"title": ""}, 422)
    cookie = client.web.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    token = client.fetch(url).form("/tasks/new")[1]["csrf_token"]

    def send(_: int) -> tuple[int, str]:
        web = app.test_client()
        web.set_cookie(cookie.key, cookie.value)
        answer = web.post(url, data={**sent, "csrf_token": token})
        return answer.status_code, answer.headers.get("Location", "")

    with ThreadPoolExecutor(10) as pool:
        answers = set(pool.map(send, range(10)))
    assert (len(answers), answers.pop()[0]) == (1, 302)
    assert count(EngagementTask) == 1


def test_what_was_refused_uses_no_key_up(app: Flask, owner: User, url: str) -> None:
    client = Client(app).sign_in(owner)
    sent = held(client.fetch(url), "/tasks/new", title="")
    for _ in range(2):
        client.submit(url, sent, 422)
    client.submit(url, {**sent, **TASK})
    assert (count(EngagementTask), count(SentForm)) == (1, 1)


def test_another_text_another_person_or_no_key_is_another_act(
    app: Flask, owner: User, url: str
) -> None:
    client = Client(app).sign_in(owner)
    sent = held(client.fetch(url), "/tasks/new", **TASK)
    client.submit(url, sent)
    client.submit(url, {**sent, "title": "Skriv til borgerservice"})
    sent.pop("form_key")
    for _ in range(2):
        client.submit(url, sent)
    assert count(EngagementTask) == 4


def test_a_button_pressed_twice_says_once_what_was_done(app: Flask) -> None:
    room = make_room()
    client = Client(app).sign_in(make_user(Role.ADMINISTRATOR))
    page = client.fetch(f"/lab/rooms/{room.public_id}")
    action = next(f.get("action") for f in page.all("form") if "/delete" in f.get("action", ""))
    sent = held(page, action)
    first, second = client.submit(action, sent), client.submit(action, sent)

    assert first.response.headers["Location"] == second.response.headers["Location"]
    assert len(client.fetch(second.response.headers["Location"]).all("div", class_="alert")) == 1
    assert db.session.scalars(select(Room)).one().deleted_at is not None


def test_a_guest_who_answers_twice_answers_once(client: Client) -> None:
    _manager, _workshop, (first, *_rest) = make_invited()
    url = path_of(first)
    page = client.fetch(url)
    sent = {**beside(page, "/i/"), "answer": "yes"}
    places = {client.submit(url, sent, 303).response.headers["Location"] for _ in range(3)}

    assert len(places) == 1
    assert count(SentForm) == 1
    found = db.session.get_one(Invitation, first.id)
    assert found.participation.answer is Answer.YES


def test_what_opens_a_session_is_done_each_time(app: Flask) -> None:
    open_account()
    client = Client(app)
    sent = held(client.fetch("/sign-in"), "/sign-in", email=EMAIL, password=PASSWORD)
    for _ in range(2):
        answer = Client(app).submit("/sign-in", sent)
        assert "samskab=" in answer.response.headers["Set-Cookie"]
    assert count(SentForm) == 0


def test_the_table_tells_neither_what_was_sent_nor_what_was_answered(
    app: Flask, owner: User, url: str
) -> None:
    client = Client(app).sign_in(owner)
    client.submit(url, held(client.fetch(url), "/tasks/new", **TASK))
    kept = db.session.scalars(select(SentForm)).one()
    assert kept.answer
    assert re.fullmatch("[0-9a-f]{64}", kept.mark)
    assert b"/engagements/" not in kept.answer


def test_keys_are_forgotten_after_two_days(app: Flask, owner: User, url: str) -> None:
    client = Client(app).sign_in(owner)
    client.submit(url, held(client.fetch(url), "/tasks/new", **TASK))
    for passed, left in ((timedelta(days=1), 1), (timedelta(days=3), 0)):
        with clock.frozen_at(clock.now() + passed), transaction():
            repeats.forget_old()
        assert count(SentForm) == left
