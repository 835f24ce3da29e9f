"""Votes of guests, and reminding those who have not voted."""

from collections.abc import Mapping
from datetime import datetime

from workshops.core import clock, events
from workshops.core.actor import WORKER, Actor
from workshops.core.db import db, lock
from workshops.core.errors import Conflict, NotAllowed, NotFound, Stale
from workshops.core.text import N_
from workshops.jobs.queue import enqueue
from workshops.mail.rules import waking_moment
from workshops.planning import permissions
from workshops.planning.events import PollNudged
from workshops.planning.models import Answer, Participation
from workshops.planning.models.polls import DatePoll, PollGuest, PollSlot, PollVote, Vote
from workshops.planning.queries import polls as queries
from workshops.planning.services import acts
from workshops.planning.services.polls import lock_open

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


def note_votes(
    actor: Actor,
    *,
    guest: PollGuest,
    votes: Mapping[str, Vote | None],
    seen: datetime | None,
    now: datetime,
) -> int:
    """Write down what a guest said by word of mouth; how many days that changes.

    `votes` goes by the public ids of days; None takes out what staff wrote down, never the guest's
    own word. Days not named, or said already, stay as they are. It is possible until the poll is
    over, also after the last day to answer. `seen` is when the guest had last answered on the page
    that was filled in.

    Raises NotAllowed, Conflict when the poll is over, Stale when the guest has answered since.
    """
    if not permissions.can_note_votes(actor, guest.poll.workshop):
        raise NotAllowed(N_("Only those who run the engagement can note answers."))
    lock_open(guest.poll)
    lock(guest)
    if guest.voted_at != seen:
        raise Stale(N_("The guest has answered in the meantime. Check the answers once more."))
    kept = {one.slot_id: one for one in guest.votes}
    changed = 0
    for slot in guest.poll.slots:
        if slot.public_id in votes:
            changed += _write(guest, slot, kept.get(slot.id), votes[slot.public_id])
    if changed:
        db.session.flush()
        db.session.expire(guest, ["votes"])
        guest.voted_at = now if guest.votes else None
        acts.record(actor, "poll_vote_noted", guest.poll.workshop)
    return changed


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

    Whoever was asked less than a day ago is left alone. It leaves when it is neither night nor
    weekend where the guest is.
    """
    if not permissions.can_choose_date(actor, poll.workshop):
        raise NotAllowed(N_("Only those who run the engagement can remind guests."))
    obstacle = queries.voting_obstacle(poll, clock.now())
    if obstacle:
        raise Conflict(obstacle)
    wanted = queries.to_remind(poll, clock.now())
    for guest in wanted:
        at = waking_moment(clock.now(), guest.person.timezone)
        enqueue(NUDGE, key=f"poll-guest:{guest.id}:nudge", run_at=at, guest_id=guest.id)
    if wanted:
        acts.record(actor, "poll_nudged", poll.workshop)
    return len(wanted)


def nudge(*, guest: PollGuest, now: datetime) -> None:
    """Remind one guest, unless they have voted, were reminded or just asked, or it is too late."""
    over = queries.voting_obstacle(guest.poll, now) or guest.poll.workshop.deleted_at is not None
    if over or guest not in queries.to_remind(guest.poll, now):
        return
    guest.nudged_at = now
    db.session.flush()
    events.publish(PollNudged(guest.id))


def _keep(actor: Actor, guest: PollGuest, slot: PollSlot, said: Vote, now: datetime) -> PollVote:
    lock(guest)
    kept = next((one for one in guest.votes if one.slot_id == slot.id), None)
    if kept is None:
        kept = PollVote(slot=slot, guest=guest, vote=said)
        db.session.add(kept)
    first = guest.voted_at is None
    kept.vote, kept.by_staff, guest.voted_at = said, False, now
    db.session.flush()
    if first:
        acts.record(actor, "poll_voted", guest.poll.workshop)
    return kept


def _write(guest: PollGuest, slot: PollSlot, kept: PollVote | None, said: Vote | None) -> bool:
    """Put one noted answer in place of what stood there; whether that is another one."""
    if kept is None and said is not None:
        db.session.add(PollVote(slot=slot, guest=guest, vote=said, by_staff=True))
    elif kept is not None and said is None and kept.by_staff:
        db.session.delete(kept)
    elif kept is not None and said not in (None, kept.vote):
        kept.vote, kept.by_staff = said, True
    else:
        return False
    return True
