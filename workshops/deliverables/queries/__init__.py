"""Reads of deliverables, scoped by who asks."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Select, false, func, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import joinedload, selectinload

from workshops.accounts.permissions import allows, may_ever
from workshops.core.actor import Actor, ActorKind
from workshops.core.db import STATEMENTS, db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.deliverables import permissions
from workshops.deliverables.models import (
    AgencyQuestion,
    Deliverable,
    DeliverableBlock,
    DeliverableKind,
    DeliverableSection,
    DeliverableState,
)
from workshops.deliverables.models.issued import DeliverableVersion
from workshops.deliverables.models.review import ReviewComment, Reviewer, ReviewRound
from workshops.engagements.models import Engagement, EngagementMember

_OWNED = joinedload(Deliverable.engagement).options(
    selectinload(Engagement.members), joinedload(Engagement.organisation)
)


def get_deliverable(actor: Actor, public_id: str, *, deleted: bool = False) -> Deliverable:
    """One draft with its engagement. Raises NotFound, also for those who may not see drafts."""
    gone = Deliverable.deleted_at.is_not(None) if deleted else Deliverable.deleted_at.is_(None)
    found = db.session.scalar(
        select(Deliverable)
        .join(Deliverable.engagement)
        .where(Deliverable.public_id == public_id, gone, Engagement.deleted_at.is_(None))
        .options(_OWNED, joinedload(Deliverable.author))
    )
    if found is None or not permissions.can_see_drafts(actor, found.engagement):
        raise NotFound(N_("There is no such deliverable."))
    return found


def load_content(deliverable: Deliverable) -> Deliverable:
    """Read sections, blocks and sources at once, three queries whatever the size."""
    db.session.scalars(
        select(Deliverable)
        .where(Deliverable.id == deliverable.id)
        .options(
            selectinload(Deliverable.sections).selectinload(DeliverableSection.blocks),
            selectinload(Deliverable.sources),
        )
        .execution_options(populate_existing=False)
    ).one()
    return deliverable


def get_section(deliverable: Deliverable, public_id: str) -> DeliverableSection:
    """A section of a draft. Raises NotFound."""
    for section in deliverable.sections:
        if section.public_id == public_id:
            return section
    raise NotFound(N_("There is no such section in this draft."))


def get_block(deliverable: Deliverable, public_id: str) -> DeliverableBlock:
    """A block of a draft. Raises NotFound."""
    for section in deliverable.sections:
        for block in section.blocks:
            if block.public_id == public_id:
                return block
    raise NotFound(N_("There is no such paragraph in this draft."))


def list_deliverables(actor: Actor, engagement: Engagement) -> Sequence[Deliverable]:
    """The drafts of an engagement by kind, the oldest first; none for those who may not see."""
    if not permissions.can_see_drafts(actor, engagement):
        return []
    query = (
        select(Deliverable)
        .where(Deliverable.engagement_id == engagement.id, Deliverable.deleted_at.is_(None))
        .options(joinedload(Deliverable.author))
        .order_by(Deliverable.kind, Deliverable.id)
    )
    order = list(DeliverableKind)
    return sorted(db.session.scalars(query), key=lambda made: (order.index(made.kind), made.id))


def list_versions_of(engagement: Engagement) -> Sequence[DeliverableVersion]:
    """Every issued version of an engagement, the newest first."""
    query = (
        select(DeliverableVersion)
        .join(DeliverableVersion.deliverable)
        .where(Deliverable.engagement_id == engagement.id)
        .options(joinedload(DeliverableVersion.deliverable))
        .order_by(DeliverableVersion.issued_at.desc(), DeliverableVersion.id.desc())
    )
    return db.session.scalars(query).all()


def list_questions(deliverable: Deliverable) -> list[AgencyQuestion]:
    """What a draft asks of the agency, in the order of its numbers, then what was answered."""
    rows = db.session.scalars(
        select(AgencyQuestion)
        .where(
            AgencyQuestion.engagement_id == deliverable.engagement_id,
            AgencyQuestion.key.in_(deliverable.questions),
        )
        .order_by(AgencyQuestion.id)
    )
    found = {row.key: row for row in rows}
    asked = [found[key] for key in deliverable.questions if key in found]
    return sorted(asked, key=lambda row: bool(row.answer))


def answers_of(engagement: Engagement) -> dict[str, str]:
    """What the agency has answered so far, by the question's key."""
    query = (
        select(AgencyQuestion.key, AgencyQuestion.answer)
        .where(AgencyQuestion.engagement_id == engagement.id, AgencyQuestion.answer != "")
        .order_by(AgencyQuestion.id)
    )
    return {row.key: row.answer for row in db.session.execute(query)}


def get_question(engagement: Engagement, public_id: str) -> AgencyQuestion:
    """A question of an engagement. Raises NotFound."""
    found = db.session.scalar(
        select(AgencyQuestion).where(
            AgencyQuestion.engagement_id == engagement.id, AgencyQuestion.public_id == public_id
        )
    )
    if found is None:
        raise NotFound(N_("There is no such question."))
    return found


def list_drafts_waiting(actor: Actor) -> Sequence[Row[int, str, str, int | None, str]]:
    """Drafts that wait for this person: comments to settle, or an approval asked of them."""
    if actor.kind is not ActorKind.USER:
        return []
    return db.session.execute(_waiting(actor)).all()


@lru_cache(maxsize=STATEMENTS)
def _waiting(actor: Actor) -> Select[int, str, str, int | None, str]:
    commented = (
        select(ReviewRound.deliverable_id)
        .join(Reviewer, Reviewer.round_id == ReviewRound.id)
        .outerjoin(ReviewComment, ReviewComment.reviewer_id == Reviewer.id)
        .where(
            ReviewRound.closed_at.is_(None),
            (ReviewComment.id.is_not(None) & ReviewComment.settled_at.is_(None))
            | Reviewer.verdict.is_not(None),
        )
    )
    mine = Engagement.members.any(EngagementMember.user_id == actor.id)
    open_states = (DeliverableState.DRAFT, DeliverableState.IN_REVIEW)
    query = (
        select(
            Deliverable.id,
            Deliverable.public_id,
            Deliverable.title,
            Deliverable.approver_id,
            Engagement.name.label("engagement"),
        )
        .join(Deliverable.engagement)
        .where(
            Deliverable.deleted_at.is_(None),
            Engagement.deleted_at.is_(None),
            Deliverable.state.in_(open_states),
            (Deliverable.approver_id == actor.id)
            | (mine & (Deliverable.author_id == actor.id) & Deliverable.id.in_(commented)),
        )
        .order_by(Deliverable.id)
    )
    if allows(actor, "R", "deliverable"):
        return query
    return query.where(mine if may_ever(actor, "R", "deliverable") else false())


def count_open_comments(deliverable: Deliverable) -> int:
    """How many comments of the agency are not settled yet."""
    query = (
        select(func.count(ReviewComment.id))
        .join(ReviewComment.reviewer)
        .join(Reviewer.round)
        .where(ReviewRound.deliverable_id == deliverable.id, ReviewComment.settled_at.is_(None))
    )
    return db.session.scalar(query) or 0
