"""Recommendations under adoption, how each came to where it stands, checks, and who is asked."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.core.actor import ActorKind
from workshops.core.columns import Identified, Timestamped, UtcDateTime, Versioned, enum_column
from workshops.core.db import Model
from workshops.core.text import N_
from workshops.core.words import Worded
from workshops.deliverables.models import Deliverable
from workshops.deliverables.models.issued import Recommendation
from workshops.engagements.models import Engagement


class Status(Worded):
    """Where a recommendation stands at the agency, from no answer to in use and checked."""

    AWAITED = "awaited", N_("Not answered yet")
    RECEIVED = "received", N_("Received, being considered")
    ACCEPTED = "accepted", N_("Accepted")
    ADAPTED = "adapted", N_("Accepted with changes")
    REFUSED = "refused", N_("Turned down")
    STARTED = "started", N_("Started")
    IN_USE = "in_use", N_("In use")
    CHECKED = "checked", N_("In use and checked")
    DROPPED = "dropped", N_("Given up")


class Adoption(Identified, Versioned, Timestamped, Model):
    """One recommendation in the agency's hands; a later version of the document carries it on.

    `key` is the recommendation's stable key in its deliverable. `reason` says why it was declined
    or given up, or what is changed. From `in_use_on` it is in use at `place`.
    """

    __tablename__ = "adoption"
    __table_args__ = (
        UniqueConstraint("deliverable_id", "key"),
        Index("ix_adoption_list", "engagement_id", "status", "id"),
        CheckConstraint(
            "status NOT IN ('in_use', 'checked') OR (place <> '' AND in_use_on IS NOT NULL)",
            name="in_use",
        ),
    )

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"))
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), unique=True)
    key: Mapped[str] = mapped_column(String(200))
    status: Mapped[Status] = mapped_column(enum_column(Status), default=Status.AWAITED, index=True)
    reason: Mapped[str] = mapped_column(String(2000), default="")
    place: Mapped[str] = mapped_column(String(300), default="")
    in_use_on: Mapped[date | None] = mapped_column(default=None)
    owner_name: Mapped[str] = mapped_column(String(200), default="")
    owner_title: Mapped[str] = mapped_column(String(200), default="")
    owner_email: Mapped[str] = mapped_column(String(254), default="")
    begun_on: Mapped[date]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    engagement: Mapped[Engagement] = relationship()
    deliverable: Mapped[Deliverable] = relationship()
    recommendation: Mapped[Recommendation] = relationship()
    checks: Mapped[list["AdoptionCheck"]] = relationship(
        cascade="all, delete-orphan", order_by="AdoptionCheck.months", back_populates="adoption"
    )


class AdoptionChange(Model):
    """One answer: who, when, from which status to which, in what words. Never changed."""

    __tablename__ = "adoption_change"
    __table_args__ = (Index("ix_adoption_change_list", "adoption_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    adoption_id: Mapped[int] = mapped_column(ForeignKey("adoption.id"))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_kind: Mapped[ActorKind] = mapped_column(enum_column(ActorKind))
    actor_name: Mapped[str] = mapped_column(String(200))
    old: Mapped[Status] = mapped_column(enum_column(Status, "old"))
    new: Mapped[Status] = mapped_column(enum_column(Status, "new"))
    reason: Mapped[str] = mapped_column(String(2000), default="")
    place: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(String(1000), default="")


class AdoptionCheck(Model):
    """A day on which the agency is asked how it goes: 3, 6 and 12 months after the beginning."""

    __tablename__ = "adoption_check"
    __table_args__ = (
        UniqueConstraint("adoption_id", "months"),
        Index("ix_adoption_check_due", "due_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    adoption_id: Mapped[int] = mapped_column(ForeignKey("adoption.id"))
    months: Mapped[int]
    due_on: Mapped[date]
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    adoption: Mapped[Adoption] = relationship(back_populates="checks")


class AdoptionAsk(Identified, Timestamped, Model):
    """Somebody at the agency with a personal link; a new `link_version` ends older ones."""

    __tablename__ = "adoption_ask"
    __table_args__ = (UniqueConstraint("engagement_id", "address"),)

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(5), default="da")
    contact: Mapped[bool] = mapped_column(default=True)
    link_version: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    engagement: Mapped[Engagement] = relationship()
