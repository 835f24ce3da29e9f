"""The order of the stages of a service, as the engagement's managers have put them."""

from collections.abc import Sequence

from sqlalchemy import select

from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.expectations.models import ServiceStage


def list_order(engagement: Engagement) -> Sequence[str]:
    """The names of the stages that were put in order; others may be in use besides."""
    return db.session.scalars(
        select(ServiceStage.name)
        .where(ServiceStage.engagement_id == engagement.id)
        .order_by(ServiceStage.position)
    ).all()
