"""What the queue does for itself."""

from datetime import timedelta

from sqlalchemy import delete

from workshops.core import clock
from workshops.core.db import db
from workshops.jobs.models import Job, JobState

TIDY = "jobs.tidy"
KEPT_DAYS = 30


def tidy() -> None:
    """Forget jobs that were done more than 30 days ago; what failed stays."""
    oldest = clock.now() - timedelta(days=KEPT_DAYS)
    db.session.execute(delete(Job).where(Job.state == JobState.DONE, Job.updated_at < oldest))
