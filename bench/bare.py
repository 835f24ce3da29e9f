"""Bare Flask pages on the same tables: no sign-in, no layout, no translation, no checks."""

from os import environ
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from workshops.engagements.models import Engagement, EngagementMember, EngagementTask
from workshops.people.models import Person
from workshops.planning.models import AgendaBlock, Participation, Sitting, Workshop

app = Flask("bench", root_path=str(Path(__file__).parent))
engine = create_engine(environ["WORKSHOPS_DATABASE_URL"])


@app.get("/constant")
def constant() -> str:
    """A view that does nothing."""
    return "ok"


@app.get("/people")
def people() -> str:
    """Twenty-five persons with organisation and discipline, and how many there are."""
    query = select(Person).options(joinedload(Person.organisation), joinedload(Person.discipline))
    with Session(engine) as session:
        total = session.scalar(select(func.count(Person.id)))
        rows = session.scalars(query.order_by(Person.name_sort).limit(25)).all()
        return render_template("people.html", rows=rows, total=total)


@app.get("/engagement/<public_id>")
def engagement(public_id: str) -> str:
    """An engagement with its stages, goals, members, tasks and workshops."""
    query = select(Engagement).options(
        joinedload(Engagement.organisation),
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
        held = session.scalars(select(Workshop).where(Workshop.engagement_id == row.id)).all()
        return render_template("engagement.html", row=row, tasks=tasks, workshops=held)


@app.get("/workshop/<public_id>")
def workshop(public_id: str) -> str:
    """A workshop with its sittings, facilitators, needs and answers."""
    query = select(Workshop).options(
        joinedload(Workshop.engagement),
        selectinload(Workshop.sittings).joinedload(Sitting.room),
        selectinload(Workshop.facilitators),
        selectinload(Workshop.team_needs),
    )
    with Session(engine) as session:
        row = session.scalars(query.where(Workshop.public_id == public_id)).one()
        return render_template("workshop.html", row=row, guests=_guests(session, row))


@app.get("/agenda/<public_id>")
def agenda(public_id: str) -> str:
    """A workshop's blocks in order."""
    blocks = selectinload(Workshop.sittings).selectinload(Sitting.blocks)
    with Session(engine) as session:
        query = select(Workshop).options(blocks.joinedload(AgendaBlock.method))
        row = session.scalars(query.where(Workshop.public_id == public_id)).one()
        return render_template("agenda.html", row=row)


@app.get("/home")
def home() -> str:
    """Five coming workshops with their answers, and the open tasks."""
    coming = (
        select(Workshop)
        .join(Sitting)
        .options(selectinload(Workshop.sittings), joinedload(Workshop.engagement))
        .order_by(Sitting.starts_at.desc())
        .limit(5)
    )
    open_tasks = select(EngagementTask).options(joinedload(EngagementTask.engagement))
    with Session(engine) as session:
        rows = session.scalars(coming).unique().all()
        tasks = session.scalars(open_tasks.where(EngagementTask.done_at.is_(None)).limit(10)).all()
        counts = session.execute(
            select(Participation.sitting_id, Participation.answer, func.count())
            .where(Participation.sitting_id.in_([s.id for row in rows for s in row.sittings]))
            .group_by(Participation.sitting_id, Participation.answer)
        ).all()
        return render_template("home.html", rows=rows, tasks=tasks, counts=counts)


def _guests(session: Session, row: Workshop) -> Any:
    query = select(Participation).options(
        joinedload(Participation.person).joinedload(Person.organisation),
        joinedload(Participation.person).joinedload(Person.discipline),
    )
    days = [sitting.id for sitting in row.sittings]
    return session.scalars(query.where(Participation.sitting_id.in_(days))).all()
