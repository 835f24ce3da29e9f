"""Withdrawing a note, and what is left of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.expectations.makers import make_group, make_note, make_theme, make_votes
from tests.factories import (
    make_engagement,
    make_facilitator,
    make_person,
    make_user,
    make_workshop,
    save,
)
from tests.marks import both_databases, on_sqlite
from workshops.activity.queries import list_for_record
from workshops.core import events
from workshops.core.actor import COMMAND_LINE
from workshops.core.db import db, erase_log, transaction
from workshops.core.errors import NotAllowed
from workshops.engagements.queries import get_engagement
from workshops.expectations.events import NoteWithdrawn, QuoteConsentWithdrawn
from workshops.expectations.models import ExpectationNote, NoteAuthor, NoteVote, ThemeNote
from workshops.expectations.queries import notes
from workshops.expectations.queries.themes import figures
from workshops.expectations.services import withdrawal

CANARY = "Kanariefuglen Pippelip sang om brevet"


@pytest.fixture
def told() -> Iterator[list[Any]]:
    """What is published while the test runs."""
    facts: list[Any] = []
    kinds = (NoteWithdrawn, QuoteConsentWithdrawn)
    for kind in kinds:
        events.subscribe(kind, facts.append)
    yield facts
    for kind in kinds:
        events._handlers[kind].remove(facts.append)


def make_borne() -> ExpectationNote:
    """A note with a theme, votes and an author, that may be quoted."""
    engagement = make_engagement()
    note = make_note(
        engagement, text=CANARY, segment="Åses gade", quote_consent=True, consent_version="2026-11"
    )
    make_votes(note, make_group(engagement, "A"), 9)
    save(NoteAuthor(note_id=note.id, person_id=make_person().id))
    return note


@both_databases
def test_a_withdrawn_note_leaves_a_tombstone(app: Flask, told: list[Any]) -> None:
    note = make_borne()
    theme = make_theme(note.engagement, note, make_note(note.engagement))
    code = note.speaker_code
    with transaction():
        withdrawal.withdraw_note(COMMAND_LINE, note=note)
    assert (note.text, note.text_search, note.segment, note.quotable) == ("", "", "", False)
    assert note.speaker_code != code
    for model in (ThemeNote, NoteVote, NoteAuthor):
        assert db.session.scalars(select(model).where(model.note_id == note.id)).all() == []
    assert figures(note.engagement, [theme])[theme.id].notes == 1
    (entry, *_rest) = list_for_record(note)
    assert (entry.act, entry.record_title, entry.reason) == ("note_withdrawn", "", "")
    assert told == [NoteWithdrawn(note.id, note.public_id, note.engagement_id, (theme.id,), CANARY)]


@both_databases
def test_a_note_read_as_its_page_reads_it_is_withdrawn(app: Flask) -> None:
    made = make_borne()
    made_in = made.engagement.public_id
    manager, number = made.engagement.manager.actor(), made.public_id
    db.session.expunge_all()
    engagement = get_engagement(manager, made_in)
    note = notes.get_note(manager, engagement, number)
    with transaction():
        withdrawal.withdraw_note(manager, note=note)
    assert (note.text, note.withdrawn_at is None) == ("", False)


def test_withdrawing_twice_tells_once(app: Flask, told: list[Any]) -> None:
    note = make_borne()
    for _ in range(2):
        with transaction():
            withdrawal.withdraw_note(COMMAND_LINE, note=note)
    assert len(told) == 1


def test_only_a_project_manager_of_the_engagement_withdraws_for_others(app: Flask) -> None:
    workshop = make_workshop()
    note = make_note(workshop.engagement)
    for user in (make_facilitator(workshop), make_user()):
        with pytest.raises(NotAllowed):
            withdrawal.withdraw_note(user.actor(), note=note)
        with pytest.raises(NotAllowed):
            withdrawal.withdraw_own(user.actor(), note=note)


def test_consent_can_be_taken_back_alone(app: Flask, told: list[Any]) -> None:
    note = make_borne()
    theme = make_theme(note.engagement, note)
    for _ in range(2):
        with transaction():
            withdrawal.take_back_consent(COMMAND_LINE, note=note)
    assert (note.text, note.quotable, note.consent_version) == (CANARY, False, "")
    fact = QuoteConsentWithdrawn(note.id, note.public_id, note.engagement_id, (theme.id,), CANARY)
    assert CANARY not in repr(fact)
    assert told == [fact]


@on_sqlite
def test_the_bytes_are_gone_from_the_file_and_its_log(app: Flask) -> None:
    note = make_borne()
    path = Path(str(db.engine.url.database)).resolve()
    files = [path, path.with_name(f"{path.name}-wal")]
    words = (CANARY.encode(), note.text_search.encode())

    def there() -> bool:
        kept = b"".join(file.read_bytes() for file in files if file.exists())
        return any(word in kept for word in words)

    assert there()
    with transaction():
        withdrawal.withdraw_note(COMMAND_LINE, note=note)
    erase_log()
    assert not there()
