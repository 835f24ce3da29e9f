"""From an agency's request to an engagement, or to a letter that says no."""

import re

from flask import Flask
from sqlalchemy import func, select

from tests.factories import make_goal, make_organisation, make_user
from tests.pages import Client
from workshops.core.actor import Role
from workshops.core.db import db
from workshops.engagements.models import (
    Engagement,
    EngagementContact,
    EngagementRequest,
    RequestState,
)
from workshops.mail.links import LinkSpec
from workshops.mail.models import Letter
from workshops.people.models import Person

ASKED = {
    "agency": "Styrelsen for Breve",
    "contact_name": "Lone Bæk",
    "contact_email": "lone@breve.example",
    "contact_phone": "",
    "question": "Hvorfor ringer borgerne?",
    "wished_month": "2027-01",
    "language": "da",
    "website": "",
}


def _state(request: EngagementRequest) -> RequestState:
    db.session.refresh(request)
    return request.state


def _ask(client: Client, **changes: str) -> EngagementRequest | None:
    client.submit("/ask", {**ASKED, **changes})
    return db.session.scalars(select(EngagementRequest)).first()


def _link() -> str:
    letter = db.session.scalars(select(Letter).order_by(Letter.id)).all()[-1]
    return re.sub("^https?://[^/]+", "", LinkSpec.restored(letter.links["confirm"]).url())


def test_a_request_counts_once_the_mailed_link_is_used(client: Client) -> None:
    make_organisation(name="Styrelsen for Breve")
    client.fetch("/ask")
    request = _ask(client)
    assert request is not None
    assert (request.state, request.organisation_id) == (RequestState.UNCONFIRMED, 1)
    link = _link()
    for _ in range(2):
        client.fetch(link)
        client.web.head(link)
    assert _state(request) is RequestState.UNCONFIRMED
    for _ in range(2):
        client.submit(link, {})
    assert _state(request) is RequestState.RECEIVED
    assert "Vi har din henvendelse" in client.fetch(link).text


def test_the_letter_is_in_the_language_asked_for(client: Client) -> None:
    _ask(client)
    letter = db.session.scalars(select(Letter)).one()
    assert letter.subject == "Bekræft din henvendelse"
    assert "Hvorfor ringer borgerne?" in letter.text
    assert "Linket virker til og med mandag den 30. november 2026." in letter.text


def test_a_changed_link_is_not_known(client: Client) -> None:
    _ask(client)
    client.fetch(_link() + "x", status=404)


def test_the_answer_is_the_same_to_robots_but_nothing_is_kept(client: Client) -> None:
    assert _ask(client, website="http://spam.example") is None
    client.fetch("/ask/sent")
    assert db.session.scalar(select(func.count(Letter.id))) == 0


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client: Client) -> None:
    page = client.submit("/ask", {**ASKED, "contact_email": "lone"}, status=422)
    [wrong] = page.all("input", name="contact_email")
    assert wrong.get("aria-invalid") == "true"
    assert "Hvorfor ringer borgerne?" in page.text


def test_too_many_requests_from_one_place_have_to_wait(client: Client) -> None:
    for _ in range(5):
        client.submit("/ask", ASKED)
    page = client.submit("/ask", ASKED, status=429)
    assert page.form("/ask")[1]["question"] == [ASKED["question"]]
    assert int(page.response.headers["Retry-After"]) <= 3600


def test_only_what_is_handed_in_counts_and_nobody_waits_for_a_stranger(client: Client) -> None:
    for _ in range(12):
        client.submit("/ask", {**ASKED, "contact_email": "lone"}, status=422)
    for _ in range(5):
        client.submit("/ask", ASKED)
    client.submit("/ask", {**ASKED, "contact_email": "per@breve.example"})
    client.web.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    client.submit("/ask", ASKED)


def _received(client: Client, **changes: str) -> EngagementRequest:
    """A request typed by the project manager who is signed in."""
    client.fetch("/engagements/requests/new")
    client.submit("/engagements/requests/new", {**ASKED, **changes})
    return db.session.scalars(select(EngagementRequest)).one()


def test_accepting_opens_an_engagement_filled_in_from_the_request(client: Client) -> None:
    agency, goal, manager = make_organisation(name="Styrelsen for Breve"), make_goal(), make_user()
    client.sign_in(manager)
    request = _received(client)
    url = f"/engagements/requests/{request.public_id}"
    client.fetch(url)
    values = client.fetch(f"{url}/accept").form("/accept")[1]
    assert (values["organisation"], values["manager"]) == ([agency.name], [manager.public_id])
    del values["csrf_token"]
    chosen = {"name": "Klart sprog", "goal": goal.public_id, "kind": "series"}
    client.submit(f"{url}/accept", {**values, **chosen})
    opened = db.session.scalars(select(Engagement)).one()
    db.session.refresh(request)
    assert (request.state, request.engagement) == (RequestState.ACCEPTED, opened)
    contact = db.session.scalars(select(EngagementContact)).one().person
    assert (contact.name, contact.organisation, contact.languages) == ("Lone Bæk", agency, ["da"])
    client.submit(f"{url}/accept", {**values, **chosen, "name": "Klarere sprog"}, status=409)
    assert "Open the engagement" in client.fetch(url).text


def test_accepting_for_an_unknown_agency_adds_nobody(client: Client) -> None:
    goal = make_goal()
    client.sign_in(make_user())
    url = f"/engagements/requests/{_received(client, agency='Ukendt').public_id}/accept"
    values = client.fetch(url).form("/accept")[1]
    del values["csrf_token"]
    said = {**values, "name": "Klart sprog"}
    page = client.submit(url, said, status=422)
    assert page.text.count("Choose one of the options.") == 4
    assert 'value="Klart sprog"' in page.response.text
    said |= {"goal": goal.public_id, "kind": "series"}
    page = client.submit(url, said, status=422)
    assert "No organisation is called “Ukendt”" in page.text
    assert db.session.scalar(select(func.count(Person.id))) == 0


def test_declining_sends_the_letter_as_it_was_edited(client: Client) -> None:
    client.sign_in(make_user())
    url = f"/engagements/requests/{_received(client).public_id}"
    values = client.fetch(f"{url}/decline").form("/decline")[1]
    assert "Tak for din henvendelse" in values["letter"][0]
    del values["csrf_token"]
    client.submit(f"{url}/decline", values, status=422)
    letter = "Vi kan ikke nu.\n\nSkriv igen til foråret."
    client.submit(f"{url}/decline", {**values, "reason": "Fyldt op", "letter": letter})
    sent = db.session.scalars(select(Letter)).one()
    assert sent.to_address == "lone@breve.example"
    assert "Skriv igen til foråret." in sent.text
    assert "Fyldt op" not in sent.text
    page = client.fetch(url)
    assert "Fyldt op" in page.text


def test_requests_are_listed_by_state(client: Client) -> None:
    _ask(client, agency="Ubekræftet kommune")
    client.sign_in(make_user())
    assert "No requests here" in client.fetch("/engagements/requests").text
    assert "Ubekræftet" not in client.fetch("/engagements/requests?state=all").text
    assert "Ubekræftet" in client.fetch("/engagements/requests?state=unconfirmed").text


def test_readers_and_facilitators_see_no_requests(app: Flask, client: Client) -> None:
    for role in (Role.READER, Role.FACILITATOR):
        client.sign_in(make_user(role))
        client.fetch("/engagements/requests", status=403)


def test_an_administrator_reads_requests_but_does_not_decide(client: Client) -> None:
    _ask(client)
    client.submit(_link(), {})
    request = db.session.scalars(select(EngagementRequest)).one()
    client.sign_in(make_user(Role.ADMINISTRATOR))
    page = client.fetch(f"/engagements/requests/{request.public_id}")
    assert "Decline" not in page.text
    client.fetch(f"/engagements/requests/{request.public_id}/decline", status=403)
