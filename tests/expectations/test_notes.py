"""Writing, changing and finding notes."""

from typing import Any

import pytest
from flask import Flask

from tests.expectations.makers import make_note, make_theme
from tests.factories import make_block, make_engagement, make_facilitator, make_user, make_workshop
from workshops.activity.queries import list_for_engagement
from workshops.core.actor import Actor, ActorKind, Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from workshops.expectations.models import ExpectationNote, NoteKind
from workshops.expectations.queries import notes as queries
from workshops.expectations.queries.notes import NO_THEME, NoteFilter
from workshops.expectations.rules.personal_data import find_personal_data, fingerprint
from workshops.expectations.services import notes as services
from workshops.expectations.services.notes import NoteFacts


def write(actor: Actor, engagement: Any, checked: str = "", **facts: Any) -> ExpectationNote:
    with transaction():
        return services.write_note(
            actor,
            engagement=engagement,
            facts=NoteFacts(**{"text": "Brevet er for langt", **facts}),
            checked=checked,
        )


def test_a_note_keeps_what_was_said_and_the_log_does_not(app: Flask) -> None:
    manager = make_user()
    block = make_block(make_workshop(make_engagement(manager)).sittings[0], 1)
    engagement = block.sitting.workshop.engagement
    note = write(manager.actor(), engagement, block=block, segment="Nye selvstændige")
    assert (note.workshop, note.block, note.quotable) == (block.sitting.workshop, block, False)
    (entry,) = list_for_engagement(engagement.id)
    assert (entry.act, entry.record_title, entry.fields) == ("note_added", "", [])


def test_consent_is_kept_apart_from_the_legal_basis(app: Flask) -> None:
    manager = make_user()
    note = write(manager.actor(), make_engagement(manager), quote_consent=True)
    assert (note.quotable, note.consent_version, note.legal_basis) == (True, "told", "public_task")
    assert note.consented_at is not None


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "  "},
        {"text": "x" * 4001},
        {"text": "Hun er 010190-1234"},
        {"text": "Ring til Inger"},
        {"segment": "Inger Holm"},
    ],
)
def test_what_may_not_be_kept_is_refused(app: Flask, facts: dict[str, str]) -> None:
    manager = make_user()
    with pytest.raises(Invalid):
        write(manager.actor(), make_engagement(manager), **facts)


def test_what_was_checked_is_kept_but_never_a_cpr_number(app: Flask) -> None:
    manager, text = make_user(), "Ring til Inger på 20 12 12 12"
    engagement = make_engagement(manager)
    checked = fingerprint(find_personal_data(text))
    assert write(manager.actor(), engagement, checked, text=text).text == text
    with pytest.raises(Invalid):
        write(manager.actor(), engagement, checked, text=f"{text} eller til Bodil")
    worse = f"{text}, 010190-1234"
    with pytest.raises(Invalid):
        write(manager.actor(), engagement, fingerprint(find_personal_data(worse)), text=worse)


def test_a_workshop_of_another_engagement_is_refused(app: Flask) -> None:
    manager = make_user()
    with pytest.raises(Invalid):
        write(manager.actor(), make_engagement(manager), workshop=make_workshop())


def test_only_those_of_the_engagement_write(app: Flask) -> None:
    workshop = make_workshop()
    assert write(make_facilitator(workshop).actor(), workshop.engagement).id
    link = Actor(ActorKind.LINK, 1, "Åse")
    for actor in (make_user().actor(), make_user(Role.ADMINISTRATOR).actor(), link):
        with pytest.raises(NotAllowed):
            write(actor, workshop.engagement)


def test_the_second_of_two_editors_is_told(app: Flask) -> None:
    manager = make_user()
    note = make_note(make_engagement(manager))
    facts = NoteFacts("Kortere breve", kind=NoteKind.SURVEY, role=note.speaker_role)
    with transaction():
        services.change_note(manager.actor(), note=note, facts=facts, version=1)
    assert list_for_engagement(note.engagement_id)[0].fields == ["kind", "text"]
    with pytest.raises(Stale), transaction():
        services.change_note(manager.actor(), note=note, facts=facts, version=1)


def test_staff_cannot_agree_for_a_participant(app: Flask) -> None:
    manager = make_user()
    note = make_note(make_engagement(manager), origin="link:x")
    facts = NoteFacts(note.text, quote_consent=True)
    with pytest.raises(Invalid):
        services.change_note(manager.actor(), note=note, facts=facts, version=1)


def test_a_withdrawn_note_cannot_be_changed(app: Flask) -> None:
    manager = make_user()
    note = make_note(make_engagement(manager), text="", withdrawn_at=make_note().created_at)
    with pytest.raises(Conflict):
        services.change_note(manager.actor(), note=note, facts=NoteFacts("Nyt"), version=1)


def found(actor: Actor, engagement: Any, **wanted: Any) -> set[str]:
    query = queries.listing(actor, engagement, NoteFilter(**wanted))
    return {note.text for note in db.session.scalars(query)}


def test_the_list_is_narrowed_by_everything_at_once(app: Flask) -> None:
    manager = make_user()
    workshop = make_workshop(make_engagement(manager))
    engagement, actor = workshop.engagement, manager.actor()
    first = make_note(engagement, text="ÅBNE breve", stage="Ansøgning", workshop_id=workshop.id)
    make_note(engagement, text="Andet", kind=NoteKind.SURVEY)
    hidden = make_note(engagement, text="Skjult", hidden_at=first.created_at)
    make_note(engagement, text="", withdrawn_at=first.created_at)
    make_note(text="Andres")
    theme = make_theme(engagement, first, hidden)
    make_theme(engagement, first, deleted_at=first.created_at)
    assert found(actor, engagement) == {"ÅBNE breve", "Andet"}
    assert found(actor, engagement, hidden=True) == {"Skjult"}
    assert found(actor, engagement, text="aabne") == {"ÅBNE breve"}
    assert found(actor, engagement, text="100%") == set()
    assert found(actor, engagement, kind=NoteKind.SURVEY) == {"Andet"}
    assert found(actor, engagement, theme=NO_THEME) == {"Andet"}
    assert found(actor, engagement, theme=theme.public_id, stage="Ansøgning") == {"ÅBNE breve"}
    assert found(actor, engagement, workshop=workshop.public_id) == {"ÅBNE breve"}
    assert queries.count_notes(engagement) == {"used": 2, "hidden": 1, "withdrawn": 1}


def test_nobody_else_finds_a_note(app: Flask) -> None:
    note = make_note()
    for role in (Role.READER, Role.PROJECT_MANAGER, Role.ADMINISTRATOR):
        with pytest.raises(NotFound):
            queries.get_note(make_user(role).actor(), note.engagement, note.public_id)
