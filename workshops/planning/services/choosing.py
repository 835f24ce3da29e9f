"""Choosing the day of a poll: it becomes the first day of the workshop."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from workshops.core import events
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_, clean
from workshops.planning import permissions
from workshops.planning.events import DateChosen
from workshops.planning.models import Sitting, Workshop, WorkshopState
from workshops.planning.models.polls import DatePoll, PollSlot, PollState
from workshops.planning.queries import polls as queries
from workshops.planning.services import acts, holds
from workshops.planning.services.polls import lock_open
from workshops.planning.services.sittings import SittingPlan, change_sitting
from workshops.planning.services.workshops import change_state


def choose_date(
    actor: Actor, *, poll: DatePoll, slot: PollSlot, now: datetime, reason: str = ""
) -> Sitting:
    """Make a proposed day the workshop's first; its other days keep their distance.

    Where days were kept free in calendars, everybody polled is invited by that; else nobody is.

    Raises NotAllowed; Conflict when somebody has decided already or the day has passed; Invalid
    when the day wants a reason; Taken when room or people are booked then.
    """
    if not permissions.can_choose_date(actor, poll.workshop):
        raise NotAllowed(N_("Only those who run the engagement can choose the date."))
    lock_open(poll)
    reason = clean(reason)[:2000]
    _check(poll, slot, now, reason)
    workshop, hold = poll.workshop, slot.sitting
    poll.state, poll.ended_at, slot.chosen_at = PollState.CHOSEN, now, now
    poll.reason = reason
    db.session.flush()
    before = workshop.sittings[0].starts_at
    later = [(day, day.starts_at) for day in workshop.sittings[1:]]
    holds.release(each for each in poll.slots if each.id != slot.id)
    sitting = holds.promote(actor, hold) if hold else _move_first(actor, workshop, slot)
    for day, starts_at in later:
        _move_along(actor, day, starts_at - before, slot.starts_at, poll.timezone)
    if hold is not None and workshop.state is WorkshopState.DRAFT:
        change_state(actor, workshop=workshop, to=WorkshopState.INVITING, now=now)
    acts.record(actor, "date_chosen", poll.workshop, reason=reason)
    events.publish(DateChosen(poll.id, slot.id, sitting.id, hold is not None))
    return sitting


def _check(poll: DatePoll, slot: PollSlot, now: datetime, reason: str) -> None:
    if slot.poll_id != poll.id or slot.removed_at is not None:
        raise Conflict(N_("This day is no longer in the poll."))
    if slot.starts_at <= now:
        raise Conflict(N_("A proposed day has passed already."))
    stands = next(one for one in queries.tallies(poll) if one.slot == slot.id)
    wanted = queries.reason_wanted(stands)
    if wanted and not reason:
        raise Invalid(wanted, "reason")


def _move_first(actor: Actor, workshop: Workshop, slot: PollSlot) -> Sitting:
    day = workshop.sittings[0]
    plan = _plan(day, slot.starts_at, slot.length_minutes, slot.poll.timezone)
    return change_sitting(actor, sitting=day, plan=plan, version=day.version)


def _move_along(
    actor: Actor, day: Sitting, distance: timedelta, starts_at: datetime, zone: str
) -> None:
    """Keep a later day as many days after the first as it was, at its own time of day."""
    local = day.starts_at.astimezone(ZoneInfo(day.timezone))
    first = (day.starts_at - distance).astimezone(ZoneInfo(day.timezone))
    apart = local.date() - first.date()
    wished = datetime.combine(starts_at.astimezone(ZoneInfo(zone)).date() + apart, local.time())
    plan = _plan(day, wished.replace(tzinfo=local.tzinfo), day.length_minutes, day.timezone)
    change_sitting(actor, sitting=day, plan=plan, version=day.version)


def _plan(day: Sitting, starts_at: datetime, length_minutes: int, zone: str) -> SittingPlan:
    return SittingPlan(
        local=starts_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None),
        length_minutes=length_minutes,
        timezone=zone,
        room=day.room,
        online_url=day.online_url,
    )
