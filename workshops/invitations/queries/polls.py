"""Reads of the letters about date polls."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from workshops.core.db import db
from workshops.invitations.models import Invitation
from workshops.jobs.models import Job, JobState
from workshops.mail.models import UNDELIVERED, Letter
from workshops.people.models import Person
from workshops.planning.models import Participation
from workshops.planning.models.polls import DatePoll, PollGuest, PollSlot, PollVote, Vote

TELL = "invitations.tell_poll_guest"


def job_prefix(poll_id: int) -> str:
    """How the keys of jobs begin that write to the guests of a poll."""
    return f"poll:{poll_id}:guest:"


def count_unwritten(poll: DatePoll) -> tuple[int, int]:
    """To how many guests letters are still to be written, and for how many that has failed."""
    rows = db.session.execute(
        select(Job.state, func.count())
        .where(
            Job.state.in_([JobState.READY, JobState.RUNNING, JobState.FAILED]),
            Job.kind == TELL,
            Job.key.startswith(job_prefix(poll.id), autoescape=True),
        )
        .group_by(Job.state)
    )
    counted: dict[JobState, int] = {row[0]: row[1] for row in rows}
    failed = counted.pop(JobState.FAILED, 0)
    return sum(counted.values()), failed


def list_guest_ids(poll_id: int) -> Sequence[int]:
    """The numbers of everybody whom a poll asks, in order."""
    query = select(PollGuest.id).where(PollGuest.poll_id == poll_id)
    return db.session.scalars(query.order_by(PollGuest.id)).all()


def lock_guest(guest_id: int) -> PollGuest | None:
    """A guest by number, held until the transaction ends, so that nobody else writes to them."""
    query = select(PollGuest).where(PollGuest.id == guest_id)
    return db.session.scalar(
        query.with_for_update(of=PollGuest).execution_options(populate_existing=True)
    )


def list_held(guest: PollGuest) -> Sequence[Participation]:
    """Where a guest stands on days that their poll keeps or kept free, also on those taken out."""
    return db.session.scalars(
        select(Participation)
        .join(PollSlot, PollSlot.sitting_id == Participation.sitting_id)
        .where(PollSlot.poll_id == guest.poll_id, Participation.person_id == guest.person_id)
        .options(joinedload(Participation.person), joinedload(Participation.sitting))
        .order_by(PollSlot.starts_at, Participation.id)
    ).all()


def had_invitation(placed: Participation) -> bool:
    """Whether any entry was ever made for somebody on a day."""
    query = select(Invitation.id).where(Invitation.participation_id == placed.id)
    return db.session.scalar(query.limit(1)) is not None


def was_asked(guest: PollGuest) -> bool:
    """Whether a letter with the personal link was ever written."""
    query = select(Letter.id).where(
        Letter.record_kind == PollGuest.__tablename__,
        Letter.record_id == guest.id,
    )
    return db.session.scalar(query.limit(1)) is not None


def vote_about(guest: PollGuest, sitting_id: int) -> Vote | None:
    """What a guest said about the day that became this one."""
    query = (
        select(PollVote.vote)
        .join(PollVote.slot)
        .where(PollVote.guest_id == guest.id, PollSlot.sitting_id == sitting_id)
    )
    return db.session.scalar(query)


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
