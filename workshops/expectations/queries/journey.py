"""The order of the stages of a service, as the engagement's managers have put them."""

from collections.abc import Iterable

from sqlalchemy import select

from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.expectations.models import ServiceStage
from workshops.expectations.rules.journey import in_order


def list_journey(engagement: Engagement, used: Iterable[str]) -> list[str]:
    """The stages that are used, as citizens meet them; what nobody put in order comes as given.

    The empty name, for no stage, is last.
    """
    said = db.session.scalars(
        select(ServiceStage.name)
        .where(ServiceStage.engagement_id == engagement.id)
        .order_by(ServiceStage.position)
    ).all()
    return in_order(used, said)
