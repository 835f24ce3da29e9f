"""Whatever points at somebody who was merged into another points at the other afterwards."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import Column, select

from tests.deliverables.makers import make_deliverable, make_review
from tests.deliverables.packs import make_pack
from tests.expectations.makers import make_note
from tests.factories import (
    make_contact,
    make_engagement,
    make_participation,
    make_person,
    make_user,
    make_workshop,
    save,
)
from tests.marks import both_databases
from tests.planning.makers import make_poll
from workshops.core.db import Model, db, transaction
from workshops.deliverables.models.delivery import Delivery
from workshops.expectations.models import NoteAuthor
from workshops.invitations.models import Feed, FeedKind
from workshops.people.models import DistinctPersons, Person, PersonAlias, PersonSkill, Skill
from workshops.people.services.merging import merge_persons
from workshops.planning.models import DayNeed

Maker = Callable[[Person], object]


def _contact(person: Person) -> None:
    make_contact(make_engagement(), person)


def _delivery(person: Person) -> None:
    facts = {"name": person.name, "address": "bo@x.example", "language": "da", "weeks": 1}
    pack = make_pack()
    sender = pack.engagement.manager_id
    save(Delivery(pack_id=pack.id, person_id=person.id, sent_by_id=sender, **facts))


def _reviewer(person: Person) -> None:
    comment = make_review(make_deliverable(make_engagement()))
    comment.reviewer.person = person
    save(comment.reviewer)


def _note_author(person: Person) -> None:
    save(NoteAuthor(note_id=make_note(make_engagement()).id, person_id=person.id))


def _distinct(person: Person) -> None:
    save(DistinctPersons(first_id=person.id, second_id=make_person().id))


def _skill(person: Person) -> None:
    skill = save(Skill(name_en="Facilitation", name_da="Facilitering"))
    save(PersonSkill(person_id=person.id, skill_id=skill.id, level=2))


MAKERS: dict[str, Maker] = {
    "engagement.hr_partner_id": lambda person: make_engagement(hr_partner_id=person.id),
    "engagement_contact.person_id": _contact,
    "reviewer.person_id": _reviewer,
    "delivery.person_id": _delivery,
    "participation.person_id": lambda person: make_participation(
        make_workshop().sittings[0], person
    ),
    "day_need.person_id": lambda person: save(
        DayNeed(workshop_id=make_workshop().id, person_id=person.id, access="Rampe")
    ),
    "poll_guest.person_id": lambda person: make_poll(people=[(person, False)], quorum=1),
    "note_author.person_id": _note_author,
    "feed.person_id": lambda person: save(
        Feed(kind=FeedKind.PERSON, person_id=person.id, hashed="x" * 64)
    ),
    "person.merged_into_id": lambda person: make_person(email=None, merged_into_id=person.id),
    "person_alias.person_id": lambda person: save(
        PersonAlias(person_id=person.id, address="b.dahl@x.example")
    ),
    "person_skill.person_id": _skill,
    "distinct_persons.first_id": _distinct,
}
# What a list did to a row is kept as it was; undoing it is refused, as the row has changed since.
RECORDS = {"people_import_change.person_id"}
# The same table by its other column: rows are rewritten in pairs.
PAIRED = {"distinct_persons.second_id"}


def columns() -> dict[str, Column[int]]:
    """Every column that points at a person, as "table.column"."""
    return {
        f"{table.name}.{column.name}": column
        for table in Model.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    }


def test_a_merge_knows_every_column_that_points_at_a_person() -> None:
    assert set(columns()) == {*MAKERS, *RECORDS, *PAIRED}


def held_by(column: Column[int], gone: Person) -> set[int]:
    """The numbers of persons that a column points at, the merged one's own row left out."""
    query = select(column).where(column.is_not(None))
    if column.table is Person.__table__:
        query = query.where(column.table.c.id != gone.id)
    return set(db.session.scalars(query))


@both_databases
def test_what_points_at_the_gone_one_points_at_the_kept_one(app: Flask) -> None:
    kept, gone = make_person(), make_person()
    for make in MAKERS.values():
        make(gone)
    for name in MAKERS:
        assert gone.id in held_by(columns()[name], gone), name
    versions = (kept.version, gone.version)
    with transaction():
        merge_persons(make_user().actor(), kept=kept, gone=gone, from_gone=(), versions=versions)
    for name in (*MAKERS, *PAIRED):
        held = held_by(columns()[name], gone)
        assert (gone.id in held, kept.id in held) == (False, name not in PAIRED), name
