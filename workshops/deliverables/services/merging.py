"""What happens to packs and reviews when two persons turn out to be one."""

from sqlalchemy import select, update

from workshops.core.db import db
from workshops.deliverables.models.delivery import Delivery
from workshops.deliverables.models.review import ReviewComment, Reviewer
from workshops.deliverables.queries.merging import reviewers_of, verdict_is_later, verdict_key
from workshops.people.events import PersonsMerged


def follow_merge(fact: PersonsMerged) -> None:
    """Put the kept person where the gone one was sent a pack, or asked for a review.

    Where both were asked in one round, the later verdict counts and the comments of both stay.
    """
    db.session.execute(
        update(Delivery).where(Delivery.person_id == fact.gone_id).values(person_id=fact.kept_id)
    )
    theirs = reviewers_of(fact.kept_id)
    for number, gone in reviewers_of(fact.gone_id).items():
        kept = theirs.get(number)
        if kept is None:
            gone.person_id = fact.kept_id
            continue
        if fact.takes(verdict_key(number), later=verdict_is_later(kept, gone)):
            kept.verdict, kept.remark = gone.verdict, gone.remark
            kept.answered_at = gone.answered_at
        _move_comments(kept, gone)
        db.session.delete(gone)
    db.session.flush()


def _move_comments(kept: Reviewer, gone: Reviewer) -> None:
    query = select(ReviewComment).where(ReviewComment.reviewer_id == gone.id)
    for comment in db.session.scalars(query.order_by(ReviewComment.id)):
        comment.reviewer = kept
    db.session.flush()
