"""Having the agency read a draft: a round, personal links by letter, comments and verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.core.columns import require_there
from workshops.core.config import LANGUAGES
from workshops.core.db import db
from workshops.core.errors import Conflict, Gone, Invalid, NotAllowed
from workshops.core.locale import long_moment
from workshops.core.text import N_, clean, clean_line
from workshops.deliverables import permissions
from workshops.deliverables.models import Deliverable, DeliverableState
from workshops.deliverables.models.kinds import Verdict
from workshops.deliverables.models.review import ReviewComment, Reviewer, ReviewRound
from workshops.deliverables.services import lock, note
from workshops.documents.blocks import Document
from workshops.documents.stored import document_from_json, document_to_json
from workshops.mail import outbox
from workshops.mail.links import LinkSpec
from workshops.mail.outbox import Draft
from workshops.people.models import Person

PURPOSE = "review"
LETTER = "review_asked"
SUBJECT = N_("For your comments: %(title)s")
LINK_LIFE = timedelta(days=7)
MOST_REVIEWERS = 20
MOST_COMMENTS = 200


@dataclass(frozen=True)
class Asking:
    """Whom to ask, in what words, and until when they can answer."""

    people: Sequence[Person]
    message: str
    days: int = 14


def send_for_review(
    actor: Actor, *, deliverable: Deliverable, document: Document, asking: Asking
) -> ReviewRound:
    """Send a draft to people at the agency; an earlier round ends. Raises Conflict, Invalid."""
    _require_send(actor, deliverable)
    lock(deliverable)
    _check(deliverable, asking)
    end_round(deliverable)
    number = db.session.scalar(
        select(func.count(ReviewRound.id)).where(ReviewRound.deliverable_id == deliverable.id)
    )
    review = ReviewRound(
        deliverable=deliverable,
        number=(number or 0) + 1,
        message=clean(asking.message),
        document=document_to_json(document),
        sent_by=actor.name,
        expires_at=clock.end_of_day(
            clock.now() + timedelta(days=asking.days), deliverable.engagement.manager.timezone
        ),
        reviewers=[Reviewer(person=person) for person in asking.people],
    )
    db.session.add(review)
    deliverable.state = DeliverableState.IN_REVIEW
    db.session.flush()
    note(actor, "sent_for_review", deliverable)
    for reviewer in review.reviewers:
        _post(reviewer)
    return review


def end_round(deliverable: Deliverable) -> None:
    """Let nobody answer the open round any more; what was said in it stays."""
    for review in db.session.scalars(
        select(ReviewRound)
        .where(ReviewRound.deliverable_id == deliverable.id, ReviewRound.closed_at.is_(None))
        .order_by(ReviewRound.id)
    ):
        review.closed_at = clock.now()


def revoke_reviewer(actor: Actor, *, reviewer: Reviewer) -> None:
    """End the link of one reviewer."""
    deliverable = reviewer.round.deliverable
    _require_send(actor, deliverable)
    reviewer.link_version += 1
    db.session.flush()
    note(actor, "link_revoked", deliverable, fields=[reviewer.person.name])


def remind_reviewer(actor: Actor, *, reviewer: Reviewer) -> None:
    """Send the link once more, also after it was revoked. Raises Conflict when the round ended."""
    _require_send(actor, reviewer.round.deliverable)
    if reviewer.round.closed_at is not None:
        raise Conflict(N_("This review has ended."))
    _post(reviewer)
    note(actor, "sent_again", reviewer.round.deliverable, fields=[reviewer.person.name])


def comment(*, reviewer: Reviewer, section_key: str, text: str) -> ReviewComment:
    """A reviewer says something about a section. Raises Gone, Invalid, Conflict."""
    require_open(reviewer)
    if not clean(text):
        raise Invalid(N_("Write your comment."), "text")
    sections = document_from_json(reviewer.round.document).sections
    if section_key and section_key not in {section.key for section in sections}:
        raise Invalid(N_("There is no such section in this draft."), "section")
    known = select(func.count(ReviewComment.id)).where(ReviewComment.reviewer_id == reviewer.id)
    if (db.session.scalar(known) or 0) >= MOST_COMMENTS:
        raise Conflict(N_("There are too many comments. Write the rest in one of them."))
    made = ReviewComment(reviewer=reviewer, section_key=section_key, text=clean(text))
    db.session.add(made)
    db.session.flush()
    _note(reviewer, "commented")
    return made


def decide_review(*, reviewer: Reviewer, verdict: Verdict, remark: str) -> None:
    """A reviewer approves or asks for changes; they may change their mind while it is open."""
    require_open(reviewer)
    if verdict is Verdict.CHANGES_WANTED and not clean_line(remark) and not _has_said(reviewer):
        raise Invalid(N_("Say what should be changed, here or beside a section."), "remark")
    reviewer.verdict, reviewer.remark = verdict, clean(remark)
    reviewer.answered_at = clock.now()
    db.session.flush()
    _note(reviewer, "agency_approved" if verdict is Verdict.APPROVED else "changes_wanted")


def settle_comment(actor: Actor, *, comment: ReviewComment, answer: str) -> ReviewComment:
    """Mark a comment as dealt with, with an answer to whoever wrote it."""
    deliverable = comment.reviewer.round.deliverable
    if not permissions.can_edit_drafts(actor, deliverable.engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can settle comments."))
    comment.answer, comment.settled_by = clean(answer), actor.name
    comment.settled_at = clock.now()
    db.session.flush()
    note(actor, "comment_settled", deliverable)
    return comment


def reopen_comment(actor: Actor, *, comment: ReviewComment) -> ReviewComment:
    """Take back that a comment was dealt with; the answer stays to be changed."""
    deliverable = comment.reviewer.round.deliverable
    if not permissions.can_edit_drafts(actor, deliverable.engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can settle comments."))
    comment.settled_by, comment.settled_at = "", None
    db.session.flush()
    note(actor, "reopened", deliverable)
    return comment


def require_open(reviewer: Reviewer) -> None:
    """Raise Gone when the round has ended."""
    if reviewer.round.closed_at is not None or reviewer.round.expires_at < clock.now():
        raise Gone(N_("This review has ended. The lab is working on what was said."))


def link_of(reviewer: Reviewer) -> LinkSpec:
    """The reviewer's personal link; it can be read for a week after the review has ended."""
    return LinkSpec(
        path="/r/{token}",
        purpose=PURPOSE,
        id=reviewer.id,
        version=reviewer.link_version,
        expires_at=reviewer.round.expires_at + LINK_LIFE,
    )


def _require_send(actor: Actor, deliverable: Deliverable) -> None:
    if not permissions.can_send_drafts(actor, deliverable.engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can send drafts for review."))
    require_there(deliverable)


def _check(deliverable: Deliverable, asking: Asking) -> None:
    if deliverable.state not in (DeliverableState.DRAFT, DeliverableState.IN_REVIEW):
        raise Conflict(N_("Only a draft can be sent for review."))
    if deliverable.composed_at is None:
        raise Conflict(N_("Compose the draft before it is sent."))
    if not asking.people:
        raise Invalid(N_("Choose at least one person."), "people")
    if len(asking.people) > MOST_REVIEWERS:
        raise Invalid(N_("Choose at most %(n)s people."), "people", n=MOST_REVIEWERS)
    for person in asking.people:
        if not person.email:
            raise Invalid(N_("%(name)s has no e-mail address."), "people", name=person.name)


def _has_said(reviewer: Reviewer) -> bool:
    query = select(ReviewComment.id).where(ReviewComment.reviewer_id == reviewer.id).limit(1)
    return db.session.scalar(query) is not None


def _post(reviewer: Reviewer) -> None:
    deliverable, person = reviewer.round.deliverable, reviewer.person
    zone = deliverable.engagement.manager.timezone
    language = person.language if person.language in LANGUAGES else deliverable.language
    context: dict[str, Any] = {
        "name": person.name,
        "title": deliverable.title,
        "engagement": deliverable.engagement.name,
        "message": reviewer.round.message,
        "sent_by": reviewer.round.sent_by,
        "until": long_moment(reviewer.round.expires_at, zone, language),
    }
    outbox.post(
        Draft(
            to_address=person.email or "",
            to_name=person.name,
            language=language,
            subject=SUBJECT,
            subject_params={"title": deliverable.title},
            template="deliverables/mail/review",
            context=context,
            kind=LETTER,
            lane=f"review:{reviewer.id}",
            from_name=reviewer.round.sent_by,
            links={"review": link_of(reviewer)},
            record_kind=Deliverable.__tablename__,
            record_id=deliverable.id,
            engagement_id=deliverable.engagement_id,
        )
    )


def _note(reviewer: Reviewer, act: str) -> None:
    deliverable = reviewer.round.deliverable
    activity.record(
        _actor(reviewer),
        act,
        deliverable,
        title=deliverable.title,
        engagement_id=deliverable.engagement_id,
    )


def _actor(reviewer: Reviewer) -> Actor:
    return Actor(ActorKind.LINK, reviewer.id, reviewer.person.name)
