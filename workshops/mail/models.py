"""The outbox."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workshops.core import clock
from workshops.core.columns import Identified, Timestamped, UtcDateTime, enum_column
from workshops.core.db import Model
from workshops.mail.failures import PLAIN, Failure, why


class LetterState(StrEnum):
    """Honest delivery states: we never claim more than the mail server told us.

    FAILED is our own: the letter could not be made or kept being kept back here.
    """

    QUEUED = "queued"
    SENDING = "sending"
    KEPT = "kept"
    HANDED_OVER = "handed_over"
    BOUNCED = "bounced"
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    FAILED = "failed"
    SUPERSEDED = "superseded"


NEVER_LEFT = (
    LetterState.QUEUED,
    LetterState.SUPERSEDED,
    LetterState.REFUSED,
    LetterState.GIVEN_UP,
    LetterState.FAILED,
)
UNDELIVERED = (
    LetterState.REFUSED,
    LetterState.GIVEN_UP,
    LetterState.FAILED,
    LetterState.BOUNCED,
)
_ANSWER = re.compile(r"[245]\d\d ")


class Letter(Identified, Timestamped, Model):
    """One message to one recipient.

    `lane` keeps the order: within a lane nothing leaves before what was queued earlier. `links`
    maps a placeholder in the texts to what its personal link is bound to; the token itself is
    made only when the letter is sent or shown. `KEPT` is the end state where no mail server is set.
    `queued_at` is when it was queued, or last started again by a person; what the 48 hours count
    from. `delayed_at` and `bounced_at` are when mail systems reported so, `failure` is why it came
    back, `ended_at` when it was refused or given up; `last_error` is what hindered it last, in a
    mail server's own words or ours, and `server_answer` are those with which it took the letter.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_due", "state", "run_at", "id"),
        Index("ix_letter_lane", "lane", "id"),
        Index("ix_letter_record", "record_kind", "record_id"),
    )

    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    lane: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(60))
    to_name: Mapped[str] = mapped_column(String(200), default="")
    to_address: Mapped[str] = mapped_column(String(254))
    from_name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(5))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    calendar: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    calendar_method: Mapped[str] = mapped_column(String(20), default="")
    in_reply_to: Mapped[str] = mapped_column(String(200), default="")
    links: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    record_kind: Mapped[str] = mapped_column(String(40), default="")
    record_id: Mapped[int | None] = mapped_column(default=None)
    engagement_id: Mapped[int | None] = mapped_column(default=None, index=True)
    state: Mapped[LetterState] = mapped_column(enum_column(LetterState), default=LetterState.QUEUED)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)
    run_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    token: Mapped[str | None] = mapped_column(String(32), default=None)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    delayed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    bounced_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    failure: Mapped[Failure | None] = mapped_column(enum_column(Failure), default=None)
    last_error: Mapped[str] = mapped_column(String(2000), default="")
    server_answer: Mapped[str] = mapped_column(String(1000), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    @property
    def reason(self) -> str:
        """Why it did not arrive, as a message id; empty where nothing is known of that."""
        if self.state not in UNDELIVERED or self.state is LetterState.FAILED:
            return ""
        failure = self.failure or why("", self.last_error)
        known = failure is not Failure.UNKNOWN or self.state is LetterState.BOUNCED
        return PLAIN[failure] if known else ""

    @property
    def server_said(self) -> str:
        """What a mail server said against it, in its own words; empty where it said nothing."""
        reported = self.bounced_at is not None or self.delayed_at is not None
        return self.last_error if reported or _ANSWER.match(self.last_error) else ""


class Handling(StrEnum):
    """What became of a message that came in.

    `TRAY` waits for a person to settle it, `SETTLED` was settled by one; `IGNORED` asks nothing of
    anybody (automatic mail, a guessed identifier) and is only counted.
    """

    NEW = "new"
    APPLIED = "applied"
    TRAY = "tray"
    SETTLED = "settled"
    IGNORED = "ignored"


class Incoming(Identified, Timestamped, Model):
    """One message as it came in; the same bytes are taken once.

    `raw` is kept for 30 days. `reason` is a message id with `params`, said in the reader's
    language.
    """

    __tablename__ = "incoming"
    __table_args__ = (
        Index("ix_incoming_tray", "handling", "id"),
        Index("ix_incoming_record", "record_kind", "record_id"),
    )

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    raw: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    from_address: Mapped[str] = mapped_column(String(254), default="")
    from_name: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    handling: Mapped[Handling] = mapped_column(enum_column(Handling), default=Handling.NEW)
    reason: Mapped[str] = mapped_column(String(300), default="")
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    record_kind: Mapped[str] = mapped_column(String(40), default="")
    record_id: Mapped[int | None] = mapped_column(default=None)
    engagement_id: Mapped[int | None] = mapped_column(default=None, index=True)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class MailCursor(Timestamped, Model):
    """How far a mailbox has been read: the highest UID that was taken, while its `validity` lasts.

    `mailbox` is user, server and folder, never a password.
    """

    __tablename__ = "mail_cursor"

    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox: Mapped[str] = mapped_column(String(600), unique=True)
    validity: Mapped[int] = mapped_column(BigInteger, default=0)
    last_uid: Mapped[int] = mapped_column(BigInteger, default=0)
