"""What can be found: a slim row to filter and count by, its text apart, its methods."""

from datetime import date
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from workshops.core.columns import enum_column
from workshops.core.db import Model
from workshops.core.text import N_
from workshops.core.words import Worded

PLACE = BigInteger().with_variant(Integer, "sqlite")


class EntryKind(Worded):
    """What kinds of record can be found."""

    EXPERIMENT = "experiment", N_("Experiment")
    THEME = "theme", N_("Expectation")
    METHOD = "method", N_("Method")
    DELIVERABLE = "deliverable", N_("Deliverable")


class Visibility(StrEnum):
    """Who finds it: everyone who may use the library, or the engagement's own people only."""

    STAFF = "staff"
    ENGAGEMENT = "engagement"


class SearchEntry(Model):
    """One record that can be found. The larger its `id`, the newer it is (`rules.place`).

    It is `hidden` while its engagement is in the bin.
    """

    __tablename__ = "search_entry"
    __table_args__ = (
        UniqueConstraint("kind", "record_id"),
        CheckConstraint("evidence_level BETWEEN 1 AND 5", name="evidence_level"),
        Index("ix_search_entry_agency", "organisation_id", "visibility", "hidden", "engagement_id"),
        Index("ix_search_entry_area", "policy_area", "visibility", "hidden", "engagement_id"),
        Index("ix_search_entry_outcome", "outcome", "visibility", "hidden", "engagement_id"),
        Index("ix_search_entry_kind", "kind", "visibility", "hidden", "engagement_id"),
        Index("ix_search_entry_year", "year", "visibility", "hidden", "engagement_id"),
    )

    id: Mapped[int] = mapped_column(PLACE, primary_key=True, autoincrement=False)
    kind: Mapped[EntryKind] = mapped_column(enum_column(EntryKind))
    record_id: Mapped[int]
    public_id: Mapped[str] = mapped_column(String(60), index=True)
    language: Mapped[str] = mapped_column(String(5))
    engagement_id: Mapped[int | None] = mapped_column(index=True)
    organisation_id: Mapped[int | None]
    level: Mapped[str] = mapped_column(String(40))
    policy_area: Mapped[str] = mapped_column(String(5))
    stage: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(40))
    evidence_level: Mapped[int | None]
    year: Mapped[int]
    happened_on: Mapped[date]
    visibility: Mapped[Visibility] = mapped_column(enum_column(Visibility))
    hidden: Mapped[bool] = mapped_column(default=False)


class SearchText(Model):
    """An entry's words. `stems` has the title's on its first line and the text's below.

    `translations` are [{"language", "title", "text"}]. The full-text index over `stems` is kept in
    step by triggers of the handwritten migration.
    """

    __tablename__ = "search_text"

    entry_id: Mapped[int] = mapped_column(
        PLACE, ForeignKey("search_entry.id"), primary_key=True, autoincrement=False
    )
    stems: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    translations: Mapped[list[dict[str, str]]] = mapped_column(JSON)


class SearchMethod(Model):
    """A method that an entry used, by the method's slug."""

    __tablename__ = "search_method"
    __table_args__ = (Index("ix_search_method_method", "method", "entry_id"),)

    entry_id: Mapped[int] = mapped_column(
        PLACE, ForeignKey("search_entry.id"), primary_key=True, autoincrement=False
    )
    method: Mapped[str] = mapped_column(String(60), primary_key=True)
