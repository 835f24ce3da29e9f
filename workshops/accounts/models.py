"""Accounts of the people who sign in."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workshops.core.actor import Actor, ActorKind, Role
from workshops.core.columns import Identified, Named, Timestamped, UtcDateTime, enum_column
from workshops.core.db import Model


class User(Identified, Named, Timestamped, Model):
    """One account. `session_stamp` changes whenever every open session of it must end."""

    __tablename__ = "user_account"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(enum_column(Role))
    language: Mapped[str] = mapped_column(String(5), default="da")
    timezone: Mapped[str] = mapped_column(String(64), default="Europe/Copenhagen")
    session_stamp: Mapped[str] = mapped_column(String(32))
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether the account may sign in."""
        return self.disabled_at is None

    def get_id(self) -> str:
        """What the session keeps: the account and its stamp."""
        return f"{self.id}.{self.session_stamp}"

    def actor(self) -> Actor:
        """This account as the one who acts."""
        return Actor(ActorKind.USER, self.id, self.name, self.role)


class EndedSession(Model):
    """A session that was signed out of; kept until its cookie would have expired anyway."""

    __tablename__ = "ended_session"

    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
