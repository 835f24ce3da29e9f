"""Invitations: one person, one sitting, one calendar entry."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.core.columns import Identified, Timestamped, UtcDateTime, enum_column
from workshops.core.db import Model
from workshops.mail.models import Letter
from workshops.planning.models import Answer, Participation


class LetterKind(StrEnum):
    """What a calendar letter is for."""

    INVITE = "invite"
    UPDATE = "update"
    CANCEL = "cancel"
    RESEND = "resend"


class AnswerWay(StrEnum):
    """How an answer came."""

    LINK = "link"
    MAIL = "mail"
    STAFF = "staff"


class Invitation(Identified, Timestamped, Model):
    """The calendar side of a participation.

    `uid` is unguessable and made once; somebody cancelled and invited anew gets a new row and a
    new uid. `sequence` never decreases. `stamped_at` is the last DTSTAMP sent, strictly rising.
    `answered_sequence` is the version the answer was given to; `older_answer` was given to a
    version before that and no longer counts. `sent` is what the guest's calendar shows, as it was
    last sent. `link_version` revokes links.
    """

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_participation", "participation_id", "cancelled_at"),)

    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    uid: Mapped[str] = mapped_column(String(200), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    stamped_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    link_version: Mapped[int] = mapped_column(default=1)
    answered_sequence: Mapped[int | None] = mapped_column(default=None)
    older_answer: Mapped[Answer | None] = mapped_column(enum_column(Answer), default=None)
    answer_way: Mapped[AnswerWay | None] = mapped_column(enum_column(AnswerWay), default=None)
    sent: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    participation: Mapped[Participation] = relationship()
    letters: Mapped[list["InvitationLetter"]] = relationship(
        cascade="all, delete-orphan", order_by="InvitationLetter.id"
    )


class InvitationLetter(Model):
    """A letter that was queued for an invitation, with the version it carried."""

    __tablename__ = "invitation_letter"
    __table_args__ = (UniqueConstraint("invitation_id", "sequence", "kind", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), index=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), unique=True)
    kind: Mapped[LetterKind] = mapped_column(enum_column(LetterKind))
    sequence: Mapped[int]
    attempt: Mapped[int] = mapped_column(default=0)

    letter: Mapped[Letter] = relationship()
