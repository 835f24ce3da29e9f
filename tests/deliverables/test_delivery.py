"""Delivery by personal link: who gets in, what is written down, and when it ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.deliverables.packs import (
    MINE,
    expire,
    folder,
    make_delivery,
    make_pack,
    token_of,
    zip_of,
)
from tests.factories import make_person
from tests.pages import Client
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.deliverables.models.delivery import Delivery, DeliveryFetch
from workshops.deliverables.services import delivery as services
from workshops.web import limits

RECEIPT = {"name": "Åse Ærø", "title": "Kontorchef", "journal_number": "26/118"}


def test_the_door_tells_what_it_is_and_nothing_more(
    client: Client, delivery: Delivery, url: str
) -> None:
    page = client.fetch(url)

    assert delivery.pack.title in page.text
    assert delivery.sent_by.email in page.text
    assert delivery.pack.file is not None
    for hidden in (delivery.pack.file.name, delivery.message, MINE, delivery.name):
        assert hidden not in page.text
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.response.headers["Cache-Control"] == "no-store"


def test_the_right_address_opens_the_door_whatever_its_case(client: Client, url: str) -> None:
    client.submit(url, {"email": " AASE@Styrelse.example "}, 303)

    assert "pakke-om-klare-breve.zip" in client.fetch(url).text


def test_any_wrong_address_gets_the_same_answer(
    client: Client, delivery: Delivery, url: str
) -> None:
    other = make_delivery(delivery.pack, make_person(email="bo@styrelse.example"))
    said = [
        client.submit(url, {"email": email}, 422).text.replace(email, "")
        for email in ("nobody@styrelse.example", other.address, "b@c.example")
    ]

    assert len(set(said)) == 1
    assert "pakke-om-klare-breve.zip" not in client.fetch(url).text


def test_a_door_that_is_tried_too_often_closes_for_a_while(client: Client, url: str) -> None:
    for _ in range(5):
        client.submit(url, {"email": "x@styrelse.example"}, 422)

    client.submit(url, {"email": "x@styrelse.example"}, 429)
    client.submit(url, {"email": MINE}, 429)
    later = clock.now() + timedelta(seconds=6)
    with clock.frozen_at(later):
        client.submit(url, {"email": MINE}, 303)


def test_a_source_that_tries_many_links_is_slowed_down(
    client: Client, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MANY", 3)
    urls = [f"/d/{token_of(make_delivery(delivery.pack, make_person()))}" for _ in range(4)]
    for url in urls:
        client.submit(url, {"email": "x@x.example"}, 422)

    client.submit(urls[0], {"email": "x@x.example"}, 422)
    client.submit(urls[3], {"email": "x@x.example"}, 429)


def test_a_stranger_at_the_door_does_not_close_it_for_others(client: Client, url: str) -> None:
    for _ in range(5):
        client.submit(url, {"email": "x@styrelse.example"}, 422)
    client.submit(url, {"email": MINE}, 429)

    client.web.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    client.submit(url, {"email": MINE}, 303)


def test_an_open_door_is_open_for_that_link_alone(
    inside: Client, delivery: Delivery, url: str
) -> None:
    other = make_delivery(delivery.pack, make_person(email="bo@styrelse.example"))
    theirs = f"/d/{token_of(other)}"

    assert "Kvittering" not in inside.fetch(theirs).text
    inside.submit(theirs + zip_of(other), {}, 303)
    assert db.session.scalars(select(DeliveryFetch)).all() == []
    inside.submit(theirs, {"email": "bo@styrelse.example"}, 303)
    inside.submit(url + zip_of(delivery), {}, 303)


def test_an_open_door_closes_after_two_hours(inside: Client, delivery: Delivery, url: str) -> None:
    with clock.frozen_at(clock.now() + timedelta(hours=2, seconds=1)):
        inside.submit(url + zip_of(delivery), {}, 303)
        inside.submit(url + "/receipt", RECEIPT, 303)

    db.session.expire_all()
    assert (delivery.received_at, delivery.fetched) == (None, [])


def test_opening_pages_changes_nothing_however_often(
    inside: Client, delivery: Delivery, url: str
) -> None:
    for method in ("GET", "HEAD"):
        assert inside.visit(url, method).writes == []
    assert inside.visit(url + zip_of(delivery)).status == 405
    expire(delivery)
    for method in ("GET", "HEAD"):
        page = inside.visit(url, method)
        assert (page.status, page.writes) == (410, [])


def test_what_is_fetched_is_written_down(inside: Client, delivery: Delivery, url: str) -> None:
    got = inside.submit(url + zip_of(delivery), {}, 200)

    assert got.response.data == f"PK {delivery.pack.public_id}".encode()
    assert got.response.headers["Content-Disposition"].startswith("attachment")
    assert got.response.headers["X-Content-Type-Options"] == "nosniff"
    db.session.expire_all()
    (fetched,) = delivery.fetched
    assert delivery.pack.file is not None
    assert (fetched.by, fetched.file_name, fetched.sha256, fetched.fetched_at) == (
        "Åse Ærø",
        "pakke-om-klare-breve.zip",
        delivery.pack.file.sha256,
        clock.now(),
    )
    manager = inside.sign_in(delivery.sent_by).fetch(f"/deliveries/{delivery.public_id}")
    assert "pakke-om-klare-breve.zip" in manager.text


def test_changed_bytes_are_not_served(inside: Client, delivery: Delivery, url: str) -> None:
    assert delivery.pack.file is not None
    (folder() / delivery.pack.file.public_id).write_bytes(b"PK something else")

    inside.submit(url + zip_of(delivery), {}, 404)

    db.session.expire_all()
    assert delivery.fetched == []


def test_a_file_of_another_pack_is_not_found(inside: Client, delivery: Delivery, url: str) -> None:
    other = make_pack()
    assert other.file is not None

    inside.submit(f"{url}/files/{other.file.public_id}", {}, 404)


@pytest.mark.parametrize("how", ["expired", "revoked", "replaced"])
def test_a_link_that_has_ended_serves_nothing(
    inside: Client, delivery: Delivery, url: str, how: str
) -> None:
    actor, files = delivery.sent_by.actor(), [zip_of(delivery)]
    files += [f"/files/{f.file.public_id}" for f in delivery.pack.parts[0].issued.files]
    with transaction():
        if how == "expired":
            expire(delivery)
        elif how == "revoked":
            services.revoke(actor, delivery=delivery)
        else:
            services.renew(actor, delivery=delivery)

    assert inside.fetch(url, 410).all("h1")
    for path in files:
        inside.submit(url + path, {}, 410)
    inside.submit(url, {"email": MINE}, 410)
    inside.submit(url + "/receipt", RECEIPT, 410)
    db.session.expire_all()
    assert (delivery.received_at, delivery.fetched) == (None, [])


def test_a_receipt_is_given_once_by_name(inside: Client, delivery: Delivery, url: str) -> None:
    inside.submit(url + "/receipt", {**RECEIPT, "title": " "}, 422)
    inside.submit(url + "/receipt", RECEIPT, 303)
    inside.submit(url + "/receipt", {**RECEIPT, "name": "Bo"}, 409)

    db.session.expire_all()
    assert (
        delivery.received_by,
        delivery.received_title,
        delivery.received_journal_number,
        delivery.received_at,
    ) == ("Åse Ærø", "Kontorchef", "26/118", clock.now())
    assert "Kontorchef" in inside.fetch(url).text
