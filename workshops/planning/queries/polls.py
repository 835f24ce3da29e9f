"""Reads of date polls: one with all its votes, and how its days stand."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Gone, NotFound
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.mail.queries import last_told
from workshops.mail.rules import was_just_told
from workshops.people.queries.addresses import at_address
from workshops.planning import permissions
from workshops.planning.models import Workshop, WorkshopFacilitator
from workshops.planning.models.polls import DatePoll, PollGuest, PollSlot, PollState, Vote
from workshops.planning.queries import visible
from workshops.planning.rules import polls as rules

Tally = rules.Tally
_NEWEST = (
    select(DatePoll.public_id, DatePoll.state)
    .where(DatePoll.workshop_id == bindparam("workshop"))
    .order_by(DatePoll.id.desc())
    .limit(1)
)
_POLL_OF = select(PollGuest.poll_id).where(PollGuest.id == bindparam("guest"))


def _whole(query: Select[Any]) -> Select[Any]:
    """A poll with its votes and what it is for, in four queries."""
    engagement = joinedload(DatePoll.workshop).joinedload(Workshop.engagement)
    return query.options(
        engagement.joinedload(Engagement.manager),
        selectinload(DatePoll.slots),
        selectinload(DatePoll.guests).options(
            joinedload(PollGuest.person), selectinload(PollGuest.votes)
        ),
    )


def _of_staff(query: Select[Any]) -> Select[Any]:
    """The same with what says who may do what, and with the workshop's days."""
    workshop = joinedload(DatePoll.workshop)
    return _whole(query).options(
        workshop.joinedload(Workshop.engagement).selectinload(Engagement.members),
        workshop.selectinload(Workshop.facilitators).joinedload(WorkshopFacilitator.user),
        workshop.selectinload(Workshop.sittings),
    )


def get_poll(actor: Actor, public_id: str) -> DatePoll:
    """One poll with slots, guests and votes. Raises NotFound, also when it may not be read."""
    query = select(DatePoll).where(
        DatePoll.public_id == public_id,
        DatePoll.workshop_id.in_(visible(actor).with_only_columns(Workshop.id)),
    )
    found: DatePoll | None = db.session.scalar(_of_staff(query))
    if found is None or not permissions.can_see_poll(actor, found.workshop):
        raise NotFound(N_("There is no such poll."))
    return found


def get_slot(poll: DatePoll, public_id: str) -> PollSlot:
    """One of the days that a poll asks about. Raises NotFound."""
    found = next((slot for slot in poll.slots if slot.public_id == public_id), None)
    if found is None:
        raise NotFound(N_("This day is no longer in the poll."))
    return found


def get_asked(poll: DatePoll, public_id: str) -> PollGuest:
    """One of the guests whom a poll asks. Raises NotFound."""
    found = next((guest for guest in poll.guests if guest.public_id == public_id), None)
    if found is None:
        raise NotFound(N_("This person is not asked in the poll."))
    set_committed_value(found, "poll", poll)
    return found


def get_by_link(guest_id: int, version: int) -> PollGuest:
    """The guest that a valid token names, with the whole poll.

    Raises NotFound, or Gone when the link was revoked or the workshop deleted.
    """
    poll_id = db.session.scalar(_POLL_OF, {"guest": guest_id})
    if poll_id is None:
        raise NotFound(N_("This link is not known."))
    poll = get_whole(poll_id)
    guest = _guest_of(poll, guest_id)
    gone = poll.workshop.deleted_at or poll.workshop.engagement.deleted_at
    if guest.link_version != version or gone:
        raise Gone(N_("This link is no longer in use."))
    return guest


def find_ballot(sitting_id: int, person_id: int) -> tuple[PollSlot, PollGuest] | None:
    """The proposed day that a hold keeps, and the guest that a person is in its poll."""
    row = db.session.execute(
        select(PollSlot, PollGuest)
        .join(PollGuest, PollGuest.poll_id == PollSlot.poll_id)
        .where(
            PollSlot.sitting_id == sitting_id,
            PollSlot.removed_at.is_(None),
            PollGuest.person_id == person_id,
        )
    ).one_or_none()
    return (row[0], row[1]) if row else None


def get_guest(guest_id: int) -> PollGuest:
    """A guest by number with the whole poll, for jobs and for slices that react to facts."""
    return _guest_of(get_whole(db.session.scalars(_POLL_OF, {"guest": guest_id}).one()), guest_id)


def _guest_of(poll: DatePoll, guest_id: int) -> PollGuest:
    guest = next(one for one in poll.guests if one.id == guest_id)
    set_committed_value(guest, "poll", poll)
    return guest


def get_whole(poll_id: int) -> DatePoll:
    """A poll by its number with everything, for slices that react to its facts."""
    found: DatePoll = db.session.scalars(
        _whole(select(DatePoll).where(DatePoll.id == poll_id))
    ).one()
    return found


def find_open(workshop: Workshop) -> DatePoll | None:
    """The poll of a workshop that is not over yet."""
    query = select(DatePoll).where(
        DatePoll.workshop_id == workshop.id, DatePoll.state == PollState.OPEN
    )
    return db.session.scalar(query.order_by(DatePoll.id.desc()).limit(1))


def find_newest(workshop: Workshop) -> Row[str, PollState] | None:
    """Id and state of the last poll of a workshop, whatever became of it."""
    return db.session.execute(_NEWEST, {"workshop": workshop.id}).first()


def list_open_of_address(address: str) -> Sequence[PollGuest]:
    """Where somebody with that address is asked in a poll that is not over, the oldest first."""
    return db.session.scalars(
        select(PollGuest)
        .join(PollGuest.person)
        .join(PollGuest.poll)
        .join(DatePoll.workshop)
        .where(
            at_address(address),
            DatePoll.state == PollState.OPEN,
            Workshop.deleted_at.is_(None),
        )
        .order_by(PollGuest.id)
    ).all()


def ballots(poll: DatePoll) -> list[rules.Ballot]:
    """What everybody said, by name; days that were taken out do not count."""
    there = {slot.id for slot in poll.slots}
    return [
        rules.Ballot(
            guest.person.name,
            guest.required,
            {each.slot_id: each.vote for each in guest.votes if each.slot_id in there},
        )
        for guest in sorted(poll.guests, key=lambda one: (one.person.name_sort, one.id))
    ]


def tallies(poll: DatePoll) -> list[Tally]:
    """How each day stands, by time."""
    said = ballots(poll)
    return [rules.tally(slot.id, slot.starts_at, said, poll.quorum) for slot in poll.slots]


def best_of(found: Sequence[Tally], now: datetime) -> Tally | None:
    """The day to propose, if any."""
    return rules.best(found, now)


def reason_wanted(tally: Tally) -> str | None:
    """The message id of why choosing this day wants a reason, or None."""
    return rules.needs_reason(tally)


def silent_guests(poll: DatePoll) -> list[PollGuest]:
    """Who has said nothing about any day that is still in the poll."""
    there = {slot.id for slot in poll.slots}
    return [
        guest for guest in poll.guests if not any(each.slot_id in there for each in guest.votes)
    ]


def to_remind(poll: DatePoll, at: datetime) -> list[PollGuest]:
    """Who is reminded at that moment: the silent, each once, not within a day of the question."""
    silent = [guest for guest in silent_guests(poll) if guest.nudged_at is None]
    told = last_told(PollGuest.__tablename__, [guest.id for guest in silent])
    return [
        guest
        for guest in silent
        if not was_just_told(max(guest.created_at, told.get(guest.id, guest.created_at)), at)
    ]


def votes_of(guest: PollGuest) -> dict[int, Vote]:
    """What one guest said, by the number of the day."""
    return {each.slot_id: each.vote for each in guest.votes}


def noted_of(guest: PollGuest) -> set[int]:
    """The numbers of the days whose answer staff wrote down for a guest."""
    return {each.slot_id for each in guest.votes if each.by_staff}


def voting_obstacle(poll: DatePoll, now: datetime) -> str | None:
    """The message id of why nobody can vote any more, or None."""
    return rules.obstacle(ended=poll.state is not PollState.OPEN, closes=poll.closes_at, now=now)


def deadline(day: date, zone: str) -> datetime:
    """The end of the last day to answer."""
    return rules.closes_at(day, zone)


def last_day(poll: DatePoll) -> date:
    """The last day to answer."""
    return rules.last_day(poll.closes_at, poll.timezone)
