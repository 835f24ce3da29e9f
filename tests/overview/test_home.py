"""Today: what needs the reader now."""

from datetime import date, timedelta

import pytest
from flask import Flask

from tests.factories import (
    make_engagement,
    make_letter,
    make_participation,
    make_user,
    make_workshop,
    save,
)
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import Role
from workshops.engagements.models import EngagementRequest, EngagementTask, RequestState, Stage
from workshops.mail.models import Letter, LetterState
from workshops.planning.models import Answer


def task(user: User, title: str, due: date) -> EngagementTask:
    engagement = make_engagement(user)
    return save(
        EngagementTask(
            engagement_id=engagement.id,
            title=title,
            stage=Stage.SCOPING,
            owner_id=user.id,
            due_on=due,
        )
    )


def test_empty_day_says_so(app: Flask, client: Client) -> None:
    page = client.sign_in(make_user()).fetch("/")

    assert "Nothing waits for you." in page.text


@pytest.mark.parametrize(("role", "begins"), [(Role.PROJECT_MANAGER, True), (Role.READER, False)])
def test_who_may_open_an_engagement_begins_one_here(
    app: Flask, client: Client, role: Role, begins: bool
) -> None:
    page = client.sign_in(make_user(role)).fetch("/")
    assert ("/engagements/new" in page.response.text) is begins
    assert "No workshop is coming." in page.text


def test_late_and_soon_tasks_are_told_apart_and_later_ones_left_out(
    app: Flask, client: Client
) -> None:
    user = make_user()
    task(user, "Write the agreement", date(2026, 11, 20))
    task(user, "Call the agency", date(2026, 11, 23))
    task(user, "Book the room", date(2026, 11, 24))
    task(user, "Far away", date(2026, 12, 24))

    text = client.sign_in(user).fetch("/").text

    assert "3 days late" in text
    assert "In 1 day" in text
    assert "Far away" not in text


def test_next_workshop_stands_with_its_answers(app: Flask, client: Client) -> None:
    user = make_user()
    workshop = make_workshop(make_engagement(user), name="Brevet")
    make_participation(workshop.sittings[0], answer=Answer.YES)
    make_participation(workshop.sittings[0])

    text = client.sign_in(user).fetch("/").text

    assert "Brevet" in text
    assert "1 yes" in text
    assert "1 no answer" in text


def test_request_waits_for_those_who_may_answer_it(app: Flask, client: Client) -> None:
    save(
        EngagementRequest(
            agency="Skat",
            contact_name="Bo",
            contact_email="bo@skat.example",
            question="How?",
            state=RequestState.RECEIVED,
        )
    )

    manager = Client(app).sign_in(make_user()).fetch("/").text
    reader = client.sign_in(make_user(Role.READER)).fetch("/").text

    assert "Answer the request from Skat" in manager
    assert "Skat" not in reader


def test_refused_letter_is_seen_by_its_own_engagement_only(app: Flask, client: Client) -> None:
    user = make_user()
    engagement = make_engagement(user)
    save(
        Letter(
            message_id="<1@x.example>", lane="x", kind="invite", to_name="Ida Krogh",
            to_address="ida@x.example", language="da", subject="S", text="T", html="H",
            state=LetterState.REFUSED, run_at=clock.now(), engagement_id=engagement.id,
        )
    )  # fmt: skip

    own = Client(app).sign_in(user).fetch("/").text
    other = client.sign_in(make_user()).fetch("/").text

    assert "A letter to Ida Krogh did not leave" in own
    assert "Ida Krogh" not in other


def test_today_takes_the_same_queries_however_much_there_is(app: Flask, client: Client) -> None:
    user = make_user()
    client.sign_in(user).fetch("/", queries=16)
    for number in range(12):
        task(user, f"Task {number}", date(2026, 11, 24))
        make_workshop(make_engagement(user), sittings=2)

    client.fetch("/", queries=16)


def test_letters_that_the_mail_server_keeps_waiting_come_first(app: Flask, client: Client) -> None:
    user = make_user()
    task(user, "Write the plan", clock.now().date())
    since = clock.now() - timedelta(hours=1)
    make_letter(state=LetterState.QUEUED, queued_at=since)

    page = client.sign_in(user).fetch("/")
    reader = Client(app).sign_in(make_user(Role.READER)).fetch("/").text

    first = page.all("li", class_="task")[0]
    assert "1 letter is waiting for the mail server" in " ".join(first.itertext())
    assert "waiting for the mail server" not in reader
