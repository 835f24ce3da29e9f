"""Making, changing, ordering, splitting, merging and deleting themes on their pages."""

import pytest
from flask import Flask

from tests.expectations.makers import make_note, make_theme
from tests.factories import make_engagement, make_user
from tests.pages import Client
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.expectations.models import Strength, Theme, ThemeNote
from workshops.search.queries.finding import search
from workshops.search.queries.wishes import Wish

TYPED = {
    "statement": "Jeg vil vide, hvad der sker nu",
    "description": "Mange ringer for at spørge.",
    "stage": "Efter ansøgning",
    "touchpoint": "Kvitteringen",
    "strength": "essential",
    "present_service": "En kvittering uden frist",
    "gap": "Der står ikke, hvornår svaret kommer",
}


def notes_of(theme: Theme) -> list[int]:
    """The ids of the notes that bear a theme, in order."""
    query = db.select(ThemeNote.note_id).where(ThemeNote.theme_id == theme.id)
    return list(db.session.scalars(query.order_by(ThemeNote.position)))


def test_a_theme_is_made_and_changed(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    client.sign_in(engagement.manager)
    url = f"/engagements/{engagement.public_id}/themes/new"
    client.submit_form(client.fetch(url), url, 302, **TYPED)
    theme = db.session.scalars(db.select(Theme)).one()
    assert (theme.statement, theme.strength) == (TYPED["statement"], Strength.ESSENTIAL)
    page = client.fetch(f"/themes/{theme.public_id}/edit")
    assert [o.get("value") for o in page.all("option") if o.get("value") == "Kvitteringen"]
    client.submit_form(page, "/edit", 302, gap="")
    assert theme.gap == ""
    assert "Not described yet" in client.fetch(f"/themes/{theme.public_id}").text


def test_a_theme_without_a_statement_is_refused_and_what_was_typed_stays(
    app: Flask, client: Client
) -> None:
    engagement = make_engagement()
    client.sign_in(engagement.manager)
    url = f"/engagements/{engagement.public_id}/themes/new"
    page = client.submit(url, {**TYPED, "statement": ""}, 422)
    assert page.all("input", value=TYPED["touchpoint"])


def test_the_second_of_two_editors_gets_the_merge_page(app: Flask, client: Client) -> None:
    theme = make_theme()
    client.sign_in(theme.engagement.manager)
    url = f"/themes/{theme.public_id}/edit"
    mine = client.fetch(url)
    client.submit_form(client.fetch(url), "/edit", 302, statement="Den andens")
    page = client.submit_form(mine, "/edit", 409, statement="Min")
    assert "Den andens" in page.text
    client.submit_form(page, "/edit", 302, statement="Vores")
    assert theme.statement == "Vores"


def test_themes_change_places(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    first, second, third = (make_theme(engagement) for _ in range(3))
    client.sign_in(engagement.manager)
    client.submit(f"/themes/{third.public_id}/move", {"to": "up"})
    client.submit(f"/themes/{first.public_id}/move", {"to": "up"})
    client.submit(f"/themes/{first.public_id}/move", {"to": "down"})
    themes = db.session.scalars(db.select(Theme).order_by(Theme.position)).all()
    assert themes == [third, first, second]


def test_a_deleted_theme_comes_back_with_its_notes(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    note = make_note(engagement)
    theme = make_theme(engagement, note)
    client.sign_in(engagement.manager)
    client.submit(f"/themes/{theme.public_id}/delete", {})
    page = client.fetch(f"/engagements/{engagement.public_id}/themes")
    client.fetch(f"/themes/{theme.public_id}", 404)
    assert theme.statement in client.fetch("/lab/bin").text
    client.submit_form(page, "/restore")
    assert notes_of(theme) == [note.id]


def test_a_theme_is_split_and_the_split_taken_back(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    notes = [make_note(engagement) for _ in range(3)]
    theme = make_theme(engagement, *notes)
    client.sign_in(engagement.manager)
    form = client.fetch(f"/themes/{theme.public_id}/split")
    client.submit_form(form, "/split", 422, statement="Uden noter")
    chosen = [notes[0].public_id, notes[2].public_id]
    answer = client.submit_form(form, "/split", 302, statement="Del", notes=chosen)
    new = db.session.scalars(db.select(Theme).where(Theme.statement == "Del")).one()
    assert (notes_of(theme), notes_of(new)) == ([notes[1].id], [notes[0].id, notes[2].id])
    page = client.fetch(str(answer.response.location))
    client.submit_form(page, "/undo")
    assert notes_of(theme) == [note.id for note in notes]


def test_themes_are_merged_and_listed_with_who_did_it(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    notes = [make_note(engagement) for _ in range(2)]
    loser, winner = make_theme(engagement, *notes), make_theme(engagement, notes[1])
    client.sign_in(engagement.manager)
    form = client.fetch(f"/themes/{loser.public_id}/merge")
    client.submit_form(form, "/merge", 422)
    client.submit_form(form, "/merge", 302, winner=winner.public_id)
    client.fetch(f"/themes/{winner.public_id}")
    assert notes_of(winner) == [notes[1].id, notes[0].id]
    page = client.fetch(f"/engagements/{engagement.public_id}/theme-changes", queries=7)
    assert engagement.manager.name in page.text
    page = client.submit_form(page, "/undo")
    page = client.fetch(f"/engagements/{engagement.public_id}/theme-changes")
    assert "Taken back 23" in page.text
    assert notes_of(loser) == [note.id for note in notes]


@pytest.mark.parametrize("path", ["edit", "split", "merge"])
def test_others_may_read_but_not_change(app: Flask, client: Client, path: str) -> None:
    theme = make_theme()
    url = f"/themes/{theme.public_id}"
    client.sign_in(make_user()).fetch(url)
    client.fetch(f"{url}/{path}", 403)
    client.submit(f"{url}/{path}", {"statement": "x", "strength": "wish"}, 403)
    client.sign_in(make_user(Role.READER)).fetch(f"{url}/{path}", 403)


def test_notes_chosen_from_the_list_are_placed_at_once(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    notes = [make_note(engagement) for _ in range(3)]
    theme = make_theme(engagement)
    client.sign_in(engagement.manager)
    url = f"/engagements/{engagement.public_id}/notes/place"
    assert "No notes chosen" in client.fetch(url).text
    boxes = client.fetch(url.removesuffix("/place")).all("input", form="place", name="notes")
    assert {box.get("value") for box in boxes} == {note.public_id for note in notes}
    chosen = "&".join(f"notes={note.public_id}" for note in notes[:2])
    page = client.fetch(f"{url}?{chosen}")
    client.submit_form(page, "/place", 422)
    client.submit_form(page, "/place", 302, theme=theme.public_id)
    assert notes_of(theme) == [note.id for note in notes[:2]]
    client.submit_form(page, "/place", 302, statement="Brevet skal komme i tide")
    made = db.session.scalars(db.select(Theme).where(Theme.id != theme.id)).one()
    assert notes_of(made) == [note.id for note in notes[:2]]


def test_a_theme_is_found_by_its_words_as_long_as_it_stands(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    client.sign_in(engagement.manager)
    client.submit(f"/engagements/{engagement.public_id}/themes/new", TYPED)
    theme = db.session.scalars(db.select(Theme)).one()

    def found() -> list[str]:
        hits = search(engagement.manager.actor(), Wish(text="ringer svaret")).hits
        db.session.rollback()
        return [hit.public_id for hit in hits]

    assert found() == [theme.public_id]
    client.submit(f"/themes/{theme.public_id}/delete", {})
    assert found() == []
    client.submit(f"/themes/{theme.public_id}/restore", {})
    assert found() == [theme.public_id]
    winner = make_theme(engagement)
    client.submit(f"/themes/{theme.public_id}/merge", {"winner": winner.public_id})
    assert found() == []
