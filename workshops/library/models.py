"""Searches that an account keeps."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshops.accounts.models import User
from workshops.core.columns import Deletable, Identified, Timestamped
from workshops.core.db import Model


class SavedSearch(Identified, Timestamped, Deletable, Model):
    """A search under a name; `wish` is the query of its address, lists of texts by name."""

    __tablename__ = "saved_search"
    __table_args__ = (Index("ix_saved_search_list", "user_id", "deleted_at", "name", "id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str] = mapped_column(String(120))
    wish: Mapped[dict[str, Any]] = mapped_column(JSON)

    user: Mapped[User] = relationship()
