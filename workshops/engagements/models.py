"""Requests and engagements."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.accounts.models import User
from workshops.core.columns import (
    Deletable,
    Identified,
    Named,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
)
from workshops.core.db import Model
from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.files.models import StoredFile
from workshops.people.models import Organisation, Person


class RequestState(Worded):
    """Where an agency's request stands; unconfirmed until its sender has used the mailed link."""

    UNCONFIRMED = "unconfirmed", N_("Not confirmed")
    RECEIVED = "received", N_("Received")
    ACCEPTED = "accepted", N_("Accepted")
    DECLINED = "declined", N_("Declined")


class Stage(Worded):
    """The seven stages of an engagement, in order."""

    SCOPING = "scoping", N_("Scoping")
    LEARNING = "learning", N_("Learning about users")
    ANALYSIS = "analysis", N_("Analysis")
    CONCEPT = "concept", N_("Idea and concept")
    TEST = "test", N_("Concept test")
    COMMUNICATION = "communication", N_("Communication")
    MEASURING = "measuring", N_("Implementation and measuring")


class StageState(StrEnum):
    """Where a stage stands."""

    COMING = "coming"
    CURRENT = "current"
    DONE = "done"
    SKIPPED = "skipped"


class EngagementKind(Worded):
    """The forms an engagement can take."""

    LIGHT = "light", N_("Single workshop")
    SERIES = "series", N_("Series of workshops")
    EXPERIMENT = "experiment", N_("Experiment")
    RESIDENCY = "residency", N_("Residency at the agency")
    ADVICE = "advice", N_("Advice to managers")
    IMMERSION = "immersion", N_("Immersion in another organisation")


class EngagementState(Worded):
    """Where an engagement stands."""

    OPEN = "open", N_("Open")
    PAUSED = "paused", N_("Paused")
    CLOSED = "closed", N_("Closed")


class MemberPart(Worded):
    """What an account does in an engagement."""

    MANAGER = "manager", N_("Project manager")
    CO_MANAGER = "co_manager", N_("Co-manager")
    FACILITATOR = "facilitator", N_("Facilitator")


class EngagementRequest(Identified, Versioned, Timestamped, Model):
    """An agency asks for help. `agency` is as typed until staff tie it to an organisation."""

    __tablename__ = "engagement_request"

    agency: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    contact_name: Mapped[str] = mapped_column(String(200))
    contact_email: Mapped[str] = mapped_column(String(254))
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    question: Mapped[str] = mapped_column(Text)
    wished_month: Mapped[str] = mapped_column(String(7), default="")
    language: Mapped[str] = mapped_column(String(5), default="da")
    state: Mapped[RequestState] = mapped_column(enum_column(RequestState), index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(String(2000), default="")
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagement.id"), index=True)

    organisation: Mapped[Organisation | None] = relationship()
    decided_by: Mapped[User | None] = relationship()
    engagement: Mapped["Engagement | None"] = relationship()


class StrategicGoal(Identified, Versioned, Timestamped, Model):
    """A goal the lab's owners have set; every engagement is tied to at least one."""

    __tablename__ = "strategic_goal"

    name_en: Mapped[str] = mapped_column(String(200), unique=True)
    name_da: Mapped[str] = mapped_column(String(200), unique=True)
    retired: Mapped[bool] = mapped_column(default=False)


class Engagement(Identified, Named, Versioned, Timestamped, Deletable, Model):
    """One piece of work for one client agency. `policy_area` is a COFOG code such as "07.2"."""

    __tablename__ = "engagement"

    question: Mapped[str] = mapped_column(Text)
    kind: Mapped[EngagementKind] = mapped_column(enum_column(EngagementKind))
    state: Mapped[EngagementState] = mapped_column(
        enum_column(EngagementState), default=EngagementState.OPEN, index=True
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    policy_area: Mapped[str] = mapped_column(String(5), default="")
    levels: Mapped[list[str]] = mapped_column(JSON, default=list)
    manager_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    hr_partner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    starts_on: Mapped[date | None] = mapped_column(default=None)
    target_on: Mapped[date | None] = mapped_column(default=None)

    organisation: Mapped[Organisation] = relationship()
    manager: Mapped[User] = relationship()
    hr_partner: Mapped[Person | None] = relationship()
    goals: Mapped[list[StrategicGoal]] = relationship(secondary="engagement_goal")
    stages: Mapped[list["EngagementStage"]] = relationship(
        cascade="all, delete-orphan", order_by="EngagementStage.position"
    )
    members: Mapped[list["EngagementMember"]] = relationship(cascade="all, delete-orphan")


class EngagementGoal(Model):
    """A strategic goal that an engagement serves."""

    __tablename__ = "engagement_goal"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("strategic_goal.id"), primary_key=True)


class EngagementStage(Versioned, Model):
    """One of the seven stages; skipped only with a reason."""

    __tablename__ = "engagement_stage"
    __table_args__ = (UniqueConstraint("engagement_id", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    stage: Mapped[Stage] = mapped_column(enum_column(Stage))
    position: Mapped[int]
    state: Mapped[StageState] = mapped_column(enum_column(StageState), default=StageState.COMING)
    reason: Mapped[str] = mapped_column(String(2000), default="")
    due_on: Mapped[date | None] = mapped_column(default=None)
    finished_on: Mapped[date | None] = mapped_column(default=None)


class EngagementMember(Model):
    """An account that works on an engagement."""

    __tablename__ = "engagement_member"
    __table_args__ = (UniqueConstraint("engagement_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    part: Mapped[MemberPart] = mapped_column(enum_column(MemberPart))

    user: Mapped[User] = relationship()


class EngagementContact(Model):
    """A person at the client agency; the first is who the lab writes to."""

    __tablename__ = "engagement_contact"
    __table_args__ = (UniqueConstraint("engagement_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship()


class EngagementTask(Identified, Versioned, Timestamped, Deletable, Model):
    """Something to be done by somebody by a day, besides what the stages say of themselves."""

    __tablename__ = "engagement_task"
    __table_args__ = (Index("ix_engagement_task_owner", "owner_id", "done_at", "due_on"),)

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    stage: Mapped[Stage] = mapped_column(enum_column(Stage))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    due_on: Mapped[date | None] = mapped_column(default=None)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    engagement: Mapped[Engagement] = relationship()
    owner: Mapped[User | None] = relationship()


class EngagementFile(Model):
    """A stored file that belongs to an engagement."""

    __tablename__ = "engagement_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)

    engagement: Mapped[Engagement] = relationship()
    file: Mapped[StoredFile] = relationship()
