"""Issued versions: frozen for good; the database refuses to change or delete them (migration 0003).

What may change after issue stands in rows of its own: files made, flags raised, the rendering.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from workshops.core import clock
from workshops.core.columns import Identified, Timestamped, UtcDateTime, enum_column
from workshops.core.db import Model
from workshops.deliverables.models import Deliverable
from workshops.deliverables.models.kinds import FileFormat, RenderState
from workshops.files.models import StoredFile


class DeliverableVersion(Identified, Model):
    """One issued version. `document` is the whole as canonical JSON bytes, `sha256` their hash.

    Only `superseded_at` may change. Names are snapshots of those who wrote, approved and issued.
    """

    __tablename__ = "deliverable_version"
    __table_args__ = (UniqueConstraint("deliverable_id", "number"),)

    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(5))
    document: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    sha256: Mapped[str] = mapped_column(String(64))
    journal_number: Mapped[str] = mapped_column(String(60))
    short_description: Mapped[str] = mapped_column(String(300))
    written_by: Mapped[str] = mapped_column(String(200))
    approved_by: Mapped[str] = mapped_column(String(200))
    approved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_by: Mapped[str] = mapped_column(String(200))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    superseded_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    deliverable: Mapped[Deliverable] = relationship()
    files: Mapped[list["VersionFile"]] = relationship(order_by="VersionFile.format")
    rendering: Mapped["RenderJob"] = relationship(back_populates="issued")


class VersionFile(Model):
    """A file made from a version; `sha256` is compared with the bytes before they are served."""

    __tablename__ = "version_file"

    version_id: Mapped[int] = mapped_column(ForeignKey("deliverable_version.id"), primary_key=True)
    format: Mapped[FileFormat] = mapped_column(enum_column(FileFormat), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))

    file: Mapped[StoredFile] = relationship()


class Recommendation(Identified, Model):
    """A numbered row of an issued version that the agency answers: a module, a step, an option."""

    __tablename__ = "recommendation"
    __table_args__ = (UniqueConstraint("version_id", "number"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("deliverable_version.id"))
    number: Mapped[int]
    key: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)

    issued: Mapped[DeliverableVersion] = relationship()


class VersionSource(Model):
    """A record that an issued version rests on, by its key "<kind>:<public id>"."""

    __tablename__ = "version_source"

    version_id: Mapped[int] = mapped_column(ForeignKey("deliverable_version.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True, index=True)


class VersionFlag(Model):
    """Something a reader of an issued version must know, such as a note withdrawn since."""

    __tablename__ = "version_flag"
    __table_args__ = (UniqueConstraint("version_id", "reason", "source_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("deliverable_version.id"))
    reason: Mapped[str] = mapped_column(String(40))
    source_key: Mapped[str] = mapped_column(String(80))
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime, default=clock.now)

    issued: Mapped[DeliverableVersion] = relationship()


class RenderJob(Identified, Timestamped, Model):
    """The making of a version's files: where it stands, and why it failed if it did."""

    __tablename__ = "render_job"
    __table_args__ = (Index("ix_render_job_state", "state", "id"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("deliverable_version.id"), unique=True)
    state: Mapped[RenderState] = mapped_column(enum_column(RenderState), default=RenderState.QUEUED)
    step: Mapped[str] = mapped_column(String(120), default="")
    percent: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(500), default="")
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)

    issued: Mapped[DeliverableVersion] = relationship(back_populates="rendering")
