"""Letters and jobs as those who may look after them see them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select, true

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.engagements.models import EngagementMember
from workshops.jobs.models import Job, JobState
from workshops.mail.models import Letter, LetterState


def search_letters(actor: Actor, state: LetterState | None) -> Select[Any]:
    """The letters that the actor may see, in a state or all; to be ordered and paged."""
    query = select(Letter).where(_visible(actor))
    return query if state is None else query.where(Letter.state == state)


def count_letters(actor: Actor) -> Mapping[LetterState, int]:
    """How many letters the actor may see, by state."""
    query = select(Letter.state, func.count(Letter.id)).where(_visible(actor))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Letter.state))}


def get_letter(actor: Actor, public_id: str) -> Letter:
    """One letter. Raises NotFound, also when it is another engagement's."""
    query = select(Letter).where(Letter.public_id == public_id, _visible(actor))
    letter = db.session.scalar(query)
    if letter is None:
        raise NotFound(N_("There is no such letter."))
    return letter


def search_jobs(state: JobState | None) -> Select[Any]:
    """All jobs, in a state or all; to be ordered and paged."""
    return select(Job) if state is None else select(Job).where(Job.state == state)


def get_job(public_id: str) -> Job:
    """One job. Raises NotFound."""
    job = db.session.scalar(select(Job).where(Job.public_id == public_id))
    if job is None:
        raise NotFound(N_("There is no such job."))
    return job


def _visible(actor: Actor) -> ColumnElement[bool]:
    """All letters for administrators, those of their own engagements for project managers."""
    if allows(actor, "R", "outbox"):
        return true()
    if not allows(actor, "R", "outbox", own=True):
        return false()
    mine = select(EngagementMember.engagement_id).where(EngagementMember.user_id == actor.id)
    return Letter.engagement_id.in_(mine)
