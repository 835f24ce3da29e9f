"""What happens to participation when two persons turn out to be one."""

from sqlalchemy import delete, update

from workshops.core import clock, events
from workshops.core.actor import WORKER
from workshops.core.db import db
from workshops.people.events import PersonsMerged
from workshops.planning.events import ParticipationsMerged
from workshops.planning.models import (
    Answer,
    Booking,
    ParticipantRole,
    Participation,
    Place,
    Sitting,
)
from workshops.planning.models.attendance import Substitution
from workshops.planning.models.polls import PollGuest, PollVote
from workshops.planning.queries import merging as reads
from workshops.planning.rules.merging import is_later
from workshops.planning.services import attendance, bookings, seats


def follow_merge(fact: PersonsMerged) -> None:
    """Give the kept person what the gone one had in planning.

    Where both have a row it is made one field by field, by the word that was said later or that
    somebody has chosen.
    """
    theirs = reads.participations_of(fact.kept_id)
    for row in reads.participations_of(fact.gone_id).values():
        if row.sitting_id not in theirs:
            row.person_id = fact.kept_id
        elif row.removed_at is None:
            _make_one(fact, theirs[row.sitting_id], row)
    db.session.flush()
    _move_polls(fact)
    _move_needs(fact)
    db.session.execute(delete(Booking).where(Booking.resource == f"person:{fact.gone_id}"))
    for row in reads.participations_of(fact.kept_id).values():
        if row.role is ParticipantRole.KEY_PERSON and row.removed_at is None:
            _book_if_free(row.sitting)


def _make_one(fact: PersonsMerged, kept: Participation, gone: Participation) -> None:
    """The kept row takes the answer that counts, with the place and the role that came with it."""
    mine, theirs = reads.answer_word(kept), reads.answer_word(gone)
    key = reads.answer_key(kept.sitting_id)
    returns = kept.removed_at is not None
    counts = returns or fact.takes(key, later=is_later(mine, theirs))
    _take_role(kept, gone, counts)
    attendance.follow_merge(kept=kept, gone=gone, counts=counts)
    _move_substitutions(kept, gone)
    if counts:
        _take_answer(kept, gone)
    elif kept.answer is gone.answer:
        kept.answer_note = kept.answer_note or gone.answer_note
    kept.removed_at, gone.removed_at = None, clock.now()
    db.session.flush()
    events.publish(ParticipationsMerged(kept_id=kept.id, gone_id=gone.id, gone_counts=counts))
    _take_place(kept, gone, counts)


def _take_role(kept: Participation, gone: Participation, counts: bool) -> None:
    """A key person stays one; else the role goes with the word that counts."""
    if gone.role is ParticipantRole.KEY_PERSON or (
        counts and kept.role is not ParticipantRole.KEY_PERSON
    ):
        kept.role = gone.role


def _take_answer(kept: Participation, gone: Participation) -> None:
    note = kept.answer_note if kept.answer is gone.answer else ""
    if kept.place is Place.NONE:
        kept.seat = gone.seat
    kept.answer, kept.answered_at = gone.answer, gone.answered_at
    kept.answer_note = gone.answer_note or note


def _take_place(kept: Participation, gone: Participation, counts: bool) -> None:
    """The better place of both for a word that both stand by, else what the word says."""
    now = clock.now()
    declines = kept.answer in (Answer.NO, Answer.MAYBE)
    if counts and declines and kept.place is not Place.NONE and seats.hands_out(kept.sitting):
        with seats.seating(kept.sitting, now, [kept]) as places:
            places.say(kept.id, kept.answer)
    elif counts or kept.answer is gone.answer:
        seats.pass_on(given=gone, taken=kept, now=now)
        return
    seats.leave(participation=gone, now=now)


def _move_substitutions(kept: Participation, gone: Participation) -> None:
    """Whom the gone one wanted to send, or came instead of, is now a matter of the kept one."""
    for column in (Substitution.given_up_id, Substitution.taken_id):
        db.session.execute(update(Substitution).where(column == gone.id).values({column: kept.id}))


def _move_polls(fact: PersonsMerged) -> None:
    """Where both are asked in one poll, each day has the later vote; else the gone one goes on."""
    theirs = reads.poll_guests_of(fact.kept_id)
    for number, gone in reads.poll_guests_of(fact.gone_id).items():
        kept = theirs.get(number)
        if kept is None:
            gone.person_id = fact.kept_id
            continue
        kept.required = kept.required or gone.required
        kept.voted_at = max(filter(None, (kept.voted_at, gone.voted_at)), default=None)
        kept.nudged_at = max(filter(None, (kept.nudged_at, gone.nudged_at)), default=None)
        _take_votes(fact, kept, gone)
        db.session.delete(gone)
        db.session.expire(kept, ["votes"])
    db.session.flush()


def _take_votes(fact: PersonsMerged, kept: PollGuest, gone: PollGuest) -> None:
    mine = {vote.slot_id: vote for vote in kept.votes}
    for vote in list(gone.votes):
        there = mine.get(vote.slot_id)
        later = is_later(reads.vote_word(there), reads.vote_word(vote))
        if there is None:
            there = PollVote(slot_id=vote.slot_id, guest_id=kept.id)
            db.session.add(there)
            _put_vote(there, vote)
        elif fact.takes(reads.vote_key(vote.slot_id), later=later):
            _put_vote(there, vote)


def _put_vote(there: PollVote, vote: PollVote) -> None:
    """A vote as it was given, with its moment, so that a later merge knows it."""
    there.vote, there.by_staff, there.updated_at = vote.vote, vote.by_staff, vote.updated_at


def _move_needs(fact: PersonsMerged) -> None:
    theirs = reads.needs_of(fact.kept_id)
    for number, gone in reads.needs_of(fact.gone_id).items():
        kept = theirs.get(number)
        if kept is None:
            gone.person_id = fact.kept_id
            continue
        for field in reads.NEEDS:
            later = is_later(reads.need_word(kept, field), reads.need_word(gone, field))
            if fact.takes(reads.need_key(field, number), later=later):
                setattr(kept, field, getattr(gone, field))
        db.session.delete(gone)
    db.session.flush()


def _book_if_free(sitting: Sitting) -> None:
    """A merge is not undone because the one person turns out to be in two places."""
    try:
        bookings.rebook(WORKER, sitting=sitting)
    except bookings.Taken:
        return
