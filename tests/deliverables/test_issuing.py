"""From draft to issued version: a second person, once, and for good."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.deliverables.compositions import FIRST, block_of, composition, said
from tests.deliverables.makers import make_deliverable
from tests.factories import make_user, save
from tests.marks import both_databases
from workshops.core.actor import Actor, Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.deliverables.models import Deliverable, DeliverableState
from workshops.deliverables.models.issued import (
    DeliverableVersion,
    Recommendation,
    RenderJob,
    VersionSource,
)
from workshops.deliverables.queries.documents import Imprint, stamp_of
from workshops.deliverables.services import composing, issuing, writing
from workshops.engagements.models import EngagementMember, MemberPart
from workshops.search.models import SearchEntry

PUBLISHERS = 20


def imprint(number: int) -> Imprint:
    """A title page's facts."""
    return Imprint("Laboratoriet", "Forslag", f"Version {number}", "23. november 2026")


def make_ready(**changes: Any) -> Deliverable:
    """A composed draft that waits for its second person."""
    values = {
        "journal_number": "2026-17",
        "short_description": "Forslag om klare breve",
        "review_waived": "Myndigheden har læst med hele vejen.",
    }
    deliverable = make_deliverable(**{**values, **changes})
    composing.renew(deliverable, FIRST)
    db.session.commit()
    return deliverable


def make_second(deliverable: Deliverable) -> Actor:
    """A co-manager of the engagement."""
    user = make_user()
    save(
        EngagementMember(
            engagement_id=deliverable.engagement_id, user_id=user.id, part=MemberPart.CO_MANAGER
        )
    )
    db.session.expire_all()
    return user.actor()


def approve(deliverable: Deliverable) -> None:
    """Approve as a second person."""
    second = make_second(deliverable)
    with transaction():
        issuing.approve(second, deliverable=deliverable, seen=stamp_of(deliverable))


def issue(deliverable: Deliverable) -> DeliverableVersion:
    """Issue as the author."""
    with transaction():
        return issuing.issue(deliverable.author.actor(), deliverable=deliverable, printing=imprint)


@pytest.fixture
def draft(app: Flask) -> Deliverable:
    """A draft that is ready."""
    return make_ready()


def test_an_approved_draft_is_frozen_with_its_hash_and_links(draft: Deliverable) -> None:
    approve(draft)
    version = issue(draft)
    assert draft.state is DeliverableState.ISSUED
    assert version.sha256 == sha256(version.document).hexdigest()
    assert "Et behov." in version.document.decode()
    assert version.approved_by != version.written_by
    keys = db.session.scalars(select(VersionSource.key).order_by(VersionSource.key)).all()
    assert keys == ["experiment:aaa", "note:nnn"]
    rows = db.session.scalars(select(Recommendation)).all()
    assert [(row.number, row.key, row.kind) for row in rows] == [(1, "module:1", "training_module")]
    assert db.session.scalars(select(RenderJob.state)).all() == ["queued"]


def test_what_is_issued_is_found_when_listed(app: Flask) -> None:
    for listed in (True, False):
        draft = make_ready(library_listed=listed)
        approve(draft)
        issue(draft)
    assert db.session.scalar(select(func.count()).select_from(SearchEntry)) == 1


def test_the_author_cannot_approve(draft: Deliverable) -> None:
    author = draft.author.actor()
    with pytest.raises(Conflict), transaction():
        issuing.approve(author, deliverable=draft, seen=stamp_of(draft))


def test_an_administrator_can_be_the_second_person_a_stranger_cannot(draft: Deliverable) -> None:
    stranger, admin = make_user().actor(), make_user(Role.ADMINISTRATOR).actor()
    with pytest.raises(NotAllowed), transaction():
        issuing.approve(stranger, deliverable=draft, seen=stamp_of(draft))
    with transaction():
        issuing.approve(admin, deliverable=draft, seen=stamp_of(draft))
    assert draft.approved_by_id == admin.id


def test_nobody_approves_words_they_have_not_seen(draft: Deliverable) -> None:
    second, seen, block = make_second(draft), stamp_of(draft), block_of(draft, "n1")
    with transaction():
        writing.write_block(
            draft.author.actor(), deliverable=draft, block=block, version=1, content=said("Nyt.")
        )
    with pytest.raises(Stale), transaction():
        issuing.approve(second, deliverable=draft, seen=seen)


def test_approval_waits_for_the_journal_number(app: Flask) -> None:
    draft = make_ready(journal_number="")
    second = make_second(draft)
    with pytest.raises(Invalid), transaction():
        issuing.approve(second, deliverable=draft, seen=stamp_of(draft))


def test_only_what_is_approved_is_issued(draft: Deliverable) -> None:
    with pytest.raises(Conflict), transaction():
        issuing.issue(draft.author.actor(), deliverable=draft, printing=imprint)


def test_the_next_version_supersedes_the_first(draft: Deliverable) -> None:
    approve(draft)
    first = issue(draft)
    before = bytes(first.document)
    with transaction():
        issuing.begin_next(draft.author.actor(), deliverable=draft)
    draft.review_waived = "Kun rettelser."
    composing.renew(draft, composition({"summary": {"s1": "Nyt resumé."}}))
    db.session.commit()
    approve(draft)
    second = issue(draft)
    assert (first.number, second.number) == (1, 2)
    assert first.superseded_at == second.issued_at
    assert second.superseded_at is None
    assert bytes(first.document) == before


def test_what_is_issued_cannot_be_written(draft: Deliverable) -> None:
    approve(draft)
    issue(draft)
    with pytest.raises(Conflict), transaction():
        writing.remove_block(draft.author.actor(), deliverable=draft, block=block_of(draft, "n1"))


def try_to_issue(app: Flask, barrier: Barrier, actor: Actor, number: int) -> str:
    """One try in a thread and a session of its own."""
    with app.app_context():
        barrier.wait()
        try:
            with transaction():
                draft = db.session.get_one(Deliverable, number)
                issuing.issue(actor, deliverable=draft, printing=imprint)
        except Conflict as lost:
            return lost.message
        finally:
            db.session.remove()
    return "issued"


@both_databases
def test_of_twenty_who_issue_at_once_one_does(app: Flask) -> None:
    draft = make_ready()
    approve(draft)
    actor, number = draft.author.actor(), draft.id
    db.session.rollback()
    barrier = Barrier(PUBLISHERS)
    with ThreadPoolExecutor(PUBLISHERS) as pool:
        tries = [pool.submit(try_to_issue, app, barrier, actor, number) for _ in range(PUBLISHERS)]
        said_ = sorted(one.result() for one in tries)
    assert said_ == sorted(
        ["issued"] + ["This has just been issued by somebody else."] * (PUBLISHERS - 1)
    )
    assert db.session.scalars(select(DeliverableVersion.number)).all() == [1]
