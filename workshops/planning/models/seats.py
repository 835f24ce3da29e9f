"""Seats that are taken, one row each."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workshops.core.columns import enum_column
from workshops.core.db import Model
from workshops.planning.models.kinds import Seat


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
