"""Bare Flask pages on the same rows: no sign-in, no layout, no translation, no checks."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from os import environ
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from workshops.accounts.models import User
from workshops.adoption.models import Adoption, AdoptionCheck
from workshops.deliverables.models import Deliverable
from workshops.engagements.models import (
    Engagement,
    EngagementMember,
    EngagementRequest,
    EngagementTask,
    RequestState,
)
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import ExperimentState
from workshops.mail.models import Letter, LetterState
from workshops.people.models import Discipline, Organisation, Person, Skill
from workshops.planning.models import (
    AgendaBlock,
    Method,
    Participation,
    Sitting,
    TeamNeed,
    Workshop,
    WorkshopFacilitator,
    WorkshopState,
)

MANAGER = "mette.holm@samskab.example"
OPEN = (WorkshopState.DRAFT, WorkshopState.INVITING, WorkshopState.CONFIRMED)
UNDELIVERED = (LetterState.REFUSED, LetterState.GIVEN_UP, LetterState.BOUNCED)

# Every page names the person who is signed in.
_ME = select(User).where(User.email == MANAGER)

app = Flask("bench", root_path=str(Path(__file__).parent))
engine = create_engine(environ["WORKSHOPS_DATABASE_URL"])


@app.get("/constant")
def constant() -> str:
    """A view that does nothing."""
    return "ok"


@app.get("/people")
def people() -> str:
    """Twenty-five persons with organisation and discipline, how many there are, the filters."""
    query = select(Person).options(joinedload(Person.organisation), joinedload(Person.discipline))
    with Session(engine) as session:
        total = session.scalar(select(func.count(Person.id)))
        rows = session.scalars(query.order_by(Person.name_sort).limit(25)).all()
        return render_template(
            "people.html",
            me=session.scalars(_ME).one(),
            rows=rows,
            total=total,
            organisations=_choices(session, Organisation, Organisation.name),
            disciplines=_choices(session, Discipline, Discipline.name_da),
            skills=_choices(session, Skill, Skill.name_da),
        )


@app.get("/engagement/<public_id>")
def engagement(public_id: str) -> str:
    """An engagement with its staff, stages, goals, tasks, and workshops with days and leads."""
    query = select(Engagement).options(
        joinedload(Engagement.organisation),
        joinedload(Engagement.manager),
        joinedload(Engagement.hr_partner),
        selectinload(Engagement.stages),
        selectinload(Engagement.goals),
        selectinload(Engagement.members).joinedload(EngagementMember.user),
    )
    with Session(engine) as session:
        row = session.scalars(query.where(Engagement.public_id == public_id)).one()
        tasks = session.scalars(
            select(EngagementTask)
            .options(joinedload(EngagementTask.owner))
            .where(EngagementTask.engagement_id == row.id)
        ).all()
        held = session.scalars(
            select(Workshop)
            .options(
                selectinload(Workshop.sittings),
                selectinload(Workshop.facilitators).joinedload(WorkshopFacilitator.user),
            )
            .where(Workshop.engagement_id == row.id)
        ).all()
        me = session.scalars(_ME).one()
        return render_template("engagement.html", me=me, row=row, tasks=tasks, workshops=held)


@app.get("/workshop/<public_id>")
def workshop(public_id: str) -> str:
    """A workshop with its days and their blocks, facilitators, needs and guests' answers."""
    query = select(Workshop).options(
        joinedload(Workshop.engagement),
        selectinload(Workshop.sittings).joinedload(Sitting.room),
        selectinload(Workshop.sittings).selectinload(Sitting.blocks),
        selectinload(Workshop.facilitators).joinedload(WorkshopFacilitator.user),
        selectinload(Workshop.team_needs).joinedload(TeamNeed.discipline),
    )
    with Session(engine) as session:
        row = session.scalars(query.where(Workshop.public_id == public_id)).one()
        me = session.scalars(_ME).one()
        return render_template("workshop.html", me=me, row=row, guests=_guests(session, row))


@app.get("/agenda/<public_id>")
def agenda(public_id: str) -> str:
    """A workshop's blocks in order with lead and method, and the materials summed."""
    blocks = selectinload(Workshop.sittings).selectinload(Sitting.blocks)
    query = select(Workshop).options(
        joinedload(Workshop.engagement),
        blocks.joinedload(AgendaBlock.lead),
        blocks.joinedload(AgendaBlock.method).selectinload(Method.texts),
    )
    with Session(engine) as session:
        row = session.scalars(query.where(Workshop.public_id == public_id)).one()
        needed: Counter[str] = Counter()
        for block in (block for sitting in row.sittings for block in sitting.blocks):
            needed.update({item["name"]: item["quantity"] for item in block.materials})
        me = session.scalars(_ME).one()
        return render_template("agenda.html", me=me, row=row, needed=needed)


@app.get("/home")
def home() -> str:
    """A manager's engagements, next days with answers, and all that waits for them."""
    now = datetime.now(UTC)
    days = select(Sitting).options(
        joinedload(Sitting.workshop).joinedload(Workshop.engagement), joinedload(Sitting.room)
    )
    tasks = select(EngagementTask).options(joinedload(EngagementTask.engagement))
    due = EngagementTask.due_on <= now.date() + timedelta(days=7)
    with Session(engine) as session:
        me = session.scalars(_ME).one()
        mine = select(EngagementMember.engagement_id).where(EngagementMember.user_id == me.id)
        engagements = select(Engagement).options(joinedload(Engagement.organisation))
        days = days.join(Sitting.workshop).where(Workshop.engagement_id.in_(mine))
        coming = session.scalars(
            days.where(Sitting.starts_at >= now).order_by(Sitting.starts_at).limit(4)
        ).all()
        over = days.where(Sitting.starts_at < now, Workshop.state.in_(OPEN)).limit(10)
        return render_template(
            "home.html",
            me=me,
            engagements=session.scalars(engagements.where(Engagement.id.in_(mine))).all(),
            coming=coming,
            counts=_counts(session, coming),
            over=session.scalars(over).all(),
            tasks=session.scalars(
                tasks.where(EngagementTask.owner_id == me.id, EngagementTask.done_at.is_(None), due)
            ).all(),
            requests=session.scalars(
                select(EngagementRequest).where(EngagementRequest.state == RequestState.RECEIVED)
            ).all(),
            letters=session.scalars(
                select(Letter).where(Letter.state.in_(UNDELIVERED)).limit(10)
            ).all(),
            waiting=session.scalar(select(func.count()).where(Letter.state == LetterState.QUEUED)),
            evidence=_evidence(session, me, now),
        )


def _evidence(session: Session, me: User, now: datetime) -> Any:
    """What of experiments and deliverables waits for a manager, as Today reads it."""
    trials = select(Experiment).options(joinedload(Experiment.engagement))
    late = select(AdoptionCheck.adoption_id).where(
        AdoptionCheck.due_on < now.date(), AdoptionCheck.done_at.is_(None)
    )
    return {
        "decisions": session.scalars(trials.where(Experiment.proposed_decision.is_not(None))).all(),
        "past": session.scalars(
            trials.join(Experiment.engagement).where(
                Experiment.state == ExperimentState.RUNNING,
                Experiment.ends_on < now.date(),
                Engagement.manager_id == me.id,
            )
        ).all(),
        "drafts": session.scalars(
            select(Deliverable)
            .options(joinedload(Deliverable.engagement))
            .where(Deliverable.approver_id == me.id)
        ).all(),
        "checks": session.execute(
            select(Engagement.name, func.count(Adoption.id))
            .join(Adoption, Adoption.engagement_id == Engagement.id)
            .where(Adoption.id.in_(late), Engagement.manager_id == me.id)
            .group_by(Engagement.id)
        ).all(),
    }


def _counts(session: Session, coming: Sequence[Sitting]) -> Any:
    return session.execute(
        select(Participation.sitting_id, Participation.answer, func.count())
        .where(Participation.sitting_id.in_([sitting.id for sitting in coming]))
        .group_by(Participation.sitting_id, Participation.answer)
    ).all()


def _choices(session: Session, kind: Any, name: Any) -> Any:
    return session.execute(select(kind.public_id, name).order_by(name)).all()


def _guests(session: Session, row: Workshop) -> Any:
    query = select(Person.name, Person.discipline_id, Participation.answer).join_from(
        Participation, Person, Person.id == Participation.person_id
    )
    days = [sitting.id for sitting in row.sittings]
    return session.execute(query.where(Participation.sitting_id.in_(days))).all()
