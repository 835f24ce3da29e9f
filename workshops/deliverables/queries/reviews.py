"""Reads of reviews: rounds, who was asked, what was said, and whether a draft is ready."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from workshops.core.db import db
from workshops.core.errors import Gone, NotFound
from workshops.core.text import N_
from workshops.deliverables.models import (
    Deliverable,
    DeliverableBlock,
    DeliverableSection,
)
from workshops.deliverables.models.kinds import Verdict
from workshops.deliverables.models.review import ReviewComment, Reviewer, ReviewRound
from workshops.deliverables.queries import count_open_comments
from workshops.deliverables.rules.approval import Readiness
from workshops.mail.links import LinkClaim

_ASKED = selectinload(ReviewRound.reviewers).joinedload(Reviewer.person)


def find_round(deliverable: Deliverable) -> ReviewRound | None:
    """The newest round of a draft, with those who were asked."""
    return db.session.scalar(
        select(ReviewRound)
        .where(ReviewRound.deliverable_id == deliverable.id)
        .options(_ASKED)
        .order_by(ReviewRound.number.desc())
        .limit(1)
    )


def list_comments(deliverable: Deliverable) -> Sequence[ReviewComment]:
    """Every comment on a draft, open ones first, in the order in which they were written."""
    query = (
        select(ReviewComment)
        .join(ReviewComment.reviewer)
        .join(Reviewer.round)
        .where(ReviewRound.deliverable_id == deliverable.id)
        .options(
            joinedload(ReviewComment.reviewer).options(
                joinedload(Reviewer.person), joinedload(Reviewer.round)
            )
        )
        .order_by(ReviewComment.settled_at.is_not(None), ReviewComment.id)
    )
    return db.session.scalars(query).all()


def list_comments_of(reviewer: Reviewer) -> Sequence[ReviewComment]:
    """What one reviewer has said, in order."""
    query = (
        select(ReviewComment)
        .where(ReviewComment.reviewer_id == reviewer.id)
        .order_by(ReviewComment.id)
    )
    return db.session.scalars(query).all()


def get_comment(deliverable: Deliverable, public_id: str) -> ReviewComment:
    """A comment on a draft. Raises NotFound."""
    for comment in list_comments(deliverable):
        if comment.public_id == public_id:
            return comment
    raise NotFound(N_("There is no such comment."))


def get_reviewer(deliverable: Deliverable, public_id: str) -> Reviewer:
    """Somebody who was asked about a draft. Raises NotFound."""
    found = db.session.scalar(
        select(Reviewer)
        .join(Reviewer.round)
        .where(ReviewRound.deliverable_id == deliverable.id, Reviewer.public_id == public_id)
    )
    if found is None:
        raise NotFound(N_("Nobody of that kind was asked."))
    return found


def reviewer_of_link(claim: LinkClaim) -> Reviewer:
    """Whose link it is. Raises Gone when it was revoked, or the draft is no more."""
    found = db.session.scalar(
        select(Reviewer)
        .where(Reviewer.id == claim.id)
        .options(
            joinedload(Reviewer.person),
            joinedload(Reviewer.round)
            .joinedload(ReviewRound.deliverable)
            .joinedload(Deliverable.engagement),
        )
    )
    if found is None or found.link_version != claim.version:
        raise Gone(N_("This link has been revoked."))
    deliverable = found.round.deliverable
    if deliverable.deleted_at is not None or deliverable.engagement.deleted_at is not None:
        raise Gone(N_("This draft is no more."))
    return found


def readiness_of(deliverable: Deliverable) -> Readiness:
    """What has to be known before a draft is approved."""
    review = find_round(deliverable)
    verdicts = {reviewer.verdict for reviewer in review.reviewers} if review else set()
    return Readiness(
        state=deliverable.state,
        composed=deliverable.composed_at is not None,
        offers=_count_undecided(deliverable),
        comments=count_open_comments(deliverable),
        agency_approved=Verdict.APPROVED in verdicts and Verdict.CHANGES_WANTED not in verdicts,
        waived=bool(deliverable.review_waived),
        journal_number=deliverable.journal_number,
        short_description=deliverable.short_description,
    )


def _count_undecided(deliverable: Deliverable) -> int:
    """Edits under which the evidence has changed, gone, or been withdrawn."""
    query = (
        select(func.count(DeliverableBlock.id))
        .join(DeliverableBlock.section)
        .where(
            DeliverableSection.deliverable_id == deliverable.id,
            DeliverableBlock.removed.is_(False),
            (DeliverableBlock.offered_hash != "")
            | DeliverableBlock.gone.is_(True)
            | DeliverableBlock.cleaned_at.is_not(None),
        )
    )
    return db.session.scalar(query) or 0
