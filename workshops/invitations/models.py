"""Invitations: one person, one sitting, one calendar entry."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.accounts.models import User
from workshops.core.columns import Identified, OutsideInstant, Timestamped, UtcDateTime, enum_column
from workshops.core.db import Model
from workshops.engagements.models import Engagement
from workshops.mail.models import Incoming, Letter
from workshops.people.models import Person
from workshops.planning.models import Answer, Participation, Room
from workshops.planning.models.attendance import Substitution


class LetterKind(StrEnum):
    """What a calendar letter is for."""

    INVITE = "invite"
    UPDATE = "update"
    CANCEL = "cancel"
    RESEND = "resend"
    HOLD = "hold"
    RELEASE = "release"
    WAS_IT_YOU = "was_it_you"
    ANSWERED_FOR = "answered_for"
    ASK_AGAIN = "ask_again"
    DECLINE_COUNTER = "decline_counter"
    WAITLISTED = "waitlisted"
    SEATED = "seated"
    OFFERED = "offered"
    REMINDER_WEEK = "reminder_week"
    REMINDER_DAY = "reminder_day"


class AnswerWay(StrEnum):
    """How an answer came."""

    LINK = "link"
    MAIL = "mail"
    STAFF = "staff"


class TrustLevel(StrEnum):
    """How far a message is the guest's own: vouched for by our mail server or by staff who asked
    the guest, only by what it knows (the secret UID and the sender), or somebody else's."""

    VERIFIED = "verified"
    CAPABILITY = "capability"
    CONFLICT = "conflict"


class ReplyOutcome(StrEnum):
    """What became of a reply.

    OLDER was given to a version before the present one, LATE after the sitting's end, REPLAYED is
    older than the answer that stands, NOTED says nothing. WAITING waits for a person, who accepts
    or dismisses it; UNDONE was taken back by the guest; REPLACED is a proposal before a later one.
    """

    APPLIED = "applied"
    OLDER = "older"
    LATE = "late"
    NOTED = "noted"
    REPLAYED = "replayed"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    UNDONE = "undone"
    REPLACED = "replaced"


class Invitation(Identified, Timestamped, Model):
    """The calendar side of a participation.

    `uid` is unguessable and made once; somebody cancelled and invited anew gets a new row and a
    new uid. `sequence` never decreases. `stamped_at` is the last DTSTAMP sent, strictly rising.
    `answered_sequence` is the version the answer was given to; `older_answer` was given to a
    version before that and no longer counts. `sent` is what the guest's calendar shows, as it was
    last sent. `link_version` revokes links. `replied_at` is the DTSTAMP of the last answer by mail
    that counted. `opened_at` and `last_opened_at` are when the guest's own page was looked at
    first and last, as far as the browser told; without them nobody knows. `answered_to` is
    who noted an answer that was given to staff. `reminders_off_at` is when the guest asked for no
    more reminders.
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
    replied_at: Mapped[datetime | None] = mapped_column(OutsideInstant, default=None)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    last_opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    reminders_off_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    answered_to: Mapped[str] = mapped_column(String(200), default="")

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


class InvitationReply(Identified, Timestamped, Model):
    """One message from a calendar program about an invitation, and what became of it.

    `answer` is what it says, `before` what stood until then. `starts_at` and `ends_at` are another
    time that the guest proposes; `substitution` is the proposal to send somebody else.
    """

    __tablename__ = "invitation_reply"
    __table_args__ = (
        Index("ix_invitation_reply_invitation", "invitation_id", "id"),
        Index("ix_invitation_reply_waiting", "outcome", "method"),
    )

    incoming_id: Mapped[int] = mapped_column(ForeignKey("incoming.id"), index=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"))
    method: Mapped[str] = mapped_column(String(20))
    answer: Mapped[Answer | None] = mapped_column(enum_column(Answer), default=None)
    before: Mapped[Answer | None] = mapped_column(enum_column(Answer, "before"), default=None)
    level: Mapped[TrustLevel] = mapped_column(enum_column(TrustLevel))
    sequence: Mapped[int] = mapped_column(default=0)
    stamped_at: Mapped[datetime | None] = mapped_column(OutsideInstant, nullable=False)
    comment: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime | None] = mapped_column(OutsideInstant, default=None)
    ends_at: Mapped[datetime | None] = mapped_column(OutsideInstant, default=None)
    substitution_id: Mapped[int | None] = mapped_column(
        ForeignKey("substitution.id"), index=True, default=None
    )
    outcome: Mapped[ReplyOutcome] = mapped_column(enum_column(ReplyOutcome))
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    incoming: Mapped[Incoming] = relationship()
    invitation: Mapped[Invitation] = relationship()
    substitution: Mapped[Substitution | None] = relationship()


class FeedKind(StrEnum):
    """Whose workshops a calendar subscription shows."""

    PERSON = "person"
    TEAM = "team"
    ROOM = "room"


class Feed(Identified, Timestamped, Model):
    """A calendar subscription: an account's, or of a guest who has none.

    It shows what its owner may see at that moment. Of its address only the hash is kept. With
    `with_invited` it also shows what came as an invitation by mail.
    """

    __tablename__ = "feed"
    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (person_id IS NULL)", name="owner"),
        Index("ix_feed_user", "user_id", "id"),
        Index("ix_feed_person", "person_id", "id"),
    )

    kind: Mapped[FeedKind] = mapped_column(enum_column(FeedKind))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagement.id"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    hashed: Mapped[str] = mapped_column(String(64), unique=True)
    with_invited: Mapped[bool] = mapped_column(default=False)
    alarm_minutes: Mapped[int | None] = mapped_column(default=None)
    renewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    user: Mapped[User | None] = relationship()
    person: Mapped[Person | None] = relationship()
    engagement: Mapped[Engagement | None] = relationship()
    room: Mapped[Room | None] = relationship()
