"""Participants' own notes, by the link of their invitation."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from tests.expectations.makers import make_theme
from tests.invitations.makers import make_invited
from tests.invitations.test_link_pages import path_of
from tests.marks import both_databases
from tests.pages import Client
from workshops.activity.models import Activity
from workshops.core import clock
from workshops.core.db import db
from workshops.deliverables.models import DeliverableKind
from workshops.deliverables.queries.said import note_facts
from workshops.deliverables.services.gathering import compose_now
from workshops.expectations.models import ExpectationNote, NoteAuthor, SpeakerRole
from workshops.invitations.models import Invitation
from workshops.overview.views import notes as views


def notes() -> list[ExpectationNote]:
    db.session.expire_all()
    return list(db.session.scalars(select(ExpectationNote).order_by(ExpectationNote.id)))


def invited() -> tuple[Invitation, Invitation, str]:
    """Two guests of one workshop, and the address of the first one's notes."""
    _manager, _workshop, (first, second, *_rest) = make_invited()
    return first, second, f"{path_of(first)}/notes"


def test_a_guest_writes_and_nobody_is_told_who(client: Client, app: Flask) -> None:
    first, second, url = invited()
    assert url in client.fetch(path_of(first)).links().values()
    page = client.fetch(url)
    client.submit_form(page, "/notes", 303, text="Brevet er for langt")
    client.submit(url, {"text": "Og for svært"}, 303)
    client.submit(f"{path_of(second)}/notes", {"text": "Godt brev"}, 303)
    one, two, other = notes()
    assert one.speaker_code == two.speaker_code != other.speaker_code
    assert (one.speaker_role, one.quote_consent, one.language) == (SpeakerRole.UNKNOWN, False, "da")
    assert db.session.get_one(NoteAuthor, one.id).person_id == first.participation.person_id
    logged = db.session.scalars(select(Activity).where(Activity.act == "note_added")).all()
    assert {(entry.actor_name, entry.actor_number) for entry in logged} == {("", None)}
    shown = client.fetch(url)
    assert ("Brevet er for langt" in shown.text, "Godt brev" in shown.text) == (True, False)


def test_consent_is_off_until_given_and_its_words_are_kept_by_version(client: Client) -> None:
    _first, _second, url = invited()
    assert client.fetch(url).all("input", name="quotable")[0].get("checked") is None
    client.submit(url, {"text": "Brevet er for langt", "quotable": "y"}, 303)
    (note,) = notes()
    assert (note.quotable, note.consent_version) == (True, "2026-11")
    page = client.fetch(f"{url}/{note.public_id}")
    client.submit_form(page, note.public_id, 303, quotable=None)
    assert [(n.text, n.quotable, n.consent_version) for n in notes()] == [(note.text, False, "")]


def test_three_taps_from_the_invitation_to_withdrawn(client: Client) -> None:
    first, _second, url = invited()
    client.submit(url, {"text": "Brevet er for langt"}, 303)
    first_tap = client.fetch(client.fetch(path_of(first)).links()["Skriv, hvad du forventer"])
    second = next(u for text, u in first_tap.links().items() if text.startswith("Træk tilbage"))
    client.submit_form(client.fetch(second), "withdraw", 303)
    assert [(note.text, note.withdrawn_at) for note in notes()] == [("", NOW)]
    assert "Brevet er for langt" not in client.fetch(url).text
    assert db.session.scalars(select(NoteAuthor)).all() == []


def test_words_stay_when_they_may_tell_who_somebody_is(client: Client) -> None:
    _first, _second, url = invited()
    page = client.submit(url, {"text": "Spørg Inger Holm"}, 422)
    assert [m.text for m in page.all("mark")] == ["Inger Holm"]
    assert not notes()
    client.submit_form(page, "/notes", 422)
    ticked = page.all("input", name="checked")[0].get("value")
    client.submit_form(page, "/notes", 303, checked=ticked)
    assert [note.text for note in notes()] == ["Spørg Inger Holm"]
    page = client.submit(url, {"text": "Jeg er 010190-1234"}, 422)
    assert not page.all("input", name="checked")


def test_somebody_elses_note_is_not_there(client: Client) -> None:
    _first, second, url = invited()
    client.submit(url, {"text": "Brevet er for langt"}, 303)
    theirs = f"{path_of(second)}/notes/{notes()[0].public_id}"
    client.fetch(theirs, 404)
    client.fetch(f"{theirs}/withdraw", 404)
    client.submit(theirs, {"text": "Mit"}, 404)
    client.submit(f"{theirs}/withdraw", {}, 404)
    assert notes()[0].text == "Brevet er for langt"


def test_after_the_capture_closes_only_taking_back_is_left(client: Client) -> None:
    _first, _second, url = invited()
    client.submit(url, {"text": "Brevet er for langt", "quotable": "y"}, 303)
    mine = f"{url}/{notes()[0].public_id}"
    with clock.frozen_at(NOW + timedelta(days=20)):
        assert not client.fetch(url).all("textarea")
        client.submit(url, {"text": "For sent"}, 409)
        client.submit(mine, {"text": "Andre ord", "quotable": "y", "version": "1"}, 409)
        client.submit_form(client.fetch(mine), notes()[0].public_id, 303, quotable=None)
        assert [(n.text, n.quotable) for n in notes()] == [("Brevet er for langt", False)]
        client.submit(f"{mine}/withdraw", {}, 303)
    assert notes()[0].text == ""


def test_the_second_of_two_tabs_keeps_its_words(client: Client) -> None:
    _first, _second, url = invited()
    client.submit(url, {"text": "Brevet"}, 303)
    mine = f"{url}/{notes()[0].public_id}"
    opened = client.fetch(mine)
    client.submit_form(opened, notes()[0].public_id, 303, text="Brevet er langt")
    page = client.submit_form(opened, notes()[0].public_id, 409, text="Brevet er godt")
    client.submit_form(page, notes()[0].public_id, 303)
    assert notes()[0].text == "Brevet er godt"


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_nothing_and_too_much_are_refused(client: Client, text: str) -> None:
    _first, _second, url = invited()
    client.submit(url, {"text": text}, 422)
    assert not notes()


def test_a_link_takes_only_so_many_notes_an_hour(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "POSTS_AN_HOUR", 2)
    _first, _second, url = invited()
    for _ in range(2):
        client.submit(url, {"text": "Brevet"}, 303)
    client.submit(url, {"text": "Brevet"}, 429)
    assert len(notes()) == 2


@both_databases
def test_a_guest_is_asked_once_as_whom_they_speak_and_is_unknown_until_then(
    client: Client,
) -> None:
    _first, second, url = invited()
    assert "/speaker" not in client.fetch(url).text
    client.submit(url, {"text": "Brevet er for langt"}, 303)
    client.submit(f"{path_of(second)}/notes", {"text": "Godt brev"}, 303)
    assert note_facts(notes(), "da")[0].speaker.startswith("ukendt taler ")
    client.submit_form(client.fetch(url), "/speaker", 303, role="front_line")
    assert "/speaker" not in client.fetch(url).text
    client.submit(url, {"text": "Og for svært"}, 303)
    said = [note.speaker_role for note in notes()]
    unknown, front = SpeakerRole.UNKNOWN, SpeakerRole.FRONT_LINE
    assert said == [front, unknown, front]
    client.submit(url.replace("/notes", "/speaker"), {"role": "unknown"}, 422)


@pytest.mark.parametrize(
    ("language", "asked", "unknown", "said"),
    [
        ("da", "Hvem taler du som?", "ukendt taler", "frontmedarbejder"),
        ("en", "As whom do you speak?", "unknown speaker", "front-line staff"),
    ],
)
def test_until_then_documents_files_and_lists_say_unknown(
    app: Flask, client: Client, language: str, asked: str, unknown: str, said: str
) -> None:
    first, _second, url = invited()
    manager = first.participation.sitting.workshop.engagement.manager
    manager.language = language
    first.participation.person.languages = [language]
    db.session.commit()
    client.submit(url, {"text": "Brevet er for langt", "quotable": "y"}, 303)
    make_theme(notes()[0].engagement, notes()[0], statement="Korte breve")
    staff = Client(app).sign_in(manager)
    assert asked in client.fetch(url).text
    assert _told(staff, language) == (unknown, True, False)
    client.submit_form(client.fetch(url), "/speaker", 303, role="front_line")
    assert asked not in client.fetch(url).text
    assert _told(staff, language) == (said, False, True)


def _told(staff: Client, language: str) -> tuple[str, bool, bool]:
    """How the speaker is called everywhere, and whether the note is with those who are so."""
    (note,) = notes()
    map_ = DeliverableKind.EXPECTATION_MAP
    day = NOW.date()
    composed = compose_now(note.engagement, kind=map_, language=language, today=day)
    (quote,) = re.findall(r"Quote\(text='[^']+', speaker='([^']+) \w{4}'", repr(composed))
    listed = f"/engagements/{note.engagement.public_id}/notes"
    row = staff.visit(f"{listed}/export.csv").response.get_data(as_text=True).splitlines()[1]
    page = staff.fetch(f"{listed}/{note.public_id}").text
    assert quote in row.lower()
    assert quote in page.lower()
    unknown, front = (
        note.text in staff.fetch(f"{listed}?role={role}").text for role in ("unknown", "front_line")
    )
    return quote, unknown, front
