"""Workshops, sittings, agendas, methods, rooms, bookings and who takes part."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.accounts.models import User
from workshops.core.columns import (
    Deletable,
    Identified,
    Kept,
    Named,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
)
from workshops.core.db import Model
from workshops.engagements.models import Engagement, Stage
from workshops.people.models import Discipline, Level, Person
from workshops.planning.models.kinds import (
    Answer,
    BlockKind,
    ParticipantRole,
    Place,
    Seat,
    WorkshopState,
)

__all__ = [
    "AgendaBlock",
    "Answer",
    "BlockKind",
    "Booking",
    "DayNeed",
    "Method",
    "MethodPair",
    "MethodText",
    "ParticipantRole",
    "Participation",
    "Place",
    "Room",
    "Seat",
    "Sitting",
    "TeamNeed",
    "Workshop",
    "WorkshopFacilitator",
    "WorkshopState",
]


class Room(Identified, Named, Versioned, Timestamped, Deletable, Model):
    """A room that can be booked. `travel_minutes` is the time to get there from the lab."""

    __tablename__ = "room"

    address: Mapped[str] = mapped_column(String(300), default="")
    capacity: Mapped[int]
    equipment: Mapped[list[str]] = mapped_column(JSON, default=list)
    travel_minutes: Mapped[int] = mapped_column(default=0)
    notes: Mapped[str] = mapped_column(String(2000), default="")


class Method(Identified, Versioned, Timestamped, Deletable, Model):
    """A method card; its words are in MethodText, one row a language."""

    __tablename__ = "method"

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    stage: Mapped[Stage] = mapped_column(enum_column(Stage), index=True)
    group_min: Mapped[int]
    group_max: Mapped[int]
    minutes_min: Mapped[int]
    minutes_max: Mapped[int]
    block_kind: Mapped[BlockKind] = mapped_column(enum_column(BlockKind))

    texts: Mapped[list["MethodText"]] = relationship(
        cascade="all, delete-orphan", back_populates="method"
    )

    def text(self, language: str) -> "MethodText":
        """The card's words in a language, or in the one there is."""
        return next((t for t in self.texts if t.language == language), self.texts[0])


class MethodText(Named, Model):
    """A method in one language. Materials are per group: [{"name": …, "quantity": …}]."""

    __tablename__ = "method_text"

    method_id: Mapped[int] = mapped_column(ForeignKey("method.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    purpose: Mapped[str] = mapped_column(Text)
    steps: Mapped[list[str]] = mapped_column(JSON)
    tips: Mapped[str] = mapped_column(Text, default="")
    materials: Mapped[list[dict[str, Any]]] = mapped_column(Kept(name="", quantity=1), default=list)

    method: Mapped[Method] = relationship(back_populates="texts")


class MethodPair(Model):
    """`before` goes well before `after`."""

    __tablename__ = "method_pair"

    before_id: Mapped[int] = mapped_column(ForeignKey("method.id"), primary_key=True)
    after_id: Mapped[int] = mapped_column(ForeignKey("method.id"), primary_key=True)


class Workshop(Identified, Named, Versioned, Timestamped, Deletable, Model):
    """A co-building workshop: one or more sittings with the same people.

    Without a number of seats there is no limit but the room; 0 seats are none.
    """

    __tablename__ = "workshop"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    purpose: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(5), default="da")
    state: Mapped[WorkshopState] = mapped_column(
        enum_column(WorkshopState), default=WorkshopState.DRAFT, index=True
    )
    cancel_reason: Mapped[str] = mapped_column(String(2000), default="")
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    capacity_on_site: Mapped[int | None] = mapped_column(default=None)
    capacity_online: Mapped[int | None] = mapped_column(default=None)
    promote_until_hours: Mapped[int] = mapped_column(default=24)
    recipe: Mapped[str] = mapped_column(String(40), default="")
    reminds_week_before: Mapped[bool] = mapped_column(default=True)
    reminds_day_before: Mapped[bool] = mapped_column(default=True)

    engagement: Mapped[Engagement] = relationship()
    sittings: Mapped[list["Sitting"]] = relationship(
        cascade="all, delete-orphan",
        order_by="Sitting.starts_at",
        primaryjoin="and_(Sitting.workshop_id == Workshop.id, Sitting.removed_at.is_(None), "
        "Sitting.is_hold.is_(False))",
    )
    facilitators: Mapped[list["WorkshopFacilitator"]] = relationship(cascade="all, delete-orphan")
    team_needs: Mapped[list["TeamNeed"]] = relationship(cascade="all, delete-orphan")


class Sitting(Identified, Versioned, Timestamped, Model):
    """What stands in a calendar once: start, length, zone, place.

    A day taken out of a workshop keeps its row, because calendar entries were sent for it. A hold
    is a day that a date poll keeps free in calendars until one is chosen; it is no day of the
    workshop yet.
    """

    __tablename__ = "sitting"
    __table_args__ = (CheckConstraint("length_minutes > 0", name="length"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    length_minutes: Mapped[int]
    timezone: Mapped[str] = mapped_column(String(64), default="Europe/Copenhagen")
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    online_url: Mapped[str] = mapped_column(String(500), default="")
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    is_hold: Mapped[bool] = mapped_column(default=False)

    workshop: Mapped[Workshop] = relationship(overlaps="sittings")
    room: Mapped[Room | None] = relationship()
    blocks: Mapped[list["AgendaBlock"]] = relationship(
        cascade="all, delete-orphan",
        order_by="AgendaBlock.position",
        primaryjoin="and_(AgendaBlock.sitting_id == Sitting.id, AgendaBlock.deleted_at.is_(None))",
    )

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.length_minutes)


class WorkshopFacilitator(Model):
    """An account that runs a workshop."""

    __tablename__ = "workshop_facilitator"
    __table_args__ = (UniqueConstraint("workshop_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)

    user: Mapped[User] = relationship()


class TeamNeed(Model):
    """Part of the required team: at least `count` people of a discipline, a level, or both."""

    __tablename__ = "team_need"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    discipline_id: Mapped[int | None] = mapped_column(ForeignKey("discipline.id"))
    level: Mapped[Level | None] = mapped_column(enum_column(Level))
    count: Mapped[int] = mapped_column(default=1)

    discipline: Mapped[Discipline | None] = relationship()


class AgendaBlock(Identified, Versioned, Timestamped, Deletable, Model):
    """One block of a sitting. Its start is derived from what stands before it, never stored.

    `pinned_minute` is local wall time in minutes after midnight for a block that must begin then.
    `notes` are for facilitators only.
    """

    __tablename__ = "agenda_block"
    __table_args__ = (Index("ix_agenda_block_order", "sitting_id", "position"),)

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    minutes: Mapped[int]
    kind: Mapped[BlockKind] = mapped_column(enum_column(BlockKind))
    pinned_minute: Mapped[int | None] = mapped_column(default=None)
    method_id: Mapped[int | None] = mapped_column(ForeignKey("method.id"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    materials: Mapped[list[dict[str, Any]]] = mapped_column(Kept(name="", quantity=1), default=list)
    text: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")

    sitting: Mapped[Sitting] = relationship(overlaps="blocks")
    method: Mapped[Method | None] = relationship()
    lead: Mapped[User | None] = relationship()


class Booking(Model):
    """Five minutes of a room or of somebody's time; the key makes booking twice impossible.

    `resource` is "room:<id>", "user:<id>" or "person:<id>"; `slot` counts five minutes from 1970.
    """

    __tablename__ = "booking"

    resource: Mapped[str] = mapped_column(String(40), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)


class Participation(Identified, Versioned, Timestamped, Model):
    """One person in one sitting: role, answer, seat, place, attendance.

    `queued_at` is when they came onto the waiting list, `offered_until` when a seat offered to
    them goes to the next. A decline that nobody has verified keeps the seat until `kept_until`.
    """

    __tablename__ = "participation"
    __table_args__ = (
        UniqueConstraint("sitting_id", "person_id"),
        Index("ix_participation_person", "person_id", "sitting_id"),
        Index("ix_participation_queue", "sitting_id", "place", "queued_at"),
    )

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[ParticipantRole] = mapped_column(
        enum_column(ParticipantRole), default=ParticipantRole.PARTICIPANT
    )
    seat: Mapped[Seat] = mapped_column(enum_column(Seat), default=Seat.ON_SITE)
    answer: Mapped[Answer] = mapped_column(enum_column(Answer), default=Answer.NONE)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    answer_note: Mapped[str] = mapped_column(String(2000), default="")
    place: Mapped[Place] = mapped_column(enum_column(Place), default=Place.NONE)
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    offered_until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    kept_until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    attended: Mapped[bool | None] = mapped_column(default=None)
    walked_in: Mapped[bool] = mapped_column(default=False)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    sitting: Mapped[Sitting] = relationship()
    person: Mapped[Person] = relationship()


class DayNeed(Timestamped, Model):
    """What a guest needs on the day (access, diet): kept for one workshop and only for it."""

    __tablename__ = "day_need"
    __table_args__ = (UniqueConstraint("workshop_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    access: Mapped[str] = mapped_column(String(500), default="")
    diet: Mapped[str] = mapped_column(String(500), default="")
