"""Stored files. The bytes lie in the instance folder under a generated name."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workshops.core.columns import Deletable, Identified, Timestamped
from workshops.core.db import Model


class StoredFile(Identified, Timestamped, Deletable, Model):
    """One file as it was uploaded. `size` is in bytes, `sha256` in hex."""

    __tablename__ = "stored_file"

    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_by: Mapped[str] = mapped_column(String(200))
