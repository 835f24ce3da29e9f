"""The activity log."""

from datetime import datetime

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workshops.core import clock
from workshops.core.actor import ActorKind
from workshops.core.columns import UtcDateTime, enum_column
from workshops.core.db import Model


class Activity(Model):
    """One act on one record. Never changed or removed; keeps no key to the account."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_record", "record_kind", "record_id", "id"),
        Index("ix_activity_engagement", "engagement_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    actor_kind: Mapped[ActorKind] = mapped_column(enum_column(ActorKind))
    actor_number: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    act: Mapped[str] = mapped_column(String(40))
    record_kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    record_title: Mapped[str] = mapped_column(String(200), default="")
    engagement_id: Mapped[int | None] = mapped_column(default=None)
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    reason: Mapped[str] = mapped_column(String(2000), default="")
