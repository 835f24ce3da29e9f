"""Holds: days of a poll that stand in the guests' calendars until one is chosen.

A hold books nothing: room and facilitators are checked when days are proposed and booked when one
is chosen.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select, update

from workshops.core import clock, events
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.planning.events import ParticipationRemoved
from workshops.planning.models import (
    AgendaBlock,
    Answer,
    ParticipantRole,
    Participation,
    Sitting,
)
from workshops.planning.models.polls import DatePoll, PollGuest, PollSlot
from workshops.planning.services import bookings, seats


def make_holds(poll: DatePoll, slots: Sequence[PollSlot]) -> None:
    """A hold for each slot, with every guest of the poll on it."""
    day = poll.workshop.sittings[0]
    for slot in slots:
        slot.sitting = Sitting(
            workshop_id=poll.workshop_id,
            starts_at=slot.starts_at,
            length_minutes=slot.length_minutes,
            timezone=poll.timezone,
            room_id=day.room_id,
            online_url=day.online_url,
            is_hold=True,
        )
        db.session.add(slot.sitting)
    db.session.flush()
    put_on_holds(slots, poll.guests)


def put_on_holds(slots: Iterable[PollSlot], guests: Sequence[PollGuest]) -> None:
    """Put guests on the holds of some slots."""
    db.session.add_all(
        Participation(sitting_id=slot.sitting_id, person_id=guest.person_id, role=_role(guest))
        for slot in slots
        if slot.sitting_id is not None
        for guest in guests
    )
    db.session.flush()


def release(slots: Iterable[PollSlot]) -> None:
    """Take holds back. Whoever was on them hears it by what ended them: a fact about the poll."""
    for slot in slots:
        if slot.sitting is not None and slot.sitting.is_hold and slot.sitting.removed_at is None:
            _empty(slot.sitting)


def promote(actor: Actor, hold: Sitting) -> Sitting:
    """Make a hold the first day of its workshop, with the place and the agenda of the day that
    stood there so far; who was on that day is on this one too. Raises Taken.

    Answers to a hold are no answers to the workshop: everybody is asked.
    """
    day = hold.workshop.sittings[0]
    hold.is_hold, hold.room_id, hold.online_url = False, day.room_id, day.online_url
    db.session.execute(
        update(AgendaBlock)
        .where(AgendaBlock.sitting_id == day.id)
        .values(sitting_id=hold.id)
        .execution_options(synchronize_session=False)
    )
    there = {one.person_id: one for one in _people_on(hold)}
    for placed in there.values():
        placed.answer, placed.answered_at = Answer.NONE, None
    db.session.add_all(
        Participation(sitting_id=hold.id, person_id=one.person_id, role=one.role, seat=one.seat)
        for one in _people_on(day)
        if one.person_id not in there
    )
    _take_out(day)
    db.session.expire_all()
    bookings.rebook(actor, sitting=hold)
    return hold


def _take_out(sitting: Sitting) -> None:
    for placed in _empty(sitting):
        events.publish(ParticipationRemoved(placed.id))


def _empty(sitting: Sitting) -> Sequence[Participation]:
    """Take a day out with everybody on it; who that was."""
    sitting.removed_at = clock.now()
    gone = _people_on(sitting)
    for placed in gone:
        placed.removed_at = sitting.removed_at
    bookings.release([sitting])
    seats.clear(gone)
    return gone


def _people_on(sitting: Sitting) -> Sequence[Participation]:
    return db.session.scalars(
        select(Participation)
        .where(Participation.sitting_id == sitting.id, Participation.removed_at.is_(None))
        .order_by(Participation.id)
    ).all()


def _role(guest: PollGuest) -> ParticipantRole:
    return ParticipantRole.KEY_PERSON if guest.required else ParticipantRole.PARTICIPANT
