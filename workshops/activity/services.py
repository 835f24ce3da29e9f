"""Writing the log; every service of a higher slice calls this after its change."""

from collections.abc import Iterable

from workshops.activity.models import Activity
from workshops.core.actor import Actor
from workshops.core.db import db


def record(
    actor: Actor,
    act: str,
    record: object,
    *,
    title: str = "",
    engagement_id: int | None = None,
    fields: Iterable[str] = (),
    reason: str = "",
) -> None:
    """Note that `actor` did `act` (past tense, snake case) to a flushed `record`.

    `fields` names what changed, never the values; `title` is what a reader of the log should see.
    """
    db.session.add(
        Activity(
            actor_kind=actor.kind,
            actor_number=actor.id,
            actor_name=actor.name,
            act=act,
            record_kind=record.__tablename__,  # type: ignore[attr-defined]
            record_id=record.id,  # type: ignore[attr-defined]
            record_title=title[:200],
            engagement_id=engagement_id,
            fields=sorted(fields),
            reason=reason,
        )
    )
