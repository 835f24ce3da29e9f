"""Writing down what was done to a workshop, whichever part of it was changed."""

from collections.abc import Iterable

from workshops.activity import services as activity
from workshops.core.actor import Actor
from workshops.planning.models import Workshop


def record(
    actor: Actor, act: str, workshop: Workshop, *, fields: Iterable[str] = (), reason: str = ""
) -> None:
    """Note that `actor` did `act` to a workshop or to something on it."""
    activity.record(
        actor,
        act,
        workshop,
        title=workshop.name,
        engagement_id=workshop.engagement_id,
        fields=fields,
        reason=reason,
    )
