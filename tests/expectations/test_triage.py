"""Sorting notes at the desk: by forms, by the script's requests, and by two people at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from tests.expectations.makers import make_note, make_theme
from tests.factories import make_engagement, make_facilitator, make_user, make_workshop
from tests.marks import both_databases
from tests.pages import Client, Page
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict
from workshops.engagements.models import Engagement
from workshops.expectations.models import ExpectationNote, Theme, ThemeNote
from workshops.expectations.rules.themes import borne_mark
from workshops.expectations.services.triage import place_notes

SCRIPT = {"X-Part": "triage"}


def desk(engagement: Engagement, **asked: str) -> str:
    """The address of the desk."""
    wish = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"/engagements/{engagement.public_id}/triage?{wish}"


def said(page: Page) -> str:
    """What the page tells of the last act."""
    return str(page.all("section", id="triage")[0].get("data-said"))


def press(client: Client, page: Page, key: str, **typed: str) -> Page:
    """Press a key as the script does: send the form of the button that bears it."""
    (button,) = [b for b in page.all("button") if b.get("data-key") == key]
    chosen = {button.get("name"): button.get("value")} if button.get("name") else {}
    part = {"h": "/hide", "z": "/undo"}.get(key, "/place")
    action, held = page.form(part)
    held.pop("csrf_token")
    return client.submit(action, {**held, **chosen, **typed}, 200, SCRIPT)


def borne(note: ExpectationNote) -> list[int]:
    """The ids of the themes that a note bears."""
    query = db.select(ThemeNote.theme_id).where(ThemeNote.note_id == note.id)
    return list(db.session.scalars(query.order_by(ThemeNote.theme_id)))


def test_a_key_places_the_note_and_the_next_one_is_shown(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    first, second = make_note(engagement, text="Ét"), make_note(engagement, text="To")
    themes = [make_theme(engagement) for _ in range(11)]
    page = client.sign_in(engagement.manager).fetch(desk(engagement))
    assert "Not sorted yet (2)" in page.text
    page = press(client, page, "3")
    assert borne(first) == [themes[2].id]
    assert said(page) == f"Placed in “{themes[2].statement}”."
    assert page.all("blockquote")[0].text == "To"
    page = press(client, page, "9")
    assert borne(second) == [themes[8].id]
    assert "Nothing left here" in page.text


def test_without_script_each_act_is_a_form_and_leads_to_the_next_note(
    app: Flask, client: Client
) -> None:
    engagement = make_engagement()
    notes = [make_note(engagement) for _ in range(3)]
    theme = make_theme(engagement)
    page = client.sign_in(engagement.manager).fetch(desk(engagement))
    answer = client.submit_form(page, "/place", 303, theme=theme.public_id)
    page = client.fetch(str(answer.response.location))
    assert notes[1].text in page.text
    assert "Placed in" in page.text
    answer = client.submit_form(page, "/begin", 303, statement="Brevet kommer i tide")
    page = client.fetch(str(answer.response.location))
    assert notes[2].text in page.text
    made = db.session.scalars(db.select(Theme).order_by(Theme.id.desc())).first()
    assert made
    assert borne(notes[1]) == [made.id]


def test_undo_shows_the_note_again_and_tells_what_was_taken_back(
    app: Flask, client: Client
) -> None:
    engagement = make_engagement()
    note, _other = make_note(engagement), make_note(engagement)
    make_theme(engagement)
    page = client.sign_in(engagement.manager).fetch(desk(engagement))
    page = press(client, page, "h")
    assert db.session.get_one(ExpectationNote, note.id).hidden_at == clock.now()
    page = press(client, page, "z")
    assert said(page) == "Taken back: Note hidden."
    assert page.all("blockquote")[0].text == note.text
    page = press(client, press(client, page, "1"), "z")
    assert borne(note) == []
    page = press(client, page, "z")
    assert said(page) == "There is nothing to take back."


def test_a_new_theme_without_words_is_refused_and_the_note_stays(
    app: Flask, client: Client
) -> None:
    engagement = make_engagement()
    note = make_note(engagement)
    page = client.sign_in(engagement.manager).fetch(desk(engagement))
    page = client.submit_form(page, "/begin", 422, statement="  ")
    assert "Enter what is expected, in one sentence." in page.text
    assert note.text in page.text
    page = client.submit_form(page, "/begin", 422, statement="x" * 501)
    assert page.all("input", name="statement")[0].get("value") == "x" * 501


def test_all_notes_are_gone_through_forward_and_back(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    notes = [make_note(engagement) for _ in range(3)]
    make_theme(engagement, notes[1])
    page = client.sign_in(engagement.manager).fetch(desk(engagement, show="all"))
    page = client.fetch(page.links()["Next note →"])
    assert notes[1].text in page.text
    assert "Take out" in page.text
    page = client.fetch(page.links()["Next note →"])
    assert "Next note →" not in page.links()
    page = client.fetch(desk(engagement, note=notes[2].public_id))
    assert notes[0].text in client.fetch(page.links()["Previous note ←"]).text


@both_databases
def test_the_second_of_two_sorters_sees_what_the_first_did(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    note, theme = make_note(engagement), make_theme(engagement)
    other = make_theme(engagement)
    colleague = Client(app).sign_in(make_facilitator(make_workshop(engagement)))
    mine = client.sign_in(engagement.manager).fetch(desk(engagement, show="all"))
    press(colleague, colleague.fetch(desk(engagement, show="all")), "1")
    page = client.submit_form(mine, "/place", 409, theme=other.public_id)
    assert "Somebody else has sorted this note" in page.text
    assert borne(note) == [theme.id]
    press(client, page, "2")
    assert borne(note) == [theme.id, other.id]


def test_a_note_withdrawn_meanwhile_is_gone(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    note, theme = make_note(engagement), make_theme(engagement)
    page = client.sign_in(engagement.manager).fetch(desk(engagement))
    note.withdrawn_at = clock.now()
    db.session.commit()
    page = client.submit_form(page, "/place", 409, theme=theme.public_id)
    assert "It may have been withdrawn." in page.text


def test_sixty_notes_are_sixty_short_requests(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    for _ in range(60):
        make_note(engagement)
    for _ in range(9):
        make_theme(engagement)
    page = client.sign_in(engagement.manager).fetch(desk(engagement), queries=14)
    begun = time.thread_time()
    for number in range(60):
        page = press(client, page, str(number % 9 + 1))
        assert page.queries <= 36, "\n".join(page.statements)
    assert time.thread_time() - begun < 60
    assert db.session.scalar(db.select(db.func.count(ThemeNote.note_id))) == 60


@pytest.mark.parametrize("role", [Role.READER, Role.ADMINISTRATOR])
def test_only_the_engagements_own_people_sort(app: Flask, client: Client, role: Role) -> None:
    engagement = make_engagement()
    make_note(engagement)
    client.sign_in(make_user(role)).fetch(desk(engagement), 403)
    client.sign_in(make_user()).fetch(desk(engagement), 404)


@both_databases
def test_two_who_press_the_same_key_at_once_place_the_note_once(app: Flask) -> None:
    engagement = make_engagement()
    note, theme = make_note(engagement), make_theme(engagement)
    actor, ids, begin = engagement.manager.actor(), (theme.id, note.id), Barrier(4)

    def place() -> bool:
        with app.app_context():
            begin.wait()
            try:
                with transaction():
                    one = db.session.get_one(Theme, ids[0])
                    about = db.session.get_one(ExpectationNote, ids[1])
                    place_notes(actor, theme=one, notes=[about], seen=borne_mark([]))
            except Conflict:
                return False
            finally:
                db.session.remove()
            return True

    with ThreadPoolExecutor(4) as pool:
        done = [each.result() for each in [pool.submit(place) for _ in range(4)]]
    db.session.rollback()
    assert sorted(done) == [False, False, False, True]
    assert borne(note) == [theme.id]
