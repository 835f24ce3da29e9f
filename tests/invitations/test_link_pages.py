"""The pages of guests, by personal link."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.conftest import NOW
from tests.invitations.makers import list_invitations, list_letters, make_invited
from tests.invitations.pressing import beside, press
from tests.pages import Client
from workshops.core import clock
from workshops.core.db import Base, db, transaction
from workshops.invitations.models import Invitation
from workshops.invitations.queries import sent_of
from workshops.invitations.services import inviting, letters
from workshops.invitations.views import answers as views
from workshops.mail.message import filled, filled_calendar
from workshops.planning.models import Answer, WorkshopState
from workshops.planning.queries.needs import find_need

SEND = "workshops.invitations.views.answers.answers.send_new_links"


def path_of(invitation: Invitation) -> str:
    """The path of a guest's personal link."""
    return re.sub(r"^https?://[^/]+", "", letters.link_of(invitation, sent_of(invitation)).url())


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    rows = {
        table.name: [tuple(row) for row in db.session.execute(table.select())]
        for table in Base.metadata.sorted_tables
    }
    db.session.rollback()
    return rows


def test_one_tap_answers_and_can_be_changed(client: Client) -> None:
    _manager, _workshop, (first, *_rest) = make_invited()
    url = path_of(first)
    page = client.fetch(url)
    assert "Kan du komme?" in page.text
    client.submit_form(page, url, 303, answer="yes")
    assert "Du har svaret ja" in client.fetch(url).text
    press(client, url, answer="no")
    assert list_invitations()[0].participation.answer is Answer.NO


def test_nothing_needs_to_be_typed_and_every_button_is_a_post(client: Client) -> None:
    _manager, _workshop, (first, *_rest) = make_invited()
    page = client.fetch(path_of(first))
    inside = [e for form in page.all("form") for e in form.iter() if e.get("type") == "text"]
    assert not inside
    buttons = [b.get("value") for b in page.all("button", name="answer")]
    assert buttons == ["yes", "maybe", "no"]


def test_each_day_can_be_answered_alone(client: Client) -> None:
    _manager, _workshop, invitations = make_invited("Bo <bo@x.example>", sittings=2)
    url = path_of(invitations[0])
    press(client, url, answer="yes")
    press(client, url, only=invitations[1].public_id, answer="no")
    assert [each.participation.answer for each in list_invitations()] == [Answer.YES, Answer.NO]
    assert "forskelligt" in client.fetch(url).text


def test_somebody_elses_day_cannot_be_answered(client: Client) -> None:
    _manager, _workshop, (first, second, _third) = make_invited()
    client.submit(path_of(first), {"answer": "yes", "only": second.public_id}, 404)
    assert second.participation.answer is Answer.NONE


@pytest.mark.parametrize("answer", ["", "none", "perhaps"])
def test_an_answer_that_is_none_is_refused(client: Client, answer: str) -> None:
    _manager, _workshop, (first, *_rest) = make_invited()
    client.submit(path_of(first), {"answer": answer}, 422)
    assert first.participation.answer is Answer.NONE


def test_a_scanner_that_opens_every_link_a_hundred_times_changes_nothing(
    client: Client, app: Flask
) -> None:
    make_invited(sittings=2)
    letter = list_letters()[0]
    whole = filled(letter.text, letter) + filled(letter.html, letter)
    whole += filled_calendar(letter).replace(b"\r\n ", b"").decode()
    links = sorted(set(re.findall(r"https?://localhost:8000(/[^\s\"<>\\]+)", whole)))
    assert any(link.startswith("/i/") for link in links)
    before = everything()
    for link in [*links, *(f"{link}/entry.ics" for link in links if "/i/" in link)]:
        for _ in range(50):
            assert client.web.get(link).status_code == 200
            assert client.web.head(link).status_code == 200
    assert everything() == before


def test_the_page_shows_no_other_guest_and_is_not_indexed(client: Client) -> None:
    _manager, _workshop, (first, *_rest) = make_invited()
    page = client.fetch(path_of(first))
    assert "Åse Ærlig" in page.text
    assert "Bo Dahl" not in page.text
    assert [m.get("content") for m in page.all("meta", name="robots")] == ["noindex"]
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.response.headers["Cache-Control"]


def test_needs_are_kept_for_this_workshop(client: Client) -> None:
    _manager, workshop, (first, *_rest) = make_invited()
    url = path_of(first)
    press(client, url, answer="yes")
    client.submit(f"{url}/needs", {"access": "Teleslynge", "diet": "Vegansk"}, 303)
    need = find_need(workshop, first.participation.person)
    assert need
    assert (need.access, need.diet) == ("Teleslynge", "Vegansk")


def test_the_entry_can_be_fetched_with_the_answer_in_it(client: Client) -> None:
    _manager, _workshop, (first, *_rest) = make_invited()
    url = path_of(first)
    press(client, url, answer="yes")
    answer = client.web.get(f"{url}/entry.ics")
    assert answer.mimetype == "text/calendar"
    assert b"PARTSTAT=ACCEPTED" in answer.data.replace(b"\r\n ", b"")
    assert first.uid.encode() in answer.data


def test_a_link_that_was_revoked_or_has_expired_offers_a_new_one(client: Client) -> None:
    manager, workshop, (first, second, _third) = make_invited()
    gone, late = path_of(first), path_of(second)
    with transaction():
        person = first.participation.person
        inviting.remove_guest(manager.actor(), workshop=workshop, person=person)
    for url in (gone, f"{gone}/entry.ics"):
        assert "Send mig et nyt link" in [b.text for b in client.fetch(url, 410).all("button")]
    client.submit(gone, {"answer": "yes"}, 410)
    with clock.frozen_at(NOW + timedelta(days=60)):
        client.fetch(late, 410)


def test_a_token_for_something_else_or_made_up_is_not_known(client: Client) -> None:
    make_invited()
    client.fetch("/i/1.1.1900000000.abcdefghijkl", 404)


def test_a_lost_link_gets_the_same_answer_for_any_address(client: Client) -> None:
    make_invited()
    said = []
    with clock.frozen_at(NOW + timedelta(hours=2)):
        for address in ("bo@kommune.example", "ukendt@kommune.example"):
            page = client.submit("/invitation-link", {"email": address}, 200)
            said.append(page.text)
    assert said[0] == said[1]
    assert [x.to_address for x in list_letters()[3:]] == ["bo@kommune.example"]


def test_a_cancelled_workshop_says_so(client: Client) -> None:
    _manager, workshop, (first, *_rest) = make_invited()
    workshop.state, workshop.cancel_reason = WorkshopState.CANCELLED, "Lokalet er lukket."
    db.session.commit()
    page = client.fetch(path_of(first))
    assert "Aflyst: Breve der forstås" in page.text
    assert "Lokalet er lukket." in page.text


def test_after_the_day_the_answer_stands(client: Client) -> None:
    _manager, _workshop, (first, *_rest) = make_invited()
    held = beside(client.fetch(path_of(first)), "/i/")
    with clock.frozen_at(NOW + timedelta(days=15)):
        assert not client.fetch(path_of(first)).all("button", name="answer")
        page = client.submit(path_of(first), {**held, "answer": "yes"}, 409)
    assert "Den er begyndt; svaret kan ikke længere ændres." in page.text


def test_the_token_is_nowhere_in_the_database(client: Client, app: Flask) -> None:
    _manager, _workshop, (first, *_rest) = make_invited()
    token = path_of(first).removeprefix("/i/")
    press(client, path_of(first), answer="yes")
    assert token not in str(everything())


def test_a_link_takes_only_so_many_taps_an_hour(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "TAPS_AN_HOUR", 3)
    _manager, _workshop, (first, *_rest) = make_invited()
    url = path_of(first)
    for _ in range(3):
        press(client, url, answer="yes")
    press(client, url, 429, answer="no")
    assert list_invitations()[0].participation.answer is Answer.YES


def test_an_address_is_written_to_only_so_often_and_answered_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(SEND, lambda address: written.append(address))
    for _ in range(views.LETTERS_AN_HOUR + 2):
        client.submit("/invitation-link", {"email": "bo@example.dk"}, 200)
    client.submit("/invitation-link", {"email": "ane@example.dk"}, 200)
    assert written == ["bo@example.dk"] * views.LETTERS_AN_HOUR + ["ane@example.dk"]


def test_a_link_is_closed_while_its_engagement_is_deleted(client: Client) -> None:
    _manager, workshop, (first, *_rest) = make_invited()
    url = path_of(first)
    workshop.engagement.deleted_at = NOW
    db.session.commit()
    client.fetch(url, 410)
