"""Notes, themes, viewpoint groups and votes.

A note never says who spoke by name: it keeps a role, a segment and a random code. Who wrote a note
through a personal link stands apart, in NoteAuthor.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

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
from workshops.core.text import fold, public_id
from workshops.engagements.models import Engagement
from workshops.expectations.models.kinds import (
    LegalBasis,
    NoteKind,
    SpeakerRole,
    Strength,
    ThemeAct,
)
from workshops.people.models import Person
from workshops.planning.models import AgendaBlock, Workshop

__all__ = [
    "ExpectationNote",
    "LegalBasis",
    "NoteAuthor",
    "NoteKind",
    "NoteVote",
    "ServiceStage",
    "SpeakerRole",
    "Strength",
    "Theme",
    "ThemeAct",
    "ThemeChange",
    "ThemeNote",
    "ViewpointGroup",
]

BY_LINK = "link:"


class ExpectationNote(Identified, Versioned, Timestamped, Model):
    """What somebody expects, or what was observed.

    `speaker_code` is random and the same for all notes of one speaker in one source. A withdrawn
    note keeps its row as a tombstone and loses its text. `origin` names the row of an import, such
    as "polis:london.youth.policing:12", or says that the note came by personal link: "link:…".
    """

    __tablename__ = "expectation_note"
    __table_args__ = (
        UniqueConstraint("engagement_id", "origin"),
        Index("ix_expectation_note_list", "engagement_id", "created_at", "id"),
    )

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id"), index=True)
    block_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_block.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    text_search: Mapped[str] = mapped_column(Text)
    kind: Mapped[NoteKind] = mapped_column(enum_column(NoteKind))
    speaker_role: Mapped[SpeakerRole] = mapped_column(enum_column(SpeakerRole))
    segment: Mapped[str] = mapped_column(String(120), default="")
    speaker_code: Mapped[str] = mapped_column(String(16), default=public_id)
    stage: Mapped[str] = mapped_column(String(120), default="")
    touchpoint: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(5), default="da")
    legal_basis: Mapped[LegalBasis] = mapped_column(
        enum_column(LegalBasis), default=LegalBasis.PUBLIC_TASK
    )
    quote_consent: Mapped[bool] = mapped_column(default=False)
    consent_version: Mapped[str] = mapped_column(String(20), default="")
    consented_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    origin: Mapped[str | None] = mapped_column(String(200), default=None)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    engagement: Mapped[Engagement] = relationship()
    workshop: Mapped[Workshop | None] = relationship()
    block: Mapped[AgendaBlock | None] = relationship()

    @validates("text")
    def _keep_search(self, _key: str, text: str) -> str:
        self.text_search = fold(text)
        return text

    @property
    def by_participant(self) -> bool:
        """Whether somebody wrote it by personal link; who it was is not said."""
        return self.origin is not None and self.origin.startswith(BY_LINK)

    @property
    def usable(self) -> bool:
        """Whether it may be read and built upon: neither withdrawn nor hidden."""
        return self.withdrawn_at is None and self.hidden_at is None

    @property
    def quotable(self) -> bool:
        """Whether its words may stand in a deliverable, under the speaker's code."""
        return self.usable and self.quote_consent


class NoteAuthor(Model):
    """Who wrote a note by personal link; kept apart, and gone once the note is withdrawn."""

    __tablename__ = "note_author"

    note_id: Mapped[int] = mapped_column(ForeignKey("expectation_note.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    note: Mapped[ExpectationNote] = relationship()
    person: Mapped[Person] = relationship()


class Theme(Identified, Versioned, Timestamped, Deletable, Model):
    """An expectation, said in one sentence and borne by notes.

    `stage` and `touchpoint` place it in the service; `present_service` and `gap` say what citizens
    meet today and what is wanting.
    """

    __tablename__ = "theme"
    __table_args__ = (Index("ix_theme_list", "engagement_id", "position", "id"),)

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    position: Mapped[int] = mapped_column(default=0)
    statement: Mapped[str] = mapped_column(String(500))
    description: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str] = mapped_column(String(120), default="")
    touchpoint: Mapped[str] = mapped_column(String(120), default="")
    strength: Mapped[Strength] = mapped_column(enum_column(Strength), default=Strength.UNKNOWN)
    present_service: Mapped[str] = mapped_column(Text, default="")
    gap: Mapped[str] = mapped_column(Text, default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), default=None)

    engagement: Mapped[Engagement] = relationship()
    merged_into: Mapped["Theme | None"] = relationship(remote_side="Theme.id")
    links: Mapped[list["ThemeNote"]] = relationship(
        cascade="all, delete-orphan", order_by="ThemeNote.position"
    )


class ServiceStage(Model):
    """The place of one stage of the service in the citizen's journey.

    Themes and notes name their stage in words; a name without a row comes after those with one.
    """

    __tablename__ = "service_stage"
    __table_args__ = (UniqueConstraint("engagement_id", "position"),)

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    position: Mapped[int]


class ThemeNote(Model):
    """A note that bears a theme; a note may bear several."""

    __tablename__ = "theme_note"

    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True)
    note_id: Mapped[int] = mapped_column(
        ForeignKey("expectation_note.id"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(default=0)

    note: Mapped[ExpectationNote] = relationship()


class ThemeChange(Model):
    """One act on the themes of an engagement, with what is needed to take it back.

    `before` and `after` say where the touched notes and themes stood, in ids alone: taking it back
    writes `before`, and only while everything still stands as `after` says.
    """

    __tablename__ = "theme_change"
    __table_args__ = (Index("ix_theme_change_list", "engagement_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    act: Mapped[ThemeAct] = mapped_column(enum_column(ThemeAct))
    theme_id: Mapped[int | None] = mapped_column(
        ForeignKey("theme.id", ondelete="SET NULL"), index=True
    )
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    before: Mapped[dict[str, Any]] = mapped_column(Kept(notes={}, themes={}))
    after: Mapped[dict[str, Any]] = mapped_column(Kept(notes={}, themes={}))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    theme: Mapped[Theme | None] = relationship()
    user: Mapped[User | None] = relationship()


class ViewpointGroup(Identified, Model):
    """People who vote alike, such as a group of a Polis conversation; `size` counts them."""

    __tablename__ = "viewpoint_group"
    __table_args__ = (UniqueConstraint("engagement_id", "source", "name"),)

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"))
    source: Mapped[str] = mapped_column(String(120), default="")
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]


class NoteVote(Model):
    """How one viewpoint group voted on a note; without a group, those who belong to none."""

    __tablename__ = "note_vote"
    __table_args__ = (
        UniqueConstraint("note_id", "group_id"),
        CheckConstraint("agrees >= 0 AND disagrees >= 0 AND passes >= 0", name="counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("expectation_note.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("viewpoint_group.id"), index=True)
    agrees: Mapped[int] = mapped_column(default=0)
    disagrees: Mapped[int] = mapped_column(default=0)
    passes: Mapped[int] = mapped_column(default=0)

    group: Mapped[ViewpointGroup | None] = relationship()
