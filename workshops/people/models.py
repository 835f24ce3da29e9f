"""Persons and organisations."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from workshops.accounts.models import User
from workshops.core.columns import (
    KEY_LENGTH,
    Deletable,
    Identified,
    Named,
    Timestamped,
    UtcDateTime,
    Versioned,
    enum_column,
    key_column,
)
from workshops.core.db import Model
from workshops.core.text import N_, fold, sort_key
from workshops.core.words import Worded


class Level(Worded):
    """The level of government an organisation belongs to."""

    STATE = "state", N_("Central government")
    REGION = "region", N_("Region")
    MUNICIPALITY = "municipality", N_("Municipality")
    OTHER = "other", N_("Other")


class OrganisationKind(StrEnum):
    """What an organisation is."""

    MINISTRY = "ministry"
    AGENCY = "agency"
    REGION = "region"
    MUNICIPALITY = "municipality"
    CROSS_PUBLIC = "cross_public"
    CIVIL_SOCIETY = "civil_society"
    PRIVATE = "private"
    OTHER = "other"


class Scope(StrEnum):
    """Where a person may be seen: in the whole directory, or only where they were invited."""

    DIRECTORY = "directory"
    GUEST = "guest"


class ContactPreference(StrEnum):
    """How a person wants to be reached."""

    MAIL = "mail"
    PHONE = "phone"
    INVITATIONS_ONLY = "invitations_only"


class TwoNames:
    """A name in both languages, with the keys it is sorted and searched by."""

    name_en: Mapped[str] = mapped_column(String(120), unique=True)
    name_da: Mapped[str] = mapped_column(String(120), unique=True)
    sort_en: Mapped[str] = mapped_column(key_column())
    sort_da: Mapped[str] = mapped_column(key_column())
    search_en: Mapped[str] = mapped_column(key_column())
    search_da: Mapped[str] = mapped_column(key_column())

    @validates("name_en", "name_da")
    def _keep_keys(self, key: str, name: str) -> str:
        language = key.removeprefix("name_")
        setattr(self, f"sort_{language}", sort_key(name)[:KEY_LENGTH])
        setattr(self, f"search_{language}", fold(name)[:KEY_LENGTH])
        return name

    def label(self, language: str) -> str:
        """The name in a language."""
        return self.name_da if language == "da" else self.name_en


class Discipline(TwoNames, Identified, Versioned, Timestamped, Model):
    """A profession, or a voice such as citizen or relative, in both languages."""

    __tablename__ = "discipline"

    voice: Mapped[bool] = mapped_column(default=False)
    retired: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    standing_key: Mapped[str | None] = mapped_column(String(80), unique=True, default=None)


class Skill(TwoNames, Identified, Versioned, Timestamped, Model):
    """Something a person can be better or worse at, in both languages."""

    __tablename__ = "skill"

    retired: Mapped[bool] = mapped_column(default=False)
    standing_key: Mapped[str | None] = mapped_column(String(80), unique=True, default=None)


class Organisation(Identified, Named, Versioned, Timestamped, Deletable, Model):
    """An organisation for as long as it exists. `code` is its official number, if any.

    `valid_to` is the last day. `standing_key` ties it to the data that ships with the product.
    """

    __tablename__ = "organisation"

    level: Mapped[Level] = mapped_column(enum_column(Level), index=True)
    kind: Mapped[OrganisationKind] = mapped_column(enum_column(OrganisationKind))
    code: Mapped[str | None] = mapped_column(String(20), default=None)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    valid_from: Mapped[date | None] = mapped_column(default=None)
    valid_to: Mapped[date | None] = mapped_column(default=None)
    standing_key: Mapped[str | None] = mapped_column(String(80), unique=True, default=None)

    parent: Mapped["Organisation | None"] = relationship(remote_side="Organisation.id")


class OrganisationPeriod(Model):
    """Which parent an organisation had when: a municipality moves to a new region on a day.

    Both days are included; an open end is None.
    """

    __tablename__ = "organisation_period"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    valid_from: Mapped[date | None] = mapped_column(default=None)
    valid_to: Mapped[date | None] = mapped_column(default=None)


class Person(Identified, Named, Versioned, Timestamped, Deletable, Model):
    """Somebody the lab works with. `languages` are codes, best first; the first is for letters.

    `email` is kept in lower case. `merged_into_id` is the person who took this one's place.
    """

    __tablename__ = "person"

    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    role_title: Mapped[str] = mapped_column(String(200), default="")
    discipline_id: Mapped[int | None] = mapped_column(ForeignKey("discipline.id"), index=True)
    languages: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["da"])
    timezone: Mapped[str] = mapped_column(String(64), default="Europe/Copenhagen")
    contact_preference: Mapped[ContactPreference] = mapped_column(
        enum_column(ContactPreference), default=ContactPreference.MAIL
    )
    scope: Mapped[Scope] = mapped_column(enum_column(Scope), default=Scope.DIRECTORY, index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), unique=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    organisation: Mapped[Organisation | None] = relationship()
    discipline: Mapped[Discipline | None] = relationship()
    user: Mapped[User | None] = relationship()
    skills: Mapped[list["PersonSkill"]] = relationship(cascade="all, delete-orphan")
    aliases: Mapped[list["PersonAlias"]] = relationship(
        cascade="all, delete-orphan", order_by="PersonAlias.id"
    )

    @property
    def language(self) -> str:
        """The language of letters to this person."""
        return self.languages[0] if self.languages else "da"


class PersonAlias(Timestamped, Model):
    """Another address that somebody answers from, as they or a project manager confirmed.

    It is nobody else's, neither as another one nor as their own.
    """

    __tablename__ = "person_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str] = mapped_column(String(254), unique=True)


class PersonSkill(Model):
    """How well a person does something: 0 none, 1 knows of, 2 with a guide, 3 alone, 4 teaches."""

    __tablename__ = "person_skill"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 4", name="level"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), primary_key=True)
    level: Mapped[int]

    skill: Mapped[Skill] = relationship()


class DistinctPersons(Model):
    """Two persons that look alike and that somebody has said are not the same; lower id first."""

    __tablename__ = "distinct_persons"

    first_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class ImportState(StrEnum):
    """Where an import of people stands."""

    UPLOADED = "uploaded"
    CHECKED = "checked"
    APPLIED = "applied"
    UNDONE = "undone"


class PeopleImport(Identified, Versioned, Timestamped, Model):
    """One uploaded list: its rows until they are applied, and how columns were mapped.

    `mapping` is from field to column number; `kind` is xlsx, or the encoding and separator of a
    text file. `skipped` counts faulty rows that were left out. `numbers` are those of the rows in
    the file, which `source` holds until the list is applied; `reading` is how it was read.
    """

    __tablename__ = "people_import"

    file_name: Mapped[str] = mapped_column(String(255))
    state: Mapped[ImportState] = mapped_column(enum_column(ImportState))
    kind: Mapped[str] = mapped_column(String(40), default="")
    skipped: Mapped[int] = mapped_column(default=0)
    header: Mapped[list[str]] = mapped_column(JSON)
    rows: Mapped[list[list[str]]] = mapped_column(JSON)
    numbers: Mapped[list[int]] = mapped_column(JSON, default=list, nullable=True)
    reading: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, nullable=True)
    source: Mapped[bytes | None] = mapped_column(LargeBinary, default=None, deferred=True)
    mapping: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class PeopleImportChange(Model):
    """What one row of an applied import did to one person; `before` is None for a new person."""

    __tablename__ = "people_import_change"
    __table_args__ = (UniqueConstraint("import_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("people_import.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    person_version: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
