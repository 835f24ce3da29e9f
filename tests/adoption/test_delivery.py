"""From a delivered pack to the first answer: what is recommended comes under adoption by itself."""

from flask import Flask

from tests.adoption.makers import token_of
from tests.deliverables.packs import make_delivery, make_issued, make_pack
from tests.deliverables.packs import token_of as delivery_token
from tests.factories import make_engagement, save
from tests.pages import Client
from workshops.adoption.models import Adoption, AdoptionAsk, Status
from workshops.core.db import db
from workshops.deliverables.models.issued import Recommendation
from workshops.mail.models import Letter

RECEIPT = {"name": "Lone Bæk", "title": "Kontorchef"}


def letters(kind: str) -> list[Letter]:
    """The letters of a kind, the oldest first."""
    query = db.select(Letter).where(Letter.kind == kind).order_by(Letter.id)
    return list(db.session.scalars(query))


def test_a_receipt_leads_to_the_first_answer(app: Flask, client: Client) -> None:
    engagement = make_engagement()
    version = make_issued(engagement)
    row = {"version_id": version.id, "number": 1, "key": "module:1", "kind": "module"}
    save(Recommendation(text="Øv svære samtaler", **row))
    delivery = make_delivery(make_pack(engagement, version))
    assert db.session.scalars(db.select(Adoption.status)).all() == [Status.AWAITED]
    door = client.fetch(f"/d/{delivery_token(delivery)}")
    client.submit_form(door, "/d/", 303, email=delivery.address)
    page = client.fetch(f"/d/{delivery_token(delivery)}")
    client.submit_form(page, "/receipt", 303, **RECEIPT)
    assert db.session.scalars(db.select(Adoption.status)).all() == [Status.RECEIVED]
    adoption = db.session.scalars(db.select(Adoption)).one()
    assert [letter.to_address for letter in letters("adoption_asked")] == [delivery.address]
    ask = db.session.scalars(db.select(AdoptionAsk)).one()
    page = client.fetch(f"/a/{token_of(ask)}")
    client.submit_form(page, f"/{adoption.public_id}", 302, answer="accepted")
    assert adoption.status is Status.ACCEPTED


def test_a_pack_that_recommends_nothing_asks_nobody(app: Flask, client: Client) -> None:
    delivery = make_delivery()
    door = client.fetch(f"/d/{delivery_token(delivery)}")
    client.submit_form(door, "/d/", 303, email=delivery.address)
    client.submit_form(client.fetch(f"/d/{delivery_token(delivery)}"), "/receipt", 303, **RECEIPT)
    assert db.session.scalars(db.select(Adoption)).all() == []
    assert letters("adoption_asked") == []
