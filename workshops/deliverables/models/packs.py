"""Packs: several issued versions with their index, data and checksums as one file."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.accounts.models import User
from workshops.core.columns import Deletable, Identified, Timestamped, UtcDateTime, enum_column
from workshops.core.db import Model
from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.deliverables.models.issued import DeliverableVersion
from workshops.deliverables.models.kinds import RenderState
from workshops.engagements.models import Engagement
from workshops.files.models import StoredFile


class PackKind(Worded):
    """An ordinary pack holds what was chosen, a hand-over pack everything of an engagement."""

    ORDINARY = "ordinary", N_("Pack")
    HANDOVER = "handover", N_("Hand-over pack")


class Pack(Identified, Timestamped, Deletable, Model):
    """What is put together and how far the work is; `file` is the finished ZIP.

    State, step, percent and reason are as in RenderJob. A finished pack never changes.
    """

    __tablename__ = "pack"
    __table_args__ = (Index("ix_pack_list", "engagement_id", "id"),)

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    kind: Mapped[PackKind] = mapped_column(enum_column(PackKind))
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    state: Mapped[RenderState] = mapped_column(enum_column(RenderState), default=RenderState.QUEUED)
    step: Mapped[str] = mapped_column(String(120), default="")
    percent: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(500), default="")
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), unique=True)

    engagement: Mapped[Engagement] = relationship()
    made_by: Mapped[User] = relationship()
    file: Mapped[StoredFile | None] = relationship(cascade="all, delete-orphan", single_parent=True)
    parts: Mapped[list["PackPart"]] = relationship(
        cascade="all, delete-orphan", order_by="PackPart.position"
    )


class PackPart(Model):
    """An issued version in a pack, in the pack's own order."""

    __tablename__ = "pack_part"

    pack_id: Mapped[int] = mapped_column(ForeignKey("pack.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("deliverable_version.id"), primary_key=True, index=True
    )
    position: Mapped[int]

    issued: Mapped[DeliverableVersion] = relationship()
