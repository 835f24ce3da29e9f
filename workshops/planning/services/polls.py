"""Date polls: opening one, its days and guests, ending it without a date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from workshops.core import clock, events
from workshops.core.actor import Actor
from workshops.core.db import db, lock
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_
from workshops.jobs.queue import enqueue
from workshops.mail.rules import was_just_told
from workshops.people.models import Person
from workshops.planning import permissions
from workshops.planning.events import PollClosed, PollOpened, SlotRemoved, SlotsAdded
from workshops.planning.models import Workshop
from workshops.planning.models.polls import DatePoll, PollGuest, PollSlot, PollState
from workshops.planning.queries import polls as queries
from workshops.planning.rules import polls as rules
from workshops.planning.services import acts, holds
from workshops.planning.services.sittings import LONGEST_MINUTES, SETTLED

REMIND = "planning.remind_voters"
Asked = Sequence[tuple[Person, bool]]


@dataclass(frozen=True)
class PollPlan:
    """What a poll asks. `times` are starts with minutes; `closes_at` ends the time to answer."""

    times: Sequence[tuple[datetime, int]]
    closes_at: datetime
    quorum: int
    timezone: str = "Europe/Copenhagen"
    with_holds: bool = False


def open_poll(actor: Actor, *, workshop: Workshop, plan: PollPlan, people: Asked) -> DatePoll:
    """Ask people which day suits them; `people` are persons with whether they must be there.

    Raises NotAllowed, Invalid, and Conflict when the workshop is over or has an open poll already.
    """
    require_ask(actor, workshop)
    db.session.execute(select(Workshop.id).where(Workshop.id == workshop.id).with_for_update())
    _check_open(workshop)
    if queries.find_open(workshop) is not None:
        raise Conflict(N_("There is an open poll for this workshop already."))
    _check_plan(plan)
    poll = DatePoll(
        workshop=workshop,
        closes_at=plan.closes_at,
        quorum=plan.quorum,
        timezone=plan.timezone,
        with_holds=plan.with_holds,
    )
    db.session.add(poll)
    slots = _new_slots(poll, plan.times)
    guests = _new_guests(poll, people)
    if len(guests) < plan.quorum:
        raise Invalid(N_("More people are needed than you ask."), "quorum")
    if poll.with_holds:
        _check_holds(len(slots) * len(guests))
        holds.make_holds(poll, slots)
    acts.record(actor, "poll_opened", poll.workshop)
    events.publish(PollOpened(poll.id, tuple(guest.id for guest in guests)))
    _plan_reminder(poll)
    return poll


def add_slot(actor: Actor, *, poll: DatePoll, starts_at: datetime, length_minutes: int) -> PollSlot:
    """Add one day, for example one that a guest has proposed; the day itself when it is there."""
    same = [one for one in poll.slots if one.starts_at == starts_at]
    return same[0] if same else add_slots(actor, poll=poll, times=[(starts_at, length_minutes)])[0]


def add_slots(
    actor: Actor, *, poll: DatePoll, times: Sequence[tuple[datetime, int]]
) -> Sequence[PollSlot]:
    """Add days to an open poll; who has voted already hears of them once.

    Raises NotAllowed, Conflict when the poll is over, Invalid for a day that cannot be.
    """
    _require_change(actor, poll)
    known = {slot.starts_at for slot in poll.slots}
    times = [one for one in times if one[0] not in known]
    if not times:
        raise Invalid(N_("Propose at least one day that is not in the poll yet."), "slots")
    if len(known) + len(times) > rules.MOST_SLOTS:
        raise _too_many_slots()
    _check_times(times)
    slots = _new_slots(poll, times)
    if poll.with_holds:
        _check_holds(len(poll.guests) * (len(known) + len(slots)))
        holds.make_holds(poll, slots)
    acts.record(actor, "poll_slots_added", poll.workshop)
    events.publish(SlotsAdded(poll.id, tuple(slot.id for slot in slots)))
    return slots


def remove_slot(actor: Actor, *, slot: PollSlot) -> None:
    """Take a day out of an open poll, and its hold out of the calendars."""
    poll = slot.poll
    _require_change(actor, poll)
    if len(poll.slots) < 2:
        raise Conflict(N_("A poll asks about at least one day. End the poll instead."))
    slot.removed_at = clock.now()
    holds.release([slot])
    db.session.flush()
    db.session.expire(poll, ["slots"])
    acts.record(actor, "poll_slot_removed", poll.workshop)
    events.publish(SlotRemoved(poll.id, slot.id))


def add_guests(actor: Actor, *, poll: DatePoll, people: Asked) -> Sequence[PollGuest]:
    """Ask more people while guests can still vote; who is asked already gets nothing.

    Raises NotAllowed, Conflict when it is too late, Invalid when nobody is new.
    """
    if not permissions.can_choose_date(actor, poll.workshop):
        raise NotAllowed(N_("Only those who run the engagement can ask for a date."))
    lock_open(poll)
    obstacle = queries.voting_obstacle(poll, clock.now())
    if obstacle:
        raise Conflict(obstacle)
    known = {guest.person_id for guest in poll.guests}
    guests = _new_guests(poll, [one for one in people if one[0].id not in known])
    if not guests:
        raise Invalid(N_("Everybody you chose is asked already."), "guests")
    if poll.with_holds:
        _check_holds(len(poll.slots) * (len(known) + len(guests)))
        holds.put_on_holds(poll.slots, guests)
    acts.record(actor, "poll_guests_added", poll.workshop)
    events.publish(PollOpened(poll.id, tuple(guest.id for guest in guests)))
    return guests


def close_poll(actor: Actor, *, poll: DatePoll) -> None:
    """End a poll without a date; its holds leave the calendars. Raises Conflict when it is over."""
    if not permissions.can_choose_date(actor, poll.workshop):
        raise NotAllowed(N_("Only those who run the engagement can end the poll."))
    lock_open(poll)
    _close(actor, poll)


def close_of_workshop(actor: Actor, *, workshop: Workshop) -> None:
    """End the open poll of a workshop that is cancelled or deleted, whoever may do that."""
    poll = queries.find_open(workshop)
    if poll is not None:
        _close(actor, poll)


def lock_open(poll: DatePoll) -> None:
    """Hold the poll's row until the transaction ends; of two who decide, the second is refused."""
    lock(poll)
    if poll.state is not PollState.OPEN:
        raise Conflict(N_("The poll is over: somebody has decided in the meantime."))


def _close(actor: Actor, poll: DatePoll) -> None:
    poll.state, poll.ended_at = PollState.CLOSED, clock.now()
    holds.release(poll.slots)
    db.session.flush()
    acts.record(actor, "poll_closed", poll.workshop)
    events.publish(PollClosed(poll.id))


def _new_slots(poll: DatePoll, times: Iterable[tuple[datetime, int]]) -> list[PollSlot]:
    slots = [
        PollSlot(poll=poll, starts_at=at, length_minutes=minutes)
        for at, minutes in sorted(dict(times).items())
    ]
    db.session.add_all(slots)
    db.session.flush()
    return slots


def _new_guests(poll: DatePoll, people: Asked) -> list[PollGuest]:
    for person, _ in people:
        if not person.email:
            raise Invalid(N_("%(name)s has no e-mail address."), "guests", name=person.name)
    required: dict[int, bool] = {}
    for person, must in people:
        required[person.id] = required.get(person.id, False) or must
    guests = [
        PollGuest(poll=poll, person_id=number, required=must) for number, must in required.items()
    ]
    db.session.add_all(guests)
    db.session.flush()
    return guests


def require_ask(actor: Actor, workshop: Workshop) -> None:
    """Raise NotAllowed unless they may ask people which day suits them."""
    if not permissions.can_open_poll(actor, workshop):
        raise NotAllowed(N_("Only those who run the engagement can ask for a date."))


def _require_change(actor: Actor, poll: DatePoll) -> None:
    if not permissions.can_change_poll(actor, poll.workshop):
        raise NotAllowed(N_("Only those who run the engagement can change the poll."))
    lock_open(poll)


def _check_open(workshop: Workshop) -> None:
    if workshop.state in SETTLED or workshop.deleted_at is not None:
        raise Conflict(N_("The workshop is over; its days can no longer be changed."))


def _check_plan(plan: PollPlan) -> None:
    if not plan.times:
        raise Invalid(N_("Propose at least one day."), "slots")
    if len(plan.times) > rules.MOST_SLOTS:
        raise _too_many_slots()
    _check_times(plan.times)
    if plan.closes_at <= clock.now():
        raise Invalid(N_("The last day to answer has passed already."), "closes_on")
    if plan.closes_at > max(at for at, _ in plan.times):
        raise Invalid(N_("The last day to answer lies after the last day proposed."), "closes_on")
    if plan.quorum < 1:
        raise Invalid(N_("At least one person must be able to come."), "quorum")


def _check_times(times: Iterable[tuple[datetime, int]]) -> None:
    for at, minutes in times:
        if at <= clock.now():
            raise Invalid(N_("A proposed day has passed already."), "slots")
        if not 5 <= minutes <= LONGEST_MINUTES:
            raise Invalid(N_("A day lasts from 5 minutes to 16 hours."), "slots")


def _check_holds(entries: int) -> None:
    if entries > rules.MOST_HOLDS:
        raise Invalid(
            N_(
                "That would be %(count)s calendar entries. Keep at most %(most)s free, or ask "
                "without keeping days free."
            ),
            "with_holds",
            count=entries,
            most=rules.MOST_HOLDS,
        )


def _too_many_slots() -> Invalid:
    return Invalid(
        N_("Propose at most %(most)s days; guests answer about each of them."),
        "slots",
        most=rules.MOST_SLOTS,
    )


def _plan_reminder(poll: DatePoll) -> None:
    at = rules.nudge_at(poll.closes_at, poll.timezone)
    if not was_just_told(clock.now(), at):
        enqueue(REMIND, key=f"poll:{poll.id}:remind", run_at=at, poll_id=poll.id)
