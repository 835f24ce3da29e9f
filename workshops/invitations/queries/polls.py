"""Reads of the letters about date polls."""

from collections.abc import Sequence

from sqlalchemy import select

from workshops.core.db import db
from workshops.mail.models import UNDELIVERED, Letter
from workshops.people.models import Person
from workshops.planning.models.polls import DatePoll, PollGuest


def list_lost(poll: DatePoll) -> Sequence[Letter]:
    """The last letter to each guest's present address that did not arrive, by guest; one query."""
    lost = db.session.scalars(
        select(Letter)
        .join(PollGuest, PollGuest.id == Letter.record_id)
        .join(PollGuest.person)
        .where(
            Letter.to_address == Person.email,
            Letter.record_kind == PollGuest.__tablename__,
            PollGuest.poll_id == poll.id,
            Letter.state.in_(UNDELIVERED),
        )
        .order_by(Letter.record_id, Letter.id)
    )
    return list({letter.record_id: letter for letter in lost}.values())
