"""Importing a list of people: upload, columns, apply as a whole, undo as a whole. Mails nobody."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.deadlines import oldest_kept
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.events import publish
from workshops.core.text import N_, clean_line
from workshops.people import permissions
from workshops.people.events import AddressChanged
from workshops.people.models import (
    ContactPreference,
    ImportState,
    PeopleImport,
    PeopleImportChange,
    Person,
    PersonSkill,
    Scope,
)
from workshops.people.queries.imports import (
    Verdict,
    check_import,
    list_changes,
    snapshot,
)
from workshops.people.rules.columns import READ
from workshops.people.services import require_nothing_open
from workshops.people.services.lists import keep_reading, read_list, source_of
from workshops.tables.reading import Table

NAMED_AT_MOST = 10
UNDO_DAYS = 30


def upload_list(
    actor: Actor, *, file_name: str, content: bytes, table: Table | None = None
) -> PeopleImport:
    """Keep a list, and the file it was read from, and guess its columns.

    Reading takes a moment: whoever holds a transaction open gives the `table` that was read before
    it. Raises Invalid for a list without rows.
    """
    if not permissions.can_import_people(actor) or actor.id is None:
        raise NotAllowed(N_("You may not import people."))
    upload = PeopleImport(
        file_name=clean_line(file_name)[:255] or "–",
        state=ImportState.UPLOADED,
        owner_id=actor.id,
    )
    keep_reading(actor, upload=upload, content=content, table=table or read_list(content))
    db.session.add(upload)
    db.session.flush()
    activity.record(actor, "uploaded", upload, title=upload.file_name)
    return upload


def read_again(actor: Actor, *, upload: PeopleImport, table: Table) -> None:
    """Take over a list as its file was read once more; the columns are guessed anew.

    Raises Invalid for a list without rows, Conflict when the file is no longer kept.
    """
    _may_use(actor, upload, ImportState.UPLOADED, ImportState.CHECKED)
    keep_reading(actor, upload=upload, content=source_of(upload), table=table)
    upload.state = ImportState.UPLOADED
    db.session.flush()


def map_columns(actor: Actor, *, upload: PeopleImport, mapping: Mapping[str, int]) -> None:
    """Say which column holds what. Raises Invalid without a name, or when one is used twice."""
    _may_use(actor, upload, ImportState.UPLOADED, ImportState.CHECKED)
    known = {key: mapping[key] for key in READ if key in mapping}
    if "name" not in known:
        raise Invalid(N_("Choose the column with the names."), "name")
    for key, column in known.items():
        if list(known.values()).count(column) > 1:
            raise Invalid(N_("This column is chosen twice."), key)
    upload.mapping, upload.state = known, ImportState.CHECKED
    db.session.flush()


def apply_import(actor: Actor, *, upload: PeopleImport, leave_out_faults: bool) -> None:
    """Add and change everybody on the list, all or nothing.

    Raises Conflict when rows have faults, unless they are left out.
    """
    _may_use(actor, upload, ImportState.CHECKED)
    report = check_import(upload)
    if report.faults and not leave_out_faults:
        raise Conflict(N_("Some rows have faults; nothing was imported."))
    verdicts = [*report.new, *report.changed]
    befores = [snapshot_of(v.person) for v in verdicts]
    people = [_apply(verdict) for verdict in verdicts]
    db.session.add_all(people)
    db.session.flush()
    for person, before in zip(people, befores, strict=True):
        db.session.add(
            PeopleImportChange(
                import_id=upload.id,
                person_id=person.id,
                person_version=person.version,
                before=before,
            )
        )
        if before is not None and before["email"] != person.email:
            publish(AddressChanged(person.id))
        activity.record(actor, "imported", person, title=person.name)
    upload.state, upload.applied_at = ImportState.APPLIED, clock.now()
    upload.rows, upload.numbers, upload.source = [], [], None
    upload.skipped = report.faulty_rows
    db.session.flush()
    activity.record(actor, "imported", upload, title=upload.file_name)


def undo_import(actor: Actor, *, upload: PeopleImport) -> None:
    """Put everybody back as before the list, all or nothing.

    Raises Conflict naming those whom somebody has changed, or put to use, since.
    """
    _may_use(actor, upload, ImportState.APPLIED)
    if upload.applied_at is None or upload.applied_at < _undone_since(clock.now()):
        raise Conflict(N_("An import can be undone for 30 days."))
    changes = list_changes(upload)
    people = _people_of(upload)
    edited = [
        people[c.person_id].name for c in changes if people[c.person_id].version != c.person_version
    ]
    if edited:
        raise Conflict(
            N_("Changed since the import, so it cannot be undone: %(names)s."),
            names=_named(edited),
        )
    new = [people[c.person_id] for c in changes if c.before is None]
    _put_all_back(changes, people)
    db.session.execute(delete(PeopleImportChange).where(PeopleImportChange.import_id == upload.id))
    _remove(new)
    upload.state, upload.undone_at = ImportState.UNDONE, clock.now()
    db.session.flush()
    activity.record(actor, "import_undone", upload, title=upload.file_name)


def discard_import(actor: Actor, *, upload: PeopleImport) -> None:
    """Drop an uploaded list that has not been applied."""
    _may_use(actor, upload, ImportState.UPLOADED, ImportState.CHECKED)
    activity.record(actor, "discarded", upload, title=upload.file_name)
    db.session.delete(upload)
    db.session.flush()


def forget_imports(*, now: datetime) -> None:
    """Drop lists never applied, and how people were before applied ones, after 30 days."""
    oldest = _undone_since(now)
    applied = select(PeopleImport.id).where(PeopleImport.applied_at < oldest)
    db.session.execute(delete(PeopleImportChange).where(PeopleImportChange.import_id.in_(applied)))
    waiting = PeopleImport.applied_at.is_(None) & (PeopleImport.created_at < oldest)
    db.session.execute(delete(PeopleImport).where(waiting))


def _undone_since(now: datetime) -> datetime:
    """Lists applied before this moment can no longer be undone."""
    return oldest_kept(now, timedelta(days=UNDO_DAYS))


def snapshot_of(person: Person | None) -> dict[str, Any] | None:
    """How somebody was before the list, with the moment of deletion; None for somebody new."""
    if person is None:
        return None
    deleted = person.deleted_at.isoformat() if person.deleted_at else None
    return {**snapshot(person), "deleted_at": deleted}


def _may_use(actor: Actor, upload: PeopleImport, *states: ImportState) -> None:
    if not permissions.can_use_import(actor, upload):
        raise NotAllowed(N_("You may not use this list."))
    if upload.state not in states:
        raise Conflict(N_("This step of the import has been taken already."))


def _apply(verdict: Verdict) -> Person:
    person = verdict.person or Person(skills=[])
    person.scope, person.deleted_at = Scope.DIRECTORY, None
    _write(person, verdict.read.values)
    return person


def _write(person: Person, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        if key == "skills":
            _write_levels(person, {int(number): level for number, level in value.items()})
        elif key == "contact_preference":
            person.contact_preference = ContactPreference(value)
        else:
            setattr(person, key, value)


def _write_levels(person: Person, levels: dict[int, int]) -> None:
    if levels == {known.skill_id: known.level for known in person.skills}:
        return
    kept = [known for known in person.skills if known.skill_id in levels]
    for known in kept:
        known.level = levels.pop(known.skill_id)
    person.skills = [*kept, *(PersonSkill(skill_id=n, level=level) for n, level in levels.items())]
    if person.id is not None:
        flag_modified(person, "updated_at")


def _put_back(person: Person, before: Mapping[str, Any]) -> None:
    values = {**before}
    person.scope = Scope(values.pop("scope"))
    deleted = values.pop("deleted_at")
    person.deleted_at = datetime.fromisoformat(deleted) if deleted else None
    _write(person, values)


def _put_all_back(changes: Sequence[PeopleImportChange], people: Mapping[int, Person]) -> None:
    """Those whom the list changed; nobody goes back into the bin who would still be written to."""
    for change in changes:
        if change.before is not None:
            if change.before["deleted_at"]:
                require_nothing_open(people[change.person_id])
            _put_back(people[change.person_id], change.before)
            db.session.flush()
            publish(AddressChanged(change.person_id))


def _people_of(upload: PeopleImport) -> dict[int, Person]:
    query = (
        select(Person)
        .join(PeopleImportChange, PeopleImportChange.person_id == Person.id)
        .where(PeopleImportChange.import_id == upload.id)
        .options(selectinload(Person.skills))
    )
    return {person.id: person for person in db.session.scalars(query)}


def _remove(new: Sequence[Person]) -> None:
    """Delete those whom the list added, for good. Raises Conflict naming those already in use."""
    try:
        with db.session.begin_nested():
            for person in new:
                db.session.delete(person)
    except IntegrityError as used:
        names = [person.name for person in new if _is_used(person)]
        raise Conflict(
            N_("In use since the import, so it cannot be undone: %(names)s."), names=_named(names)
        ) from used


def _is_used(person: Person) -> bool:
    try:
        with db.session.begin_nested():
            db.session.delete(person)
    except IntegrityError:
        return True
    return False


def _named(names: Sequence[str]) -> str:
    more = "" if len(names) <= NAMED_AT_MOST else " …"
    return ", ".join(names[:NAMED_AT_MOST]) + more
