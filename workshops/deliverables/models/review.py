"""Reviews by the agency: a round, those who were asked by personal link, and their comments."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from workshops.core.columns import Identified, Timestamped, UtcDateTime, enum_column
from workshops.core.db import Model
from workshops.deliverables.models import Deliverable
from workshops.deliverables.models.kinds import Verdict
from workshops.people.models import Person


class ReviewRound(Identified, Timestamped, Model):
    """A draft as it was sent for review; `document` is what the reviewers read."""

    __tablename__ = "review_round"
    __table_args__ = (UniqueConstraint("deliverable_id", "number"),)

    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"))
    number: Mapped[int]
    message: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    sent_by: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    deliverable: Mapped[Deliverable] = relationship(
        backref=backref("reviews", cascade="all, delete-orphan")
    )
    reviewers: Mapped[list["Reviewer"]] = relationship(
        cascade="all, delete-orphan", order_by="Reviewer.id"
    )


class Reviewer(Identified, Timestamped, Model):
    """A contact at the agency who was asked. A new `link_version` ends the links sent before."""

    __tablename__ = "reviewer"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("review_round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    link_version: Mapped[int] = mapped_column(default=1)
    verdict: Mapped[Verdict | None] = mapped_column(enum_column(Verdict), default=None)
    remark: Mapped[str] = mapped_column(String(2000), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    round: Mapped[ReviewRound] = relationship(back_populates="reviewers")
    person: Mapped[Person] = relationship()
    comments: Mapped[list["ReviewComment"]] = relationship(
        back_populates="reviewer", cascade="all, delete-orphan"
    )


class ReviewComment(Identified, Timestamped, Model):
    """What a reviewer says about a section; an empty key is about the whole document."""

    __tablename__ = "review_comment"
    __table_args__ = (Index("ix_review_comment_list", "reviewer_id", "id"),)

    reviewer_id: Mapped[int] = mapped_column(ForeignKey("reviewer.id"))
    section_key: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(String(2000), default="")
    settled_by: Mapped[str] = mapped_column(String(200), default="")
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    reviewer: Mapped[Reviewer] = relationship(back_populates="comments")
