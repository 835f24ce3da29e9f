"""Votes of guests, and reminding those who have not voted."""

from datetime import datetime

from workshops.core import clock, events
from workshops.core.actor import WORKER, Actor
from workshops.core.db import db
from workshops.core.errors import Conflict, NotAllowed, NotFound
from workshops.core.text import N_
from workshops.jobs.queue import enqueue
from workshops.mail.rules import waking_moment
from workshops.planning import permissions
from workshops.planning.events import PollNudged
from workshops.planning.models import Answer, Participation
from workshops.planning.models.polls import DatePoll, PollGuest, PollSlot, PollVote, Vote
from workshops.planning.queries import polls as queries
from workshops.planning.services import acts

NUDGE = "planning.nudge_voter"
OF_ANSWER = {Answer.YES: Vote.YES, Answer.MAYBE: Vote.MAYBE, Answer.NO: Vote.NO}


def vote(actor: Actor, *, guest: PollGuest, slot: PollSlot, vote: Vote, now: datetime) -> PollVote:
    """Keep what a guest says about one day; a later word replaces the earlier one.

    Raises NotAllowed for anybody but the guest, NotFound for a day that is not in the poll,
    Conflict when the poll is over or the last day has passed.
    """
    if not permissions.can_vote(actor, guest.id):
        raise NotAllowed(N_("Only the guest can vote."))
    if slot.poll_id != guest.poll_id or slot.removed_at is not None:
        raise NotFound(N_("This day is no longer in the poll."))
    obstacle = queries.voting_obstacle(guest.poll, now)
    if obstacle:
        raise Conflict(obstacle)
    if slot.starts_at <= now:
        raise Conflict(N_("A proposed day has passed already."))
    return _keep(actor, guest, slot, vote, now)


def vote_by_calendar(participation: Participation) -> None:
    """An answer to a hold, given in the guest's own calendar, is what they say about that day."""
    found = queries.find_ballot(participation.sitting_id, participation.person_id)
    said = OF_ANSWER.get(participation.answer)
    now = clock.now()
    if found is None or said is None or queries.voting_obstacle(found[0].poll, now):
        return
    slot, guest = found
    _keep(WORKER, guest, slot, said, now)


def nudge_all(actor: Actor, *, poll: DatePoll) -> int:
    """Remind who has not voted, each once in a poll; to how many a letter goes.

    It leaves when it is neither night nor weekend where the guest is.
    """
    if not permissions.can_choose_date(actor, poll.workshop):
        raise NotAllowed(N_("Only those who run the engagement can remind guests."))
    obstacle = queries.voting_obstacle(poll, clock.now())
    if obstacle:
        raise Conflict(obstacle)
    wanted = [guest for guest in queries.silent_guests(poll) if guest.nudged_at is None]
    for guest in wanted:
        at = waking_moment(clock.now(), guest.person.timezone)
        enqueue(NUDGE, key=f"poll-guest:{guest.id}:nudge", run_at=at, guest_id=guest.id)
    if wanted:
        acts.record(actor, "poll_nudged", poll.workshop)
    return len(wanted)


def nudge(*, guest: PollGuest, now: datetime) -> None:
    """Remind one guest, unless they have voted, were reminded, or it is too late."""
    silent = {one.id for one in queries.silent_guests(guest.poll)}
    over = queries.voting_obstacle(guest.poll, now) or guest.poll.workshop.deleted_at is not None
    if over or guest.nudged_at is not None or guest.id not in silent:
        return
    guest.nudged_at = now
    db.session.flush()
    events.publish(PollNudged(guest.id))


def _keep(actor: Actor, guest: PollGuest, slot: PollSlot, said: Vote, now: datetime) -> PollVote:
    db.session.refresh(guest, with_for_update={"of": PollGuest})
    kept = next((one for one in guest.votes if one.slot_id == slot.id), None)
    if kept is None:
        kept = PollVote(slot=slot, guest=guest, vote=said)
        db.session.add(kept)
    first = guest.voted_at is None
    kept.vote, guest.voted_at = said, now
    db.session.flush()
    if first:
        acts.record(actor, "poll_voted", guest.poll.workshop)
    return kept
