"""Date polls: days proposed for a workshop, who is asked, and what each said about each day."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from workshops.core.columns import (
    Identified,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
)
from workshops.core.db import Model
from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.people.models import Person
from workshops.planning.models import Sitting, Workshop


class PollState(Worded):
    """Where a poll stands; past its deadline it is still open until somebody decides."""

    OPEN = "open", N_("Open")
    CHOSEN = "chosen", N_("Date chosen")
    CLOSED = "closed", N_("Closed without a date")


class Vote(Worded):
    """What somebody said about one day."""

    YES = "yes", N_("Yes")
    MAYBE = "maybe", N_("If need be")
    NO = "no", N_("No")


class DatePoll(Identified, Versioned, Timestamped, Model):
    """The question which of some days suits the people a workshop needs.

    `quorum` is how many must be able to come. With holds, each slot stands in the guests' calendars
    until the poll is over. `reason` is why a day was chosen that the rules speak against.
    """

    __tablename__ = "date_poll"
    __table_args__ = (
        CheckConstraint("quorum > 0", name="quorum"),
        Index("ix_date_poll_workshop", "workshop_id", "state"),
        Index("ix_date_poll_state", "state", "closes_at"),
    )

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    quorum: Mapped[int]
    timezone: Mapped[str] = mapped_column(String(64), default="Europe/Copenhagen")
    with_holds: Mapped[bool] = mapped_column(default=False)
    state: Mapped[PollState] = mapped_column(enum_column(PollState), default=PollState.OPEN)
    reason: Mapped[str] = mapped_column(String(2000), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    workshop: Mapped[Workshop] = relationship(
        backref=backref("polls", cascade="all, delete-orphan")
    )
    slots: Mapped[list["PollSlot"]] = relationship(
        cascade="all, delete-orphan",
        back_populates="poll",
        order_by="PollSlot.starts_at, PollSlot.id",
        primaryjoin="and_(PollSlot.poll_id == DatePoll.id, PollSlot.removed_at.is_(None))",
    )
    guests: Mapped[list["PollGuest"]] = relationship(
        cascade="all, delete-orphan", back_populates="poll", order_by="PollGuest.id"
    )

    @property
    def chosen(self) -> "PollSlot | None":
        """The day that was chosen, if any."""
        return next((slot for slot in self.slots if slot.chosen_at is not None), None)


class PollSlot(Identified, Timestamped, Model):
    """One proposed day. `sitting_id` is its hold, where the poll keeps days free in calendars."""

    __tablename__ = "poll_slot"
    __table_args__ = (CheckConstraint("length_minutes > 0", name="length"),)

    poll_id: Mapped[int] = mapped_column(ForeignKey("date_poll.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    length_minutes: Mapped[int]
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"), unique=True)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    chosen_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    poll: Mapped[DatePoll] = relationship(back_populates="slots", overlaps="slots")
    sitting: Mapped[Sitting | None] = relationship()
    votes: Mapped[list["PollVote"]] = relationship(
        cascade="all, delete-orphan", back_populates="slot", order_by="PollVote.id"
    )

    @property
    def ends_at(self) -> datetime:
        """When it would be over."""
        return self.starts_at + timedelta(minutes=self.length_minutes)


class PollGuest(Identified, Timestamped, Model):
    """Somebody who is asked. A required one may not be missing on the day that is chosen.

    `voted_at` is the last time they answered about any day, `nudged_at` when they were reminded;
    `link_version` revokes the personal link.
    """

    __tablename__ = "poll_guest"
    __table_args__ = (UniqueConstraint("poll_id", "person_id"),)

    poll_id: Mapped[int] = mapped_column(ForeignKey("date_poll.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    required: Mapped[bool] = mapped_column(default=False)
    link_version: Mapped[int] = mapped_column(default=1)
    voted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    nudged_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    poll: Mapped[DatePoll] = relationship(back_populates="guests")
    person: Mapped[Person] = relationship()
    votes: Mapped[list["PollVote"]] = relationship(
        cascade="all, delete-orphan", back_populates="guest", order_by="PollVote.id"
    )


class PollVote(Timestamped, Model):
    """What one guest said about one day; `by_staff` when staff wrote it down for them."""

    __tablename__ = "poll_vote"
    __table_args__ = (UniqueConstraint("slot_id", "guest_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("poll_slot.id"))
    guest_id: Mapped[int] = mapped_column(ForeignKey("poll_guest.id"), index=True)
    vote: Mapped[Vote] = mapped_column(enum_column(Vote))
    by_staff: Mapped[bool] = mapped_column(default=False)

    slot: Mapped[PollSlot] = relationship(back_populates="votes")
    guest: Mapped[PollGuest] = relationship(back_populates="votes")
