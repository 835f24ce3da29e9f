"""What somebody would still be written to about in planning."""

from collections.abc import Sequence

from sqlalchemy import select

from workshops.core import clock
from workshops.core.db import db
from workshops.people.events import WhatIsOpen
from workshops.planning.models import Participation, Sitting, Workshop, WorkshopState
from workshops.planning.models.polls import DatePoll, PollGuest, PollState

OVER = (WorkshopState.HELD, WorkshopState.CLOSED, WorkshopState.CANCELLED)


def list_open(asked: WhatIsOpen) -> Sequence[str]:
    """The workshops with a day to come that somebody is on, or an open poll that asks them."""
    days = (
        select(Workshop.name)
        .join(Sitting, Sitting.workshop_id == Workshop.id)
        .join(Participation, Participation.sitting_id == Sitting.id)
        .where(
            Participation.person_id == asked.person_id,
            Participation.removed_at.is_(None),
            Sitting.removed_at.is_(None),
            Sitting.starts_at > clock.now(),
            Workshop.state.not_in(OVER),
            Workshop.deleted_at.is_(None),
        )
        .order_by(Workshop.id)
    )
    polls = (
        select(Workshop.name)
        .join(DatePoll, DatePoll.workshop_id == Workshop.id)
        .join(PollGuest, PollGuest.poll_id == DatePoll.id)
        .where(
            PollGuest.person_id == asked.person_id,
            DatePoll.state == PollState.OPEN,
            Workshop.deleted_at.is_(None),
        )
        .order_by(Workshop.id)
    )
    return [*db.session.scalars(days), *db.session.scalars(polls)]
