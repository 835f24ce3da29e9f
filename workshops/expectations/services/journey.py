"""Putting the stages of a service in the order in which citizens meet them."""

from sqlalchemy import delete, select

from workshops.activity import services as activity
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict, NotAllowed
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.expectations import permissions
from workshops.expectations.models import ServiceStage
from workshops.expectations.queries.expectation_map import get_map
from workshops.expectations.rules.journey import swapped


def move_stage(actor: Actor, *, engagement: Engagement, name: str, earlier: bool) -> int:
    """Put a stage of the service a place earlier or later; its place on the map, from 1.

    Raises Conflict when no theme has the stage any longer.
    """
    if not permissions.can_edit_themes(actor, engagement):
        raise NotAllowed(N_("Your role may not change themes."))
    db.session.execute(
        select(Engagement.id).where(Engagement.id == engagement.id).with_for_update()
    )
    stages = [stage.name for stage in get_map(actor, engagement).stages if stage.name]
    if name not in stages:
        raise Conflict(N_("No theme has that stage any longer."))
    moved = swapped(stages, name, earlier=earlier)
    if moved != stages:
        db.session.execute(delete(ServiceStage).where(ServiceStage.engagement_id == engagement.id))
        db.session.add_all(
            ServiceStage(engagement_id=engagement.id, position=place, name=stage)
            for place, stage in enumerate(moved, start=1)
        )
        db.session.flush()
        activity.record(
            actor, "journey_ordered", engagement, title=name, engagement_id=engagement.id
        )
    return moved.index(name) + 1
