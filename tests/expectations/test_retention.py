"""What notes forget at night, and whose they are after a merge."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.expectations.makers import make_note
from tests.factories import make_engagement, make_person, make_workshop, save
from tests.marks import both_databases
from workshops.core import clock
from workshops.core.actor import COMMAND_LINE
from workshops.core.db import db, transaction
from workshops.engagements.models import EngagementState
from workshops.expectations import tasks
from workshops.expectations.models import NoteAuthor
from workshops.expectations.rules.capture import may_write
from workshops.people.services.merging import merge_persons

LAST_END = datetime(2026, 12, 8, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def authors() -> list[int]:
    db.session.expire_all()
    return list(db.session.scalars(select(NoteAuthor.person_id)))


def forget(at: datetime) -> None:
    with clock.frozen_at(at), transaction():
        tasks.forget()


@both_databases
def test_who_wrote_a_note_is_forgotten_thirty_days_after_the_last_day(app: Flask) -> None:
    workshop, person = make_workshop(sittings=2), make_person()
    note = make_note(workshop.engagement, workshop_id=workshop.id)
    save(NoteAuthor(note_id=note.id, person_id=person.id))
    last = datetime(2027, 1, 7, 22, 59, tzinfo=UTC)
    forget(last)
    assert authors() == [person.id]
    forget(last + timedelta(minutes=1))
    assert authors() == []
    assert note.text


@both_databases
def test_what_tells_who_is_meant_is_blotted_out_half_a_year_after_closing(app: Flask) -> None:
    closed, open_ = make_engagement(state=EngagementState.CLOSED), make_engagement()
    notes = [make_note(each, text="Ring til Inger på 20 12 12 12.") for each in (closed, open_)]
    later = clock.now() + 184 * DAY
    forget(later - 2 * DAY)
    assert "Inger" in notes[0].text
    forget(later)
    db.session.expire_all()
    assert [note.text for note in notes] == [
        "Ring til […] på […].",
        "Ring til Inger på 20 12 12 12.",
    ]
    assert "inger" not in notes[0].text_search


def test_after_a_merge_the_kept_person_is_the_author(app: Flask) -> None:
    kept, gone = make_person(), make_person()
    save(NoteAuthor(note_id=make_note().id, person_id=gone.id))
    with transaction():
        merge_persons(COMMAND_LINE, kept=kept, gone=gone, from_gone=(), versions=(1, 1))
    assert authors() == [kept.id]


@pytest.mark.parametrize(
    ("state", "hours", "open_"),
    [
        ("inviting", -1, True),
        ("held", 0, True),
        ("held", 1, False),
        ("closed", -1, False),
        ("cancelled", -1, False),
    ],
)
def test_writing_ends_after_the_last_moment(state: str, hours: int, open_: bool) -> None:
    assert may_write(state, LAST_END, LAST_END + timedelta(hours=hours)) is open_
    assert may_write("draft", None, LAST_END)
