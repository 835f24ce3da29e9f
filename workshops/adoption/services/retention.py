"""What adoption forgets by itself: whom it wrote to, once there is nothing more to ask."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update

from workshops.adoption.models import Adoption, AdoptionAsk, AdoptionCheck
from workshops.adoption.rules import ENDED
from workshops.core.db import db

KEPT = timedelta(days=90)


def forget_asked(*, now: datetime) -> None:
    """Delete whom an agency's answers came from, and the addresses of owners, after 90 days.

    The days are counted from the last open check, the last answer and the last asking of the
    engagement, whichever is latest. Answers stay, with the name and title of who is responsible.
    """
    since = now - KEPT
    open_check = and_(AdoptionCheck.done_at.is_(None), AdoptionCheck.due_on >= since.date())
    awaited = select(Adoption.engagement_id).where(
        or_(
            and_(Adoption.status.not_in(ENDED), Adoption.checks.any(open_check)),
            Adoption.answered_at >= since,
            Adoption.begun_on >= since.date(),
        )
    )
    asked = select(AdoptionAsk.engagement_id).where(AdoptionAsk.asked_at >= since)
    db.session.execute(
        update(Adoption)
        .where(
            Adoption.owner_email != "",
            Adoption.engagement_id.not_in(awaited.union(asked)),
        )
        .values(owner_email="")
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        delete(AdoptionAsk)
        .where(
            AdoptionAsk.engagement_id.not_in(awaited.union(asked)), AdoptionAsk.created_at < since
        )
        .execution_options(synchronize_session=False)
    )
