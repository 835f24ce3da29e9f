"""The pages of a draft: made, read, written by two, taken apart, sent to the agency."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.deliverables.compositions import FIRST, block_of, composition
from tests.deliverables.makers import make_deliverable, make_version
from tests.factories import make_contact, make_engagement, make_person
from tests.pages import Client
from workshops.core.db import db
from workshops.deliverables.models import Deliverable, DeliverableState
from workshops.deliverables.services.composing import renew
from workshops.mail.models import Letter

QUERIES_OF_LIST = 20
QUERIES_OF_DRAFT = 24


@pytest.fixture
def draft(app: Flask) -> Deliverable:
    """A composed draft."""
    deliverable = make_deliverable(language="en")
    renew(deliverable, FIRST)
    db.session.commit()
    return deliverable


@pytest.fixture
def author(client: Client, draft: Deliverable) -> Client:
    """Its author, signed in."""
    return client.sign_in(draft.author)


def url_of(draft: Deliverable, rest: str = "") -> str:
    """The address of a page of a draft."""
    return f"/deliverables/{draft.public_id}{rest}"


def piece(draft: Deliverable, key: str, rest: str) -> str:
    """The address of an act on a block."""
    return url_of(draft, f"/pieces/{block_of(draft, key).public_id}{rest}")


def test_a_list_takes_the_same_queries_for_many(client: Client) -> None:
    engagement = make_engagement()
    client.sign_in(engagement.manager)
    for _ in range(12):
        draft = make_deliverable(engagement)
    for number in range(1, 13):
        make_version(draft, number)
    client.fetch(f"/engagements/{engagement.public_id}/deliverables", queries=QUERIES_OF_LIST)


def test_a_draft_takes_the_same_queries_whatever_its_size(
    author: Client, draft: Deliverable
) -> None:
    many = {f"k{n}": {f"b{n}{m}": f"Tekst {n} {m}." for m in range(5)} for n in range(20)}
    renew(draft, composition(many))
    db.session.commit()
    author.fetch(url_of(draft), queries=QUERIES_OF_DRAFT)


def test_a_kind_whose_time_has_not_come_says_why(client: Client) -> None:
    engagement = make_engagement()
    page = client.sign_in(engagement.manager).fetch(
        f"/engagements/{engagement.public_id}/deliverables"
    )
    assert "No experiment has been decided yet." in page.text
    made = f"/engagements/{engagement.public_id}/deliverables/new/training"
    refused = client.submit(made, {"language": "en"}, status=422)
    assert "No experiment has been decided yet." in refused.text


def test_numbers_lead_to_what_the_reader_may_see(author: Client, draft: Deliverable) -> None:
    assert "/experiments/aaa" in author.fetch(url_of(draft)).links().values()


def test_a_text_is_edited_with_its_sources(author: Client, draft: Deliverable) -> None:
    page = author.fetch(piece(draft, "n1", "/edit"))
    assert "Et behov. [1]" in page.text
    author.submit_form(page, "/edit", text="Mit behov. [1]\nOg et til. [2]")
    db.session.expire_all()
    edited = block_of(draft, "n1").edited
    assert edited is not None
    assert [s["sources"] for s in edited["sentences"]] == [["experiment:aaa"], ["note:nnn"]]
    shown = author.fetch(url_of(draft)).text
    assert "Mit behov." in shown
    assert "Et behov." not in shown


def test_a_wrong_number_is_said_and_nothing_typed_is_lost(
    author: Client, draft: Deliverable
) -> None:
    page = author.fetch(piece(draft, "n1", "/edit"))
    again = author.submit_form(page, "/edit", status=422, text="Mit behov. [7]")
    assert "There is no source [7] in this draft." in again.text
    assert "Mit behov. [7]" in again.text


def test_the_second_of_two_writers_gets_the_merge_page(author: Client, draft: Deliverable) -> None:
    page = author.fetch(piece(draft, "n1", "/edit"))
    author.submit_form(page, "/edit", text="Den første. [1]")
    merged = author.submit_form(page, "/edit", status=409, text="Den anden. [1]")
    assert "Den første. [1]" in merged.text
    assert "Den anden. [1]" in merged.text
    author.submit_form(merged, "/edit", text="Begge. [1]")
    db.session.expire_all()
    assert "Begge." in str(block_of(draft, "n1").edited)


def test_an_offer_is_shown_as_a_difference_and_taken(author: Client, draft: Deliverable) -> None:
    page = author.fetch(piece(draft, "n1", "/edit"))
    author.submit_form(page, "/edit", text="Et behov mere. [1]")
    renew(draft, composition({"needs": {"n1": "Et stort behov."}}))
    db.session.commit()
    shown = author.fetch(url_of(draft))
    assert "The evidence says something new here" in shown.text
    author.submit(piece(draft, "n1", "/choose"), {"choice": "take"})
    after = author.fetch(url_of(draft)).text
    assert "Et stort behov." in after
    assert "Et behov mere." not in after


def test_a_text_is_taken_out_put_back_and_moved(author: Client, draft: Deliverable) -> None:
    author.submit(piece(draft, "s1", "/remove"), {})
    assert "Put back" in author.fetch(url_of(draft)).text
    author.submit(piece(draft, "s1", "/put-back"), {})
    author.submit(piece(draft, "n2", "/move"), {"to": "up"})
    section = next(section for section in draft.sections if section.key == "needs")
    author.submit(url_of(draft, f"/parts/{section.public_id}/move"), {"to": "up"})
    text = author.fetch(url_of(draft)).text
    assert text.index("fem gange") < text.index("Et behov.") < text.index("Resumé.")


def test_an_answer_is_kept(author: Client, draft: Deliverable) -> None:
    listed = author.fetch(url_of(draft, "/questions"))
    link = next(url for url in listed.links().values() if "/questions/" in url)
    author.submit_form(author.fetch(link), "/questions/", answer="14", answered_by="Bo Kjær")
    assert "Bo Kjær" in author.fetch(url_of(draft, "/questions")).text


def test_a_draft_goes_to_the_agency_by_letter(author: Client, draft: Deliverable) -> None:
    person = make_person(name="Lone Kærgaard", email="lone@agency.example", languages=["en"])
    make_contact(draft.engagement, person)
    page = author.fetch(url_of(draft, "/review/new"))
    author.submit_form(page, "/review/new", people=[person.public_id], message="Se på behovene.")
    letter = db.session.scalars(select(Letter)).one()
    assert (letter.to_address, letter.kind) == ("lone@agency.example", "review_asked")
    assert "Se på behovene." in letter.text
    assert draft.state is DeliverableState.IN_REVIEW
