"""Starting again what was given up."""

from sqlalchemy import select

from workshops.accounts.permissions import allows, may_ever
from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict, NotAllowed
from workshops.core.text import N_
from workshops.engagements.models import EngagementMember
from workshops.jobs import queue
from workshops.jobs.models import Job, JobState
from workshops.mail import outbox
from workshops.mail.models import Letter


def restart_letter(actor: Actor, *, letter: Letter) -> None:
    """Queue a refused or given-up letter once more.

    Raises Conflict when it is not in such a state or a newer one of its kind has already left.
    """
    if not allows(actor, "U", "outbox", own=_own(actor, letter)):
        raise NotAllowed(N_("Your role does not give access to this."))
    outbox.restart(letter)
    activity.record(
        actor, "restarted", letter, title=letter.subject, engagement_id=letter.engagement_id
    )


def restart_job(actor: Actor, *, job: Job) -> None:
    """Let a failed job be tried again. Raises Conflict when it has not failed."""
    if not may_ever(actor, "U", "job"):
        raise NotAllowed(N_("Your role does not give access to this."))
    if job.state is not JobState.FAILED:
        raise Conflict(N_("Only a job that has failed can be started again."))
    queue.restart(job, clock.now())
    activity.record(actor, "restarted", job, title=job.kind)


def _own(actor: Actor, letter: Letter) -> bool:
    mine = select(EngagementMember.id).where(
        EngagementMember.user_id == actor.id,
        EngagementMember.engagement_id == letter.engagement_id,
    )
    return db.session.scalar(mine) is not None
