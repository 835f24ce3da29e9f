"""The agency answers by its link, the lab on its behalf; every answer is kept."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.adoption.makers import make_adoption, make_ask, make_recommending, token_of
from tests.factories import make_contact, make_engagement, make_person, make_user
from tests.pages import Client, Page
from workshops.adoption.models import Adoption, AdoptionAsk, AdoptionChange, Status
from workshops.adoption.services import asking
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.mail.models import Letter

ANSWER: dict[str, Any] = {
    "answer": "accepted",
    "owner_name": "Dorthe Friis",
    "owner_title": "Kontorchef",
}


def reply(client: Client, page: Page, adoption: Adoption, status: int = 302, **typed: Any) -> Page:
    """Fill in the small form of one recommendation."""
    return client.submit_form(page, f"/{adoption.public_id}", status, **typed)


def test_the_agency_is_asked_by_letter_and_answers_without_an_account(
    app: Flask, client: Client
) -> None:
    engagement = make_engagement()
    version = make_recommending(engagement, "module:1", "module:2")
    person = make_person(name="Lone Bæk", email="lone@styrelse.example")
    make_contact(engagement, person)
    client.sign_in(engagement.manager)
    url = f"/engagements/{engagement.public_id}/adoption/ask"
    chosen = {"versions": version.public_id, "people": person.public_id}
    client.submit_form(client.fetch(url), "/ask", 302, **chosen)
    letter = db.session.scalars(db.select(Letter)).one()
    assert letter.to_address == "lone@styrelse.example"
    ask = db.session.scalars(db.select(AdoptionAsk)).one()
    first, second = db.session.scalars(db.select(Adoption).order_by(Adoption.id)).all()
    agency = Client(app)
    page = agency.fetch(f"/a/{token_of(ask)}", queries=8)
    reply(agency, page, first, **ANSWER)
    assert (first.status, first.owner_title) == (Status.ACCEPTED, "Kontorchef")
    assert second.status is Status.AWAITED
    kept = db.session.scalars(db.select(AdoptionChange)).one()
    assert (kept.actor_name, kept.old, kept.new) == ("Lone Bæk", Status.AWAITED, first.status)


def test_in_use_needs_a_place_and_a_day_and_what_was_typed_stays(
    app: Flask, client: Client
) -> None:
    adoption = make_adoption()
    token = token_of(make_ask(adoption.engagement, language="en"))
    page = client.fetch(f"/a/{token}")
    page = reply(client, page, adoption, 422, answer="in_use", in_use_on="1.11.2026")
    assert "Name the place where it is in use." in page.text
    assert page.all("input", name="in_use_on")[0].get("value") == "01.11.2026"
    reply(client, page, adoption, place="Kundecenter Vest")
    assert (adoption.place, adoption.in_use_on) == ("Kundecenter Vest", date(2026, 11, 1))


def test_the_second_answer_of_the_same_moment_is_told(app: Flask, client: Client) -> None:
    adoption = make_adoption()
    ask = make_ask(adoption.engagement, language="en")
    mine = client.fetch(f"/a/{token_of(ask)}")
    other = Client(app)
    reply(other, other.fetch(f"/a/{token_of(ask)}"), adoption, answer="received")
    page = reply(client, mine, adoption, 409, answer="refused", reason="Ingen timer")
    assert "Somebody else has answered meanwhile." in page.text
    assert adoption.status is Status.RECEIVED


def test_a_link_answers_for_its_own_engagement_alone(app: Flask, client: Client) -> None:
    mine, theirs = make_adoption(), make_adoption()
    token = token_of(make_ask(mine.engagement))
    client.submit(f"/a/{token}/{theirs.public_id}", ANSWER, 404)
    assert theirs.status is Status.AWAITED


def test_an_ended_link_leads_to_a_new_one_for_the_same_address(app: Flask, client: Client) -> None:
    adoption = make_adoption()
    ask = make_ask(adoption.engagement, language="en")
    token = token_of(ask)
    client.sign_in(adoption.engagement.manager)
    asked = client.fetch(f"/engagements/{adoption.engagement.public_id}/adoption/ask")
    client.submit_form(asked, "end-links")
    page = client.fetch(f"/a/{token}", 410)
    for address in ("nobody@styrelse.example", ask.address):
        answer = client.submit_form(page, "/adoption-link", 200, email=address)
        assert "a letter is on its way to that address" in answer.text
    letters = db.session.scalars(db.select(Letter)).all()
    assert [letter.to_address for letter in letters] == [ask.address]
    client.fetch(f"/a/{token_of(ask)}")


def test_the_lab_answers_on_behalf_and_says_how_it_knows(app: Flask, client: Client) -> None:
    adoption = make_adoption()
    client.sign_in(adoption.engagement.manager)
    url = f"/adoption/{adoption.public_id}"
    page = client.fetch(f"{url}/answer")
    page = client.submit_form(page, "/answer", 422, answer="started")
    client.submit_form(page, "/answer", 302, note="Telefonsamtale med Lone Bæk")
    shown = client.fetch(url, queries=9)
    assert "Telefonsamtale med Lone Bæk" in shown.text
    assert adoption.status is Status.STARTED


def test_the_second_of_two_editors_gets_the_merge_page(app: Flask, client: Client) -> None:
    adoption = make_adoption()
    client.sign_in(adoption.engagement.manager)
    mine = client.fetch(f"/adoption/{adoption.public_id}/answer")
    token = token_of(make_ask(adoption.engagement))
    reply(client, client.fetch(f"/a/{token}"), adoption, **ANSWER)
    client.submit_form(mine, "/answer", 409, answer="started", note="Mødt på gangen")
    assert adoption.status is Status.ACCEPTED


def test_a_later_version_carries_answers_on(app: Flask) -> None:
    engagement = make_engagement()
    first = make_recommending(engagement, "module:1", "module:2")
    actor = engagement.manager.actor()
    with transaction():
        begun = asking.begin_adoption(actor, version=first)
    begun[0].status = Status.ACCEPTED
    db.session.commit()
    keys = ("module:1", "module:3")
    second = make_recommending(None, *keys, deliverable=first.deliverable, number=2)
    with transaction():
        new = asking.begin_adoption(actor, version=second)
    assert [one.key for one in new] == ["module:3"]
    assert begun[0].recommendation.text == "Øv svære samtaler, module:1, version 2"
    assert begun[0].status is Status.ACCEPTED


@pytest.mark.parametrize(("role", "status"), [(Role.READER, 200), (Role.FACILITATOR, 403)])
def test_who_may_read_what_the_agency_answered(
    app: Flask, client: Client, role: Role, status: int
) -> None:
    adoption = make_adoption()
    client.sign_in(make_user(role))
    client.fetch(f"/adoption/{adoption.public_id}", status)
    client.fetch(f"/adoption/{adoption.public_id}/answer", 403)
