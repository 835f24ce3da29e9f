"""Deliveries: a pack for one person at the agency, its links, what was fetched, the receipt."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.accounts.models import User
from workshops.core.columns import Identified, Timestamped, UtcDateTime
from workshops.core.db import Model
from workshops.deliverables.models.packs import Pack
from workshops.people.models import Person


class Delivery(Identified, Timestamped, Model):
    """A pack sent to one person. `address` is what they must type before anything is shown.

    `weeks` is how long each link works. Revoked, no link of it works any more. The receipt is
    what an officer of the agency said of themselves; it is given once.
    """

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_list", "pack_id", "id"),)

    pack_id: Mapped[int] = mapped_column(ForeignKey("pack.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(5))
    message: Mapped[str] = mapped_column(Text, default="")
    weeks: Mapped[int]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    revoked_by: Mapped[str] = mapped_column(String(200), default="")
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    received_by: Mapped[str] = mapped_column(String(200), default="")
    received_title: Mapped[str] = mapped_column(String(200), default="")
    received_journal_number: Mapped[str] = mapped_column(String(60), default="")

    pack: Mapped[Pack] = relationship()
    person: Mapped[Person] = relationship()
    sent_by: Mapped[User] = relationship()
    links: Mapped[list["DeliveryLink"]] = relationship(
        back_populates="delivery", cascade="all, delete-orphan", order_by="DeliveryLink.id"
    )
    fetched: Mapped[list["DeliveryFetch"]] = relationship(
        cascade="all, delete-orphan", order_by="DeliveryFetch.id"
    )


class DeliveryLink(Timestamped, Model):
    """One link to a delivery. Its token is made from `nonce` and the key, and stored only hashed.

    A newer link ends the one before it; an ended link says so and offers a new one.
    """

    __tablename__ = "delivery_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), index=True)
    nonce: Mapped[str] = mapped_column(String(64))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    delivery: Mapped[Delivery] = relationship(back_populates="links")


class DeliveryFetch(Model):
    """A file that was fetched through a link: when, which, with what hash, by whom."""

    __tablename__ = "delivery_fetch"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), index=True)
    fetched_at: Mapped[datetime] = mapped_column(UtcDateTime)
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(200))
