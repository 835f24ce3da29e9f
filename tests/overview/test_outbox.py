"""The pages of the outbox and of the jobs."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import make_engagement, make_job, make_letter, make_user
from tests.mail.letters import installation, post_letter
from tests.pages import Client
from workshops.activity.models import Activity
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.jobs.models import JobState
from workshops.mail import links
from workshops.mail.models import LetterState


@pytest.fixture
def admin(client: Client) -> Client:
    """A client with an administrator signed in."""
    return client.sign_in(make_user(Role.ADMINISTRATOR))


@pytest.mark.parametrize("count", [10, 1000])
def test_outbox_takes_as_many_queries_for_many_letters_as_for_few(
    admin: Client, count: int
) -> None:
    for _ in range(count):
        make_letter()

    page = admin.fetch("/lab/outbox", queries=6)
    assert len(page.all("tr")) == 1 + min(count, 25)


def test_empty_outbox_says_so_and_a_filter_that_finds_nothing_can_be_cleared(
    admin: Client,
) -> None:
    assert "No letters yet" in admin.fetch("/lab/outbox").text
    make_letter()
    assert "Clear filters" in admin.fetch("/lab/outbox?state=kept").text


@pytest.mark.parametrize("state", LetterState)
def test_every_state_is_a_word_and_never_says_delivered(admin: Client, state: LetterState) -> None:
    letter = make_letter(state=state)
    page = admin.fetch(f"/lab/outbox?state={state}&sort=to")
    assert letter.to_address in page.text
    detail = admin.fetch(f"/lab/outbox/{letter.public_id}")
    assert "delivered" not in (page.text + detail.text).lower()
    assert ("Try again" in detail.text) is (state in ("refused", "given_up", "failed"))


def test_no_mail_server_is_blamed_for_a_fault_of_our_own(admin: Client) -> None:
    letter = make_letter(state=LetterState.FAILED, last_error="KeyError: user unknown")
    page = admin.fetch(f"/lab/outbox/{letter.public_id}")

    assert "KeyError: user unknown" in page.text
    assert "no mail server refused it" in page.text
    assert "The mail server said" not in page.text


def test_project_manager_sees_only_letters_of_own_engagements(client: Client) -> None:
    manager = make_user()
    mine, other = make_letter(make_engagement(manager)), make_letter(make_engagement())
    general = make_letter()
    client.sign_in(manager)

    text = client.fetch("/lab/outbox").text
    assert mine.subject in text
    assert other.subject not in text
    assert general.subject not in text
    client.fetch(f"/lab/outbox/{mine.public_id}")
    for foreign in (other, general):
        client.fetch(f"/lab/outbox/{foreign.public_id}", 404)
        client.submit(f"/lab/outbox/{foreign.public_id}/restart", {}, 404)


def test_outbox_says_when_the_mail_server_keeps_letters_waiting(admin: Client) -> None:
    make_letter(state=LetterState.QUEUED, queued_at=clock.now() - timedelta(minutes=4))
    assert "waiting for the mail server" not in admin.fetch("/lab/outbox").text
    make_letter(state=LetterState.QUEUED, queued_at=clock.now() - timedelta(minutes=30))
    text = admin.fetch("/lab/outbox").text
    assert "2 letters are waiting for the mail server, the oldest since 23 Nov 2026 12:30" in text


@pytest.mark.parametrize("role", [Role.READER, Role.FACILITATOR])
def test_others_have_no_outbox(client: Client, role: Role) -> None:
    client.sign_in(make_user(role))
    client.fetch("/lab/outbox", 403)
    client.fetch("/lab/jobs", 403)


def test_refused_letter_is_sent_again_and_the_act_is_logged(client: Client) -> None:
    manager = make_user()
    engagement = make_engagement(manager)
    letter = make_letter(engagement, attempts=1, last_error="550 no such user")
    client.sign_in(manager)
    assert "550 no such user" in client.fetch(f"/lab/outbox/{letter.public_id}").text
    client.submit(f"/lab/outbox/{letter.public_id}/restart", {})

    db.session.rollback()
    assert (letter.state, letter.attempts) == (LetterState.QUEUED, 0)
    act = db.session.scalars(select(Activity)).one()
    assert (act.act, act.record_kind, act.engagement_id) == ("restarted", "letter", engagement.id)


def test_letter_that_has_left_cannot_be_sent_again(admin: Client) -> None:
    letter = make_letter(state=LetterState.HANDED_OVER)
    page = admin.submit(f"/lab/outbox/{letter.public_id}/restart", {}, 409)
    assert "cannot be sent again" in page.text


def test_kept_letter_can_be_used_and_one_with_a_mail_server_shows_no_link(
    app: Flask, admin: Client
) -> None:
    spec = links.LinkSpec("/i/{token}", "answer", 17, 1, clock.now() + timedelta(days=30))
    calendar = {"calendar": b"BEGIN:VCALENDAR\r\n", "calendar_method": "REQUEST"}
    with installation(app):
        kept = post_letter(links={"answer": spec}, **calendar)
    with installation(app, smtp_url="smtp://127.0.0.1"):
        queued = post_letter(links={"answer": spec}, lane="b")

    page = admin.fetch(f"/lab/outbox/{kept.public_id}")
    assert [a.get("href") for a in page.all("a") if a.get("href") == spec.url()] == [spec.url()]
    assert "BEGIN:VCALENDAR" in page.text
    body = admin.fetch(f"/lab/outbox/{queued.public_id}").response.get_data(as_text=True)
    assert spec.url() not in body
    assert "[personal link]" in body


def test_markup_in_a_letter_is_shown_as_text(admin: Client) -> None:
    letter = make_letter(text="<script>alert(1)</script>", subject="<b>Hej</b>", html="<img src=x>")
    page = admin.fetch(f"/lab/outbox/{letter.public_id}")
    assert "<script>alert(1)</script>" in page.text
    assert page.all("b") == page.all("img", src="x") == []


def test_failed_job_is_shown_and_started_again(admin: Client) -> None:
    job = make_job(last_error="ValueError: no such room", attempts=5)
    assert "no such room" in admin.fetch("/lab/jobs?state=failed&sort=kind", queries=4).text
    admin.submit(f"/lab/jobs/{job.public_id}/restart", {})

    db.session.rollback()
    assert (job.state, job.attempts) == (JobState.READY, 0)
    assert "Only a job" in admin.submit(f"/lab/jobs/{job.public_id}/restart", {}, 409).text


def test_jobs_page_says_when_there_is_none(admin: Client) -> None:
    assert "No jobs yet" in admin.fetch("/lab/jobs").text
    assert "Clear filters" in admin.fetch("/lab/jobs?state=done").text


def test_unknown_job_is_not_found(admin: Client) -> None:
    admin.submit("/lab/jobs/aaaaaaaaaaaaaaaa/restart", {}, 404)


def test_a_letter_whose_text_is_forgotten_says_so_and_is_not_sent_empty(client: Client) -> None:
    letter = make_letter(text="", html="")
    client.sign_in(make_user(Role.ADMINISTRATOR))
    url = f"/lab/outbox/{letter.public_id}"
    assert "The text was deleted 30 days after" in client.fetch(url).text
    client.submit_form(client.fetch(url), "restart", 409)
    assert letter.state is LetterState.REFUSED
