"""What a contact at the agency sees by link, and what the project manager makes of it."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.deliverables.compositions import FIRST
from tests.deliverables.makers import make_deliverable, make_review
from tests.pages import Client
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db, transaction
from workshops.deliverables import queries
from workshops.deliverables.models.kinds import Verdict
from workshops.deliverables.models.review import ReviewComment
from workshops.deliverables.queries.reviews import readiness_of
from workshops.deliverables.services import reviewing
from workshops.deliverables.services.composing import renew
from workshops.mail.links import LinkSpec


@pytest.fixture
def said(app: Flask) -> ReviewComment:
    """A comment in an open review."""
    deliverable = make_deliverable(language="en")
    renew(deliverable, FIRST)
    return make_review(deliverable)


@pytest.fixture
def path(said: ReviewComment) -> str:
    """The address of the reviewer's link."""
    return "/r/" + reviewing.link_of(said.reviewer).url().rpartition("/")[2]


def author_of(said: ReviewComment) -> Actor:
    """Who wrote the draft."""
    return said.reviewer.round.deliverable.author.actor()


def test_reading_changes_nothing(client: Client, said: ReviewComment, path: str) -> None:
    for _ in range(2):
        page = client.fetch(path)
        assert page.writes == []
    assert "Et behov." in page.text
    assert "Det er for langt." in page.text


def test_a_comment_stands_beside_its_section(
    client: Client, said: ReviewComment, path: str
) -> None:
    client.submit(f"{path}/comments", {"section": "needs", "text": "Der mangler et."}, status=303)
    rows = db.session.scalars(select(ReviewComment).order_by(ReviewComment.id)).all()
    assert [(row.section_key, row.text) for row in rows][1:] == [("needs", "Der mangler et.")]


@pytest.mark.parametrize(
    "sent", [{"section": "needs", "text": " "}, {"section": "no-such", "text": "Hvad?"}]
)
def test_a_comment_that_says_nothing_is_refused(
    client: Client, said: ReviewComment, path: str, sent: dict[str, str]
) -> None:
    client.submit(f"{path}/comments", sent, status=422)
    assert db.session.scalar(select(func.count(ReviewComment.id))) == 1


def test_the_agency_approves_and_may_change_its_mind(
    client: Client, said: ReviewComment, path: str
) -> None:
    for verdict in Verdict:
        client.submit(f"{path}/verdict", {"verdict": verdict.value}, status=303)
        db.session.expire_all()
        assert said.reviewer.verdict is verdict
        ready = readiness_of(said.reviewer.round.deliverable)
        assert ready.agency_approved == (verdict is Verdict.APPROVED)


def test_changes_are_asked_for_with_a_word(client: Client, said: ReviewComment, path: str) -> None:
    db.session.delete(said)
    db.session.commit()
    sent = {"verdict": "changes_wanted", "remark": ""}
    client.submit(f"{path}/verdict", sent, status=422)
    client.submit(f"{path}/verdict", {**sent, "remark": "Kortere."}, status=303)


def test_a_revoked_link_is_gone(client: Client, said: ReviewComment, path: str) -> None:
    with transaction():
        reviewing.revoke_reviewer(author_of(said), reviewer=said.reviewer)
    client.fetch(path, status=410)
    client.submit(f"{path}/comments", {"section": "", "text": "Hej"}, status=410)


def test_after_its_end_a_review_can_be_read_but_not_answered(
    client: Client, said: ReviewComment, path: str
) -> None:
    with transaction():
        reviewing.end_round(said.reviewer.round.deliverable)
    assert "Kommenteringen er afsluttet." in client.fetch(path).text
    client.submit(f"{path}/verdict", {"verdict": "approved"}, status=410)


def test_a_link_for_another_purpose_is_not_known(client: Client, said: ReviewComment) -> None:
    other = LinkSpec("/r/{token}", "invitation", said.reviewer_id, 1, clock.now())
    client.fetch("/r/" + other.url().rpartition("/")[2], status=404)


def test_a_comment_is_settled_with_an_answer_that_the_agency_reads(
    client: Client, said: ReviewComment, path: str
) -> None:
    deliverable = said.reviewer.round.deliverable
    assert queries.count_open_comments(deliverable) == 1
    client.sign_in(deliverable.author)
    page = client.fetch(f"/deliverables/{deliverable.public_id}/review")
    client.submit_form(page, "/settle", answer="Kortet ned.")
    assert queries.count_open_comments(deliverable) == 0
    assert "Kortet ned." in client.fetch(path).text


def test_comments_wait_for_the_author_on_today(said: ReviewComment) -> None:
    deliverable = said.reviewer.round.deliverable
    actor = author_of(said)
    assert [each.id for each in queries.list_drafts_waiting(actor)] == [deliverable.id]
    with transaction():
        reviewing.settle_comment(actor, comment=said, answer="")
    assert queries.list_drafts_waiting(actor) == []
