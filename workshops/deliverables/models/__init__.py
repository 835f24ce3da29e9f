"""Drafts: a deliverable, its sections and blocks, and what the agency was asked.

Reviews stand in `review`, issued versions in `issued`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.accounts.models import User
from workshops.core.columns import (
    Deletable,
    Identified,
    Kept,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
)
from workshops.core.db import Model
from workshops.deliverables.models.kinds import DeliverableKind, DeliverableState
from workshops.engagements.models import Engagement
from workshops.experiments.models import Experiment
from workshops.planning.models import Workshop

__all__ = [
    "AgencyQuestion",
    "Deliverable",
    "DeliverableBlock",
    "DeliverableKind",
    "DeliverableSection",
    "DeliverableSource",
    "DeliverableState",
]


class Deliverable(Identified, Versioned, Timestamped, Deletable, Model):
    """One document in the making; what was issued of it stands in DeliverableVersion.

    An experiment report is about one experiment, a workshop report about one workshop.
    `approver` is the second person who was asked to approve, `approved_by` who did. `ordered` says
    that somebody has put the sections in an order of their own. `questions` are keys of
    AgencyQuestion in the order of their numbers; `recommendations` are [{"key", "kind", "text",
    "sources", "left_out"}] in theirs.
    """

    __tablename__ = "deliverable"
    __table_args__ = (
        Index("ix_deliverable_list", "engagement_id", "kind", "id"),
        Index("ix_deliverable_state", "state", "id"),
    )

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    kind: Mapped[DeliverableKind] = mapped_column(enum_column(DeliverableKind))
    language: Mapped[str] = mapped_column(String(5))
    title: Mapped[str] = mapped_column(String(300))
    experiment_id: Mapped[int | None] = mapped_column(ForeignKey("experiment.id"), index=True)
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id"), index=True)
    state: Mapped[DeliverableState] = mapped_column(
        enum_column(DeliverableState), default=DeliverableState.DRAFT
    )
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    journal_number: Mapped[str] = mapped_column(String(60), default="")
    short_description: Mapped[str] = mapped_column(String(300), default="")
    library_listed: Mapped[bool] = mapped_column(default=True)
    ordered: Mapped[bool] = mapped_column(default=False)
    review_waived: Mapped[str] = mapped_column(String(500), default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    composed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    questions: Mapped[list[str]] = mapped_column(JSON, default=list)
    recommendations: Mapped[list[dict[str, Any]]] = mapped_column(
        Kept(key="", kind="", text="", sources=[], left_out=False), default=list
    )

    engagement: Mapped[Engagement] = relationship()
    experiment: Mapped[Experiment | None] = relationship()
    workshop: Mapped[Workshop | None] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    approver: Mapped[User | None] = relationship(foreign_keys=[approver_id])
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])
    sections: Mapped[list["DeliverableSection"]] = relationship(
        cascade="all, delete-orphan",
        order_by="(DeliverableSection.position, DeliverableSection.id)",
    )
    asked: Mapped[list["AgencyQuestion"]] = relationship()
    sources: Mapped[list["DeliverableSource"]] = relationship(
        cascade="all, delete-orphan", order_by="DeliverableSource.position"
    )


class DeliverableSection(Identified, Model):
    """A section under its stable key. `own` was added by hand; `edited_title` wins over `title`."""

    __tablename__ = "deliverable_section"
    __table_args__ = (UniqueConstraint("deliverable_id", "key"),)

    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"))
    key: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    edited_title: Mapped[str] = mapped_column(String(300), default="")
    own: Mapped[bool] = mapped_column(default=False)
    ordered: Mapped[bool] = mapped_column(default=False)

    blocks: Mapped[list["DeliverableBlock"]] = relationship(
        back_populates="section",
        cascade="all, delete-orphan",
        order_by="(DeliverableBlock.position, DeliverableBlock.id)",
    )

    @property
    def heading(self) -> str:
        """The title that is shown."""
        return self.edited_title or self.title


class DeliverableBlock(Identified, Versioned, Timestamped, Model):
    """A piece under its stable key; contents are as `documents.stored.content_to_json` writes them.

    `composed` is what the evidence says and what an edit was made from, `edited` what somebody
    wrote instead, `offered` what the evidence says now while an edit stands. `gone` marks an edit
    whose evidence is no more; `cleaned_at` one that lost the words of a withdrawn note.
    """

    __tablename__ = "deliverable_block"
    __table_args__ = (UniqueConstraint("section_id", "key"),)

    section_id: Mapped[int] = mapped_column(ForeignKey("deliverable_section.id"))
    key: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    composed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    composed_hash: Mapped[str] = mapped_column(String(64), default="")
    edited: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    edited_by: Mapped[str] = mapped_column(String(200), default="")
    offered: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    offered_hash: Mapped[str] = mapped_column(String(64), default="")
    own: Mapped[bool] = mapped_column(default=False)
    removed: Mapped[bool] = mapped_column(default=False)
    gone: Mapped[bool] = mapped_column(default=False)
    cleaned_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    section: Mapped[DeliverableSection] = relationship(back_populates="blocks")

    @property
    def current(self) -> dict[str, Any] | None:
        """What stands in the draft: the edit where there is one."""
        return self.edited if self.edited is not None else self.composed


class DeliverableSource(Model):
    """A record that a draft rests on, by its key "<kind>:<public id>", with how it is called.

    `position` is its number in the draft and never changes. `gone_at` makes it a tombstone: the
    record was withdrawn or deleted since, and its label went with it.
    """

    __tablename__ = "deliverable_source"

    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True, index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(500))
    detail: Mapped[str] = mapped_column(String(500), default="")
    gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class AgencyQuestion(Identified, Versioned, Timestamped, Model):
    """Something that no record tells and the agency is asked; its answer is read the next time.

    `key` is the same in every deliverable of the engagement, such as "headcount:sagsbehandler".
    """

    __tablename__ = "agency_question"
    __table_args__ = (UniqueConstraint("engagement_id", "key"),)

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    key: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(String(1000))
    purpose: Mapped[str] = mapped_column(String(500), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    asked_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("deliverable.id", ondelete="SET NULL"), index=True
    )
