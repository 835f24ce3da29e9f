"""Bare Flask pages on the same rows: no sign-in, no layout, no translation, no checks.

Each writes its statements where it runs them, as a plain view does; ours keep theirs between
requests.
"""

from collections import Counter
from os import environ
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from bench import today
from workshops.accounts.models import User
from workshops.engagements.models import Engagement, EngagementMember, EngagementTask
from workshops.invitations.models import Invitation, InvitationReply, ReplyOutcome
from workshops.mail.models import Incoming
from workshops.people.models import Discipline, Organisation, Person, Skill
from workshops.planning.models import (
    AgendaBlock,
    Answer,
    Method,
    Participation,
    Place,
    Seat,
    Sitting,
    TeamNeed,
    Workshop,
    WorkshopFacilitator,
)
from workshops.planning.models.polls import DatePoll

MANAGER = "mette.holm@samskab.example"

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
    """A workshop with days and blocks, facilitators, needs, guests, poll and proposed times."""
    query = select(Workshop).options(
        joinedload(Workshop.engagement),
        selectinload(Workshop.sittings).joinedload(Sitting.room),
        selectinload(Workshop.facilitators).joinedload(WorkshopFacilitator.user),
        selectinload(Workshop.team_needs).joinedload(TeamNeed.discipline),
    )
    with Session(engine) as session:
        row = session.scalars(query.where(Workshop.public_id == public_id)).one()
        me = session.scalars(_ME).one()
        return render_template("workshop.html", me=me, row=row, **_of_workshop(session, row))


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
    with Session(engine) as session:
        me = session.scalars(_ME).one()
        return render_template("home.html", me=me, **today.read(session, me))


def _choices(session: Session, kind: Any, name: Any) -> Any:
    return session.execute(select(kind.public_id, name).order_by(name)).all()


def _of_workshop(session: Session, row: Workshop) -> dict[str, Any]:
    days = [sitting.id for sitting in row.sittings]
    placed = Participation.sitting_id.in_(days)
    return {
        "blocks": session.execute(
            select(AgendaBlock.title, AgendaBlock.kind, AgendaBlock.minutes)
            .where(AgendaBlock.sitting_id.in_(days), AgendaBlock.deleted_at.is_(None))
            .order_by(AgendaBlock.sitting_id, AgendaBlock.position)
        ).all(),
        "guests": session.execute(
            select(Person.name, Person.discipline_id, Organisation.level, Participation.answer)
            .join_from(Participation, Person, Person.id == Participation.person_id)
            .outerjoin(Organisation, Organisation.id == Person.organisation_id)
            .where(placed)
        ).all(),
        "expected": session.execute(
            select(Participation.sitting_id, func.count())
            .where(placed, Participation.seat == Seat.ON_SITE, Participation.answer != Answer.NO)
            .group_by(Participation.sitting_id)
        ).all(),
        "seats": session.execute(
            select(Participation.sitting_id, Participation.seat, Participation.place, func.count())
            .where(placed, Participation.place != Place.NONE)
            .group_by(Participation.sitting_id, Participation.seat, Participation.place)
        ).all(),
        "poll": session.execute(
            select(DatePoll.public_id, DatePoll.state).where(DatePoll.workshop_id == row.id)
        ).first(),
        "proposed": session.execute(
            select(Incoming.public_id, Person.name, InvitationReply.starts_at)
            .join_from(InvitationReply, Incoming)
            .join(Invitation, Invitation.id == InvitationReply.invitation_id)
            .join(Participation, Participation.id == Invitation.participation_id)
            .join(Person, Person.id == Participation.person_id)
            .where(placed, InvitationReply.outcome == ReplyOutcome.WAITING)
        ).all(),
    }
