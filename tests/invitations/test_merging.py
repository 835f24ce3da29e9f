"""Two invited guests who turn out to be one person."""

from flask import Flask

from tests.factories import make_contact, make_engagement, make_user, save
from tests.invitations.makers import letters_of, list_letters, make_invited
from tests.marks import both_databases
from workshops.core.db import db, transaction
from workshops.engagements.models import EngagementContact
from workshops.invitations import queries
from workshops.invitations.models import Invitation
from workshops.invitations.services.answers import answer_by_link
from workshops.mail.models import LetterState
from workshops.people.models import Person
from workshops.people.services.merging import merge_persons
from workshops.planning.models import Answer, DayNeed
from workshops.planning.services.participation import remove


def merge(kept: Person, gone: Person) -> None:
    with transaction():
        merge_persons(
            make_user().actor(),
            kept=kept,
            gone=gone,
            from_gone=(),
            versions=(kept.version, gone.version),
        )


def put(state: LetterState) -> None:
    for letter in list_letters():
        letter.state = state
    db.session.commit()


def pair() -> tuple[Invitation, Invitation]:
    _manager, _workshop, (first, second, _third) = make_invited()
    return first, second


@both_databases
def test_the_second_entry_is_cancelled_where_it_was_sent(app: Flask) -> None:
    first, second = pair()
    put(LetterState.HANDED_OVER)
    merge(first.participation.person, second.participation.person)
    assert (first.cancelled_at, letters_of(first)) == (None, [("invite", 0)])
    assert second.cancelled_at is not None
    assert letters_of(second) == [("invite", 0), ("cancel", 1)]
    last = list_letters()[-1]
    assert last.to_address == "bo@kommune.example"
    assert b"mailto:bo@kommune.example" in (last.calendar or b"").replace(b"\r\n ", b"")


@both_databases
def test_the_second_entry_goes_silently_when_it_had_not_left(app: Flask) -> None:
    first, second = pair()
    put(LetterState.QUEUED)
    merge(first.participation.person, second.participation.person)
    assert letters_of(second) == [("invite", 0)]
    assert [letter.state for letter in list_letters()][:2] == [
        LetterState.QUEUED,
        LetterState.SUPERSEDED,
    ]
    assert first.cancelled_at is None


@both_databases
def test_an_answer_that_only_the_gone_one_gave_stays(app: Flask) -> None:
    first, second = pair()
    with transaction():
        answer_by_link(invitation=second, answer=Answer.YES)
    merge(first.participation.person, second.participation.person)
    assert first.participation.answer is Answer.YES
    assert first.answered_sequence == first.sequence


@both_databases
def test_who_was_taken_off_comes_back_and_has_the_entry_where_they_read(app: Flask) -> None:
    manager, workshop, (first, second, _third) = make_invited()
    kept, gone = first.participation.person, second.participation.person
    with transaction():
        remove(manager.actor(), workshop=workshop, person=kept)
    merge(kept, gone)
    db.session.refresh(second)
    assert (second.cancelled_at is None, letters_of(second)[-1]) == (False, ("cancel", 1))
    (entry,) = queries.list_open_of_participation(first.participation_id)
    assert (entry.participation.person_id, entry.participation.removed_at) == (kept.id, None)
    assert [each.letter.to_address for each in entry.letters] == ["aase@kommune.example"]


@both_databases
def test_needs_and_contacts_follow_the_person(app: Flask) -> None:
    first, second = pair()
    kept, gone = first.participation.person, second.participation.person
    workshop_id = first.participation.sitting.workshop_id
    for person in (kept, gone):
        save(DayNeed(workshop_id=workshop_id, person_id=person.id, diet=person.name))
    both, one = make_engagement(), make_engagement(hr_partner_id=gone.id)
    make_contact(both, kept, first=False)
    make_contact(both, gone, first=True)
    make_contact(one, gone, first=True)
    merge(kept, gone)
    rows = db.session.scalars(db.select(EngagementContact).order_by(EngagementContact.id)).all()
    held = [(row.engagement_id, row.person_id, row.first) for row in rows]
    assert held == [(both.id, kept.id, True), (one.id, kept.id, True)]
    assert one.hr_partner_id == kept.id
    assert [need.diet for need in db.session.scalars(db.select(DayNeed))] == [kept.name]
