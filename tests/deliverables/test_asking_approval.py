"""The letter to the second person who is asked to approve."""

from flask import Flask
from sqlalchemy import select

from tests.deliverables.test_issuing import make_ready, make_second
from workshops.accounts.models import User
from workshops.core.db import db, transaction
from workshops.deliverables.models import Deliverable
from workshops.deliverables.services.approving import LETTER
from workshops.deliverables.services.issuing import ask_approval
from workshops.mail.models import Letter, LetterState


def other_manager(draft: Deliverable) -> User:
    """Somebody who may approve it."""
    return db.session.get_one(User, make_second(draft).id)


def ask(draft: Deliverable, approver: User) -> None:
    """Ask as the author does."""
    with transaction():
        ask_approval(draft.author.actor(), deliverable=draft, approver=approver)


def asked() -> list[Letter]:
    """The letters, the oldest first."""
    return list(db.session.scalars(select(Letter).where(Letter.kind == LETTER).order_by(Letter.id)))


def test_it_leads_to_the_page_and_comes_once(app: Flask) -> None:
    draft = make_ready()
    second = other_manager(draft)

    ask(draft, second)
    ask(draft, second)

    (letter,) = asked()
    assert (letter.to_address, letter.from_name) == (second.email, draft.author.name)
    assert f"/deliverables/{draft.public_id}/approve" in letter.text
    assert f"/deliverables/{draft.public_id}/approve" in letter.html


def test_whoever_was_asked_before_is_let_go(app: Flask) -> None:
    draft = make_ready()
    ask(draft, other_manager(draft))
    with transaction():
        asked()[0].state = LetterState.QUEUED

    last = other_manager(draft)
    ask(draft, last)

    first, letter = asked()
    assert (first.state, letter.state) == (LetterState.SUPERSEDED, LetterState.KEPT)
    assert letter.to_address == last.email
