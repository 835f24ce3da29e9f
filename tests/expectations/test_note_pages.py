"""Pages of notes for those who work on the engagement."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from tests.expectations.makers import make_group, make_note, make_theme, make_votes
from tests.factories import make_block, make_engagement, make_facilitator, make_user, make_workshop
from tests.pages import Client
from workshops.core import clock, resting
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.resting import Resting
from workshops.engagements.models import Engagement
from workshops.expectations.models import ExpectationNote, NoteKind

CHOSEN: dict[str, Any] = {"kind": "quote", "language": "da", "legal_basis": "public_task"}


@pytest.fixture
def engagement(client: Client) -> Engagement:
    """An engagement whose manager is signed in."""
    manager = make_user()
    client.sign_in(manager)
    return make_engagement(manager)


def notes_url(engagement: Engagement) -> str:
    return f"/engagements/{engagement.public_id}/notes"


def note_url(note: ExpectationNote) -> str:
    return f"{notes_url(note.engagement)}/{note.public_id}"


def last_note() -> ExpectationNote:
    db.session.expire_all()
    query = select(ExpectationNote).order_by(ExpectationNote.id.desc()).limit(1)
    return db.session.scalars(query).one()


def test_an_empty_list_has_one_act_and_a_narrow_filter_can_be_cleared(
    client: Client, engagement: Engagement
) -> None:
    url = notes_url(engagement)
    assert "No notes yet" in client.fetch(url).text
    make_note(engagement)
    assert "Clear filters" in client.fetch(f"{url}?kind=survey").links()


def test_a_thousand_notes_take_the_queries_of_ten(client: Client, engagement: Engagement) -> None:
    url, theme = notes_url(engagement), make_theme(engagement, make_note(engagement))
    make_votes(make_note(engagement), make_group(engagement, "A"), 9)
    values = {"engagement_id": engagement.id, "kind": NoteKind.QUOTE, "speaker_role": "citizen"}
    db.session.add_all(ExpectationNote(text=f"Brev {n}", **values) for n in range(8))
    db.session.commit()
    few = client.fetch(url, queries=14).queries
    db.session.add_all(ExpectationNote(text=f"Brev {n}", **values) for n in range(990))
    db.session.commit()
    assert client.fetch(url).queries == few
    assert client.fetch(f"{url}?theme={theme.public_id}&q=brevet&sort=stage").queries <= few


def test_several_notes_are_written_in_a_row(client: Client, engagement: Engagement) -> None:
    block = make_block(make_workshop(engagement).sittings[0], 1, title="Interview")
    page = client.fetch(f"{notes_url(engagement)}/new")
    typed: dict[str, Any] = {"role": "relative", "stage": "Ansøgning", "place": block.public_id}
    typed |= CHOSEN
    sent = client.submit_form(page, "/new", text="Brevet er langt", another="1", **typed)
    first = last_note()
    assert (first.text, first.block_id, first.stage) == ("Brevet er langt", block.id, "Ansøgning")
    page = client.fetch(sent.response.headers["Location"])
    _action, held = page.form("/new")
    assert (held["text"], held["role"], held["place"]) == ([""], ["relative"], [block.public_id])
    client.submit_form(page, "/new", text="Og svært")
    assert (last_note().text, last_note().stage) == ("Og svært", "Ansøgning")


def test_what_looks_personal_is_marked_and_kept_once_it_was_checked(
    client: Client, engagement: Engagement
) -> None:
    page = client.fetch(f"{notes_url(engagement)}/new")
    page = client.submit_form(page, "/new", 422, text="Spørg Inger Holm på 20 12 12 12", **CHOSEN)
    assert [mark.text for mark in page.all("mark")] == ["Inger Holm", "20 12 12 12"]
    ticked = page.all("input", name="checked")[0].get("value")
    page = client.submit_form(page, "/new", 422, text="Spørg Bodil Holm", checked=ticked)
    page = client.submit_form(page, "/new", 422, text="Hun er 010190-1234")
    assert not page.all("input", name="checked")
    page = client.submit_form(page, "/new", 422, text="Spørg Inger Holm på 20 12 12 12")
    client.submit_form(page, "/new", checked=ticked)
    assert last_note().text == "Spørg Inger Holm på 20 12 12 12"


def test_two_editors_meet_on_the_merge_page(client: Client, engagement: Engagement) -> None:
    note = make_note(engagement, text="Brevet")
    opened = client.fetch(f"{note_url(note)}/edit")
    client.submit_form(opened, "/edit", text="Brevet er langt")
    client.submit_form(opened, "/edit", stage="Ansøgning", status=409)
    client.submit_form(opened, "/edit", text="Brevet er godt", status=409)
    assert last_note().text == "Brevet er langt"


def test_a_hidden_note_can_be_brought_back(client: Client, engagement: Engagement) -> None:
    note = make_note(engagement, text="Brevet er langt")
    client.submit(f"{note_url(note)}/hide", {})
    assert "Brevet er langt" not in client.fetch(notes_url(engagement)).text
    assert "Brevet er langt" in client.fetch(f"{notes_url(engagement)}?show=hidden").text
    page = client.fetch(note_url(note))
    client.submit(f"{note_url(note)}/show", {})
    assert "Hidden" in page.text
    assert last_note().hidden_at is None


def test_a_note_says_what_rests_on_it(
    client: Client, engagement: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = make_note(engagement, quote_consent=True)
    make_theme(engagement, note, statement="Breve skal kunne forstås")
    make_votes(note, make_group(engagement, "A"), 9, 1)
    make_votes(note, make_group(engagement, "B"), 1, 2)

    def tell(_actor: Actor, key: str) -> list[Resting]:
        return [Resting("Workshops", f"Trial of {key}", "planning.rooms", {})]

    monkeypatch.setattr(resting, "_tellers", [])
    resting.ask(tell)
    page = client.fetch(note_url(note))
    assert "Breve skal kunne forstås" in page.text
    assert page.links()[f"Trial of note:{note.public_id}"] == "/lab/rooms"
    assert "90 %" in page.text
    assert "33 %" not in page.text
    client.submit(f"{note_url(note)}/consent", {})
    assert last_note().quote_consent is False


def test_a_withdrawn_note_leaves_a_page_without_its_words(
    client: Client, engagement: Engagement
) -> None:
    note = make_note(engagement, text="Brevet er langt")
    page = client.fetch(f"{note_url(note)}/withdraw")
    client.submit_form(page, "/withdraw")
    page = client.fetch(note_url(note))
    assert ("erased" in page.text, "Brevet er langt" in page.text) == (True, False)
    assert "1 note was withdrawn" in client.fetch(notes_url(engagement)).text
    client.fetch(f"{note_url(note)}/edit", 409)
    client.submit(f"{note_url(note)}/hide", {}, 409)


def test_exports_hold_what_the_list_shows_and_nothing_hidden(
    client: Client, engagement: Engagement
) -> None:
    note = make_note(engagement, text="=Brevet", stage="Ansøgning")
    make_theme(engagement, note, statement="Breve")
    make_votes(note, None, 3, 1)
    make_note(engagement, text="Andet")
    make_note(engagement, text="Skjult", stage="Ansøgning", hidden_at=clock.now())
    url = f"{notes_url(engagement)}/export"
    for query in ("stage=Ansøgning", "stage=Ansøgning&show=hidden"):
        (row,) = json.loads(client.web.get(f"{url}.json?{query}").data)["notes"]
        told = (row["text"], row["themes"], row["agrees"], row["kind"])
        assert told == ("=Brevet", ["Breve"], 3, "quote")
    csv = client.web.get(f"{url}.csv").data.decode("utf-8-sig")
    assert ("'=Brevet" in csv, "Skjult" in csv, "Citizen" in csv) == (True, False, True)
    sheet = client.web.get(f"{url}.xlsx").data
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert (len(rows), rows[0][1]) == (3, "Text")


def test_a_facilitator_writes_but_neither_withdraws_nor_exports(client: Client, app: Flask) -> None:
    workshop = make_workshop()
    note = make_note(workshop.engagement, created_at=clock.now() - timedelta(days=1))
    client.sign_in(make_facilitator(workshop))
    page = client.fetch(note_url(note))
    assert not [text for text in page.links() if "Withdraw" in text]
    client.submit(f"{note_url(note)}/hide", {})
    client.submit(f"{note_url(note)}/withdraw", {}, 403)
    client.fetch(f"{notes_url(workshop.engagement)}/export.csv", 403)
    client.fetch(notes_url(make_engagement()), 404)
