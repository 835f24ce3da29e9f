"""What the bare twin of the home page reads: the words that Today shows, for one manager."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshops.accounts.models import User
from workshops.adoption.models import Adoption, AdoptionCheck
from workshops.deliverables.models import Deliverable, DeliverableState
from workshops.deliverables.models.review import ReviewComment, Reviewer, ReviewRound
from workshops.engagements.models import (
    Engagement,
    EngagementMember,
    EngagementRequest,
    EngagementTask,
    RequestState,
)
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import ExperimentState
from workshops.mail.models import UNDELIVERED, Handling, Incoming, Letter, LetterState
from workshops.people.models import Organisation, Person
from workshops.planning.models import Participation, Room, Sitting, Workshop, WorkshopState
from workshops.planning.models.attendance import Substitution, SubstitutionState
from workshops.planning.models.polls import DatePoll, PollGuest, PollSlot, PollState, PollVote

OPEN = (WorkshopState.DRAFT, WorkshopState.INVITING, WorkshopState.CONFIRMED)
DRAFTS = (DeliverableState.DRAFT, DeliverableState.IN_REVIEW)


def read(session: Session, me: User) -> dict[str, Any]:
    """Everything that the template shows, by the name it has there."""
    now = datetime.now(UTC)
    mine = select(EngagementMember.engagement_id).where(EngagementMember.user_id == me.id)
    return {
        **_work(session, me, mine, now),
        **_workshops(session, mine, now),
        **_mail(session, mine),
        **_evidence(session, me, mine, now),
    }


def _work(session: Session, me: User, mine: Any, now: datetime) -> dict[str, Any]:
    due = EngagementTask.due_on <= now.date() + timedelta(days=7)
    return {
        "engagements": session.execute(
            select(Engagement.name, Engagement.question, Organisation.name.label("agency"))
            .join(Engagement.organisation)
            .where(Engagement.id.in_(mine))
        ).all(),
        "tasks": session.execute(
            select(EngagementTask.title, EngagementTask.due_on, Engagement.name)
            .join(EngagementTask.engagement)
            .where(EngagementTask.owner_id == me.id, EngagementTask.done_at.is_(None), due)
        ).all(),
        "requests": session.execute(
            select(EngagementRequest.agency, EngagementRequest.question).where(
                EngagementRequest.state == RequestState.RECEIVED
            )
        ).all(),
    }


def _workshops(session: Session, mine: Any, now: datetime) -> dict[str, Any]:
    days = (
        select(
            Sitting.id,
            Workshop.name,
            Engagement.name.label("engagement"),
            Sitting.starts_at,
            Room.name.label("room"),
        )
        .join(Sitting.workshop)
        .join(Workshop.engagement)
        .outerjoin(Sitting.room)
        .where(Engagement.id.in_(mine))
    )
    coming = session.execute(
        days.where(Sitting.starts_at >= now, Sitting.is_hold.is_(False))
        .order_by(Sitting.starts_at)
        .limit(4)
    ).all()
    return {
        "coming": coming,
        "counts": session.execute(
            select(Participation.sitting_id, Participation.answer, func.count())
            .where(Participation.sitting_id.in_([day.id for day in coming]))
            .group_by(Participation.sitting_id, Participation.answer)
        ).all(),
        "over": session.execute(
            days.where(Sitting.starts_at < now, Workshop.state.in_(OPEN)).limit(10)
        ).all(),
        **_polls(session, mine),
        "proposed": session.execute(
            select(Person.name, Workshop.name.label("workshop"))
            .select_from(Substitution)
            .join(Substitution.given_up)
            .join(Participation.person)
            .join(Participation.sitting)
            .join(Sitting.workshop)
            .where(
                Substitution.state == SubstitutionState.PROPOSED, Workshop.engagement_id.in_(mine)
            )
        ).all(),
    }


def _polls(session: Session, mine: Any) -> dict[str, Any]:
    polls = session.execute(
        select(DatePoll.id, DatePoll.closes_at, DatePoll.quorum, Workshop.name)
        .join(DatePoll.workshop)
        .where(DatePoll.state == PollState.OPEN, Workshop.engagement_id.in_(mine))
    ).all()
    votes = (
        select(PollSlot.starts_at, PollGuest.required, PollVote.vote)
        .join(PollVote.slot)
        .join(PollVote.guest)
        .where(PollSlot.poll_id.in_([poll.id for poll in polls]))
    )
    return {"polls": polls, "votes": session.execute(votes).all()}


def _mail(session: Session, mine: Any) -> dict[str, Any]:
    return {
        "letters": session.execute(
            select(Letter.to_name, Letter.subject, Letter.state)
            .where(Letter.state.in_(UNDELIVERED), Letter.engagement_id.in_(mine))
            .limit(10)
        ).all(),
        "waiting": session.execute(
            select(func.count(), func.min(Letter.queued_at)).where(
                Letter.state == LetterState.QUEUED
            )
        ).one(),
        "tray": session.scalar(
            select(func.count(Incoming.id)).where(
                Incoming.handling == Handling.TRAY, Incoming.engagement_id.in_(mine)
            )
        ),
    }


def _evidence(session: Session, me: User, mine: Any, now: datetime) -> dict[str, Any]:
    trials = select(Experiment.name, Engagement.name.label("engagement")).join(
        Experiment.engagement
    )
    drafts = select(Deliverable.title, Engagement.name.label("engagement")).join(
        Deliverable.engagement
    )
    late = select(AdoptionCheck.adoption_id).where(
        AdoptionCheck.due_on < now.date(), AdoptionCheck.done_at.is_(None)
    )
    return {
        "decisions": session.execute(
            trials.where(
                Experiment.state == ExperimentState.CONCLUDED,
                Experiment.proposed_decision.is_not(None),
            )
        ).all(),
        "past": session.execute(
            trials.where(
                Experiment.state == ExperimentState.RUNNING,
                Experiment.ends_on < now.date(),
                Experiment.engagement_id.in_(mine),
            )
        ).all(),
        "drafts": session.execute(
            drafts.where(
                Deliverable.state.in_(DRAFTS),
                (Deliverable.approver_id == me.id) | Deliverable.id.in_(_commented(me)),
            )
        ).all(),
        "checks": session.execute(
            select(Engagement.name, func.count(Adoption.id))
            .join(Adoption, Adoption.engagement_id == Engagement.id)
            .where(Adoption.id.in_(late), Engagement.manager_id == me.id)
            .group_by(Engagement.id)
        ).all(),
    }


def _commented(me: User) -> Any:
    """The drafts of an author in which a reviewer has said something."""
    return (
        select(ReviewRound.deliverable_id)
        .join(Reviewer, Reviewer.round_id == ReviewRound.id)
        .join(ReviewComment, ReviewComment.reviewer_id == Reviewer.id)
        .join(Deliverable, Deliverable.id == ReviewRound.deliverable_id)
        .where(Deliverable.author_id == me.id, ReviewComment.settled_at.is_(None))
    )
