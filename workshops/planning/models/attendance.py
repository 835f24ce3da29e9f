"""The day itself: who was checked in when and by whom, codes for it, and who came instead."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.core import clock
from workshops.core.columns import Identified, Timestamped, UtcDateTime, enum_column
from workshops.core.db import Model
from workshops.planning.models import Participation


class CheckInWay(StrEnum):
    """How somebody was checked in."""

    LIST = "list"
    CODE = "code"
    DEVICE = "device"
    WALK_IN = "walk_in"
    NOTED = "noted"


class CheckInState(StrEnum):
    """What became of a tap.

    STANDING says that the guest is here. REPEATED was tapped when somebody was here already,
    UNDONE was taken back, REFUSED came for somebody who had been taken off the workshop.
    """

    STANDING = "standing"
    REPEATED = "repeated"
    UNDONE = "undone"
    REFUSED = "refused"


class SubstitutionState(StrEnum):
    """Where a proposal to send somebody else stands."""

    PROPOSED = "proposed"
    DONE = "done"
    DECLINED = "declined"


class CheckIn(Model):
    """One tap at the door. Its id is made on the device, so that sending it twice is once.

    `at` is when it was tapped, `received_at` when it reached us. One tap of a participation at
    most is standing.
    """

    __tablename__ = "check_in"
    __table_args__ = (
        Index(
            "ix_check_in_standing",
            "participation_id",
            unique=True,
            sqlite_where=text("state = 'standing'"),
            postgresql_where=text("state = 'standing'"),
        ),
        Index("ix_check_in_participation", "participation_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(String(36), unique=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    way: Mapped[CheckInWay] = mapped_column(enum_column(CheckInWay))
    state: Mapped[CheckInState] = mapped_column(enum_column(CheckInState))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    noted_by: Mapped[str] = mapped_column(String(200))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    undone_by: Mapped[str] = mapped_column(String(200), default="")

    participation: Mapped[Participation] = relationship()


class CheckInCode(Model):
    """What a guest shows at the door. It names a participation and permits nothing else.

    It is random, made when the guest says yes; a revoked one is not found.
    """

    __tablename__ = "check_in_code"
    __table_args__ = (
        Index(
            "ix_check_in_code_valid",
            "participation_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), index=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    participation: Mapped[Participation] = relationship()


class Substitution(Identified, Timestamped, Model):
    """Somebody comes instead of somebody else: `given_up` passes its place to `taken`.

    What a guest proposed waits until it is settled; name and address are kept only so long.
    """

    __tablename__ = "substitution"

    given_up_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), index=True)
    taken_id: Mapped[int | None] = mapped_column(ForeignKey("participation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    state: Mapped[SubstitutionState] = mapped_column(enum_column(SubstitutionState))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    settled_by: Mapped[str] = mapped_column(String(200), default="")

    given_up: Mapped[Participation] = relationship(foreign_keys=[given_up_id])
    taken: Mapped[Participation | None] = relationship(foreign_keys=[taken_id])
