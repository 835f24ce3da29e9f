"""Seats that are taken, one row each, and every step by which somebody got or lost a place."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workshops.core.columns import UtcDateTime, enum_column
from workshops.core.db import Model
from workshops.planning.models.kinds import Answer, Cause, Place, Seat


class SeatTaken(Model):
    """One seat of a day, held by one guest; the key makes giving it twice impossible.

    `number` counts from 1 for each kind of place. A number above the capacity is held by somebody
    who has a seat all the same: a key person, by a decision of staff, or because the capacity was
    lowered; they move down as soon as a lower one is free.
    """

    __tablename__ = "seat_taken"
    __table_args__ = (CheckConstraint("number > 0", name="number"),)

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), primary_key=True)
    seat: Mapped[Seat] = mapped_column(enum_column(Seat), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), unique=True)


class PlaceStep(Model):
    """One step of a guest between no place, the waiting list, an offer and a seat; never changed.

    Steps of one day are numbered in the order in which they happened. `queued_at` is the place on
    the list that the guest has after it, `offered_until` when the offer ends, `answer` the guest's
    answer then. `decided_by` and `reason` are kept of what a person decided.
    """

    __tablename__ = "place_step"
    __table_args__ = (Index("ix_place_step_participation", "participation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    cause: Mapped[Cause] = mapped_column(enum_column(Cause))
    before: Mapped[Place] = mapped_column(enum_column(Place, "before"))
    after: Mapped[Place] = mapped_column(enum_column(Place, "after"))
    seat: Mapped[Seat] = mapped_column(enum_column(Seat))
    answer: Mapped[Answer] = mapped_column(enum_column(Answer))
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    offered_until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(String(2000), default="")
