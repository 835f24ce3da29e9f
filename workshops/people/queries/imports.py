"""Reads of imported lists: the list itself, and the dry run over its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import defer, selectinload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_, clean_line, fold
from workshops.people import permissions
from workshops.people.models import (
    Discipline,
    Organisation,
    PeopleImport,
    PeopleImportChange,
    Person,
    Scope,
    Skill,
)
from workshops.people.queries.addresses import find_all_at
from workshops.people.rules.rows import Fault, Known, RowRead, read_row

SAMPLE_CHARACTERS = 60


@dataclass(frozen=True)
class Verdict:
    """What one sound row would do. `person` is None for somebody quite new."""

    read: RowRead
    person: Person | None
    new: bool
    changes: list[str]


@dataclass(frozen=True)
class Report:
    """What importing a list would do, row by row."""

    faults: list[Fault] = field(default_factory=list)
    faulty_rows: int = 0
    new: list[Verdict] = field(default_factory=list)
    changed: list[Verdict] = field(default_factory=list)
    unchanged: int = 0


def get_import(actor: Actor, public_id: str) -> PeopleImport:
    """One uploaded list. Raises NotFound, also when it is somebody else's."""
    found = db.session.scalar(select(PeopleImport).where(PeopleImport.public_id == public_id))
    if found is None or not permissions.can_use_import(actor, found):
        raise NotFound(N_("There is no such list."))
    return found


def list_imports(actor: Actor, limit: int = 20) -> Sequence[PeopleImport]:
    """The latest uploaded lists that the one who asks may use, newest first, without their rows."""
    query = (
        select(PeopleImport)
        .options(defer(PeopleImport.rows))
        .order_by(PeopleImport.id.desc())
        .limit(limit)
    )
    if not permissions.can_use_every_import(actor):
        query = query.where(PeopleImport.owner_id == actor.id)
    return db.session.scalars(query).all()


def find_mapping(actor: Actor, header: Sequence[str]) -> dict[str, int] | None:
    """How the one who asks mapped the same header the last time."""
    query = (
        select(PeopleImport.header, PeopleImport.mapping)
        .where(PeopleImport.owner_id == actor.id)
        .order_by(PeopleImport.id.desc())
        .limit(20)
    )
    earlier = db.session.execute(query)
    same = (mapping for known, mapping in earlier if known == list(header) and mapping)
    return next(same, None)


def list_samples(upload: PeopleImport) -> dict[str, list[str]]:
    """Three lines with foreign letters as each encoding that is possible would have them.

    Nothing where the letters cannot be read in two ways.
    """
    possible = upload.reading.get("encodings", ())
    if len(possible) < 2 or upload.source is None:
        return {}
    telling = [line.strip() for line in upload.source.splitlines() if not line.isascii()]
    return {
        each: [clean_line(line.decode(each, "replace"))[:SAMPLE_CHARACTERS] for line in telling[:3]]
        for each in possible
    }


def list_changes(upload: PeopleImport) -> Sequence[PeopleImportChange]:
    """What an applied list did, in the order of its rows."""
    query = (
        select(PeopleImportChange)
        .where(PeopleImportChange.import_id == upload.id)
        .order_by(PeopleImportChange.id)
    )
    return db.session.scalars(query).all()


def check_import(upload: PeopleImport) -> Report:
    """The dry run: reads every row, finds whom it is about, changes nothing."""
    known = _known()
    reads = [
        read_row(number, cells, upload.mapping, known)
        for number, cells in zip(upload.numbers, upload.rows, strict=True)
    ]
    by_email, by_name = _people(reads)
    report, seen = Report(), dict[object, int]()
    reads = [_at_home(read, by_email) for read in reads]
    unchanged = faulty = 0
    for read in reads:
        faults = read.faults or _repeated(read, by_email, seen)
        if faults:
            report.faults.extend(faults)
            faulty += 1
            continue
        verdict = _verdict(read, by_email, by_name)
        if verdict.new:
            report.new.append(verdict)
        elif verdict.changes:
            report.changed.append(verdict)
        else:
            unchanged += 1
    return Report(report.faults, faulty, report.new, report.changed, unchanged)


def snapshot(person: Person) -> dict[str, Any]:
    """Everything an import can change of a person, as plain values."""
    return {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "organisation_id": person.organisation_id,
        "role_title": person.role_title,
        "discipline_id": person.discipline_id,
        "languages": list(person.languages),
        "timezone": person.timezone,
        "contact_preference": person.contact_preference.value,
        "skills": {str(known.skill_id): known.level for known in person.skills},
        "scope": person.scope.value,
    }


def _verdict(
    read: RowRead, by_email: Mapping[str, Person], by_name: Mapping[object, Person]
) -> Verdict:
    email = read.values.get("email")
    person = by_email.get(email) if email else by_name.get(_name_key(read))
    if person is None or person.scope is Scope.GUEST or person.deleted_at is not None:
        return Verdict(read, person, True, [])
    now = snapshot(person)
    said = {**read.values}
    if "skills" in said:
        said["skills"] = {str(number): level for number, level in said["skills"].items()}
    return Verdict(read, person, False, [key for key, value in said.items() if now[key] != value])


def _at_home(read: RowRead, by_email: Mapping[str, Person]) -> RowRead:
    """The row with the address that the person has, where the list has another one of theirs."""
    person = by_email.get(read.values.get("email", ""))
    if read.faults or person is None or not person.email:
        return read
    return replace(read, values={**read.values, "email": person.email})


def _repeated(
    read: RowRead, by_email: Mapping[str, Person], seen: dict[object, int]
) -> list[Fault]:
    """A fault when an earlier row is about the same person."""
    email = read.values.get("email")
    person = by_email.get(email) if email else None
    first = seen.setdefault(person or email or _name_key(read), read.row)
    if first == read.row:
        return []
    value = str(email or read.values["name"])
    rule = N_("The same person stands in row %(row)s already.")
    return [Fault(read.row, "email" if email else "name", value, rule, {"row": first})]


def _name_key(read: RowRead) -> tuple[str, int | None]:
    return fold(read.values["name"]), read.values.get("organisation_id")


def _people(reads: Iterable[RowRead]) -> tuple[dict[str, Person], dict[object, Person]]:
    """Persons by address, and those without one by name and organisation."""
    rows = [read for read in reads if not read.faults]
    emails = {read.values["email"] for read in rows if "email" in read.values}
    by_email = find_all_at(emails, selectinload(Person.skills))
    by_email |= {person.email: person for person in by_email.values() if person.email}
    by_name: dict[object, Person] = {}
    if any("email" not in read.values for read in rows):
        query = (
            select(Person)
            .where(Person.email.is_(None), Person.deleted_at.is_(None))
            .options(selectinload(Person.skills))
            .order_by(Person.id.desc())
        )
        for person in db.session.scalars(query):
            by_name[(person.name_search, person.organisation_id)] = person
    return by_email, by_name


def _known() -> Known:
    spelled: dict[str, str] = {}
    organisations: dict[str, int] = {}
    query = select(Organisation.name, Organisation.code, Organisation.id).where(
        Organisation.deleted_at.is_(None)
    )
    for name, code, number in db.session.execute(query.order_by(Organisation.id.desc())):
        organisations[fold(name)], spelled[fold(name)] = number, name
        if code:
            organisations.setdefault(fold(code), number)
    return Known(organisations, _terms(Discipline, spelled), _terms(Skill, spelled), spelled)


def _terms(kind: type[Discipline] | type[Skill], spelled: dict[str, str]) -> dict[str, int]:
    query = select(kind.name_en, kind.name_da, kind.id).order_by(kind.id)
    found: dict[str, int] = {}
    for english, danish, number in db.session.execute(query):
        for name in (english, danish):
            found.setdefault(fold(name), number)
            spelled.setdefault(fold(name), name)
    return found
