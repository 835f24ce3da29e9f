"""Answers to what the agency is asked; every deliverable of the engagement reads them."""

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotAllowed
from workshops.core.text import N_, clean
from workshops.deliverables import permissions
from workshops.deliverables.models import AgencyQuestion
from workshops.engagements.models import Engagement
from workshops.engagements.services.versions import check_version


def answer_question(
    actor: Actor,
    *,
    engagement: Engagement,
    question: AgencyQuestion,
    version: int,
    answer: str,
    answered_by: str,
) -> AgencyQuestion:
    """Keep what the agency says; an empty answer opens the question again. Raises Stale."""
    if not permissions.can_edit_drafts(actor, engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can enter answers."))
    check_version(question, version)
    question.answer = clean(answer)
    question.answered_by = answered_by if question.answer else ""
    question.answered_at = clock.now() if question.answer else None
    db.session.flush()
    activity.record(
        actor, "answered", question, title=question.text, engagement_id=question.engagement_id
    )
    return question
