"""Pages of packs and deliveries for the lab: made, watched, delivered, ended."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.deliverables.packs import make_delivery, make_issued, make_pack, zip_of
from tests.factories import make_contact, make_engagement, make_person, make_user
from tests.pages import Client
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.deliverables.models.delivery import Delivery
from workshops.deliverables.models.issued import VersionFlag
from workshops.deliverables.models.kinds import RenderState
from workshops.deliverables.models.packs import Pack
from workshops.deliverables.services import packs as services
from workshops.engagements.models import Engagement


def list_url(engagement: Engagement) -> str:
    """The list of an engagement's packs."""
    return f"/engagements/{engagement.public_id}/packs"


def the_pack() -> Pack:
    """The one pack there is."""
    db.session.expire_all()
    return db.session.scalars(select(Pack)).one()


def test_a_pack_is_made_and_watched(client: Client, app: Flask) -> None:
    engagement = make_engagement()
    version = make_issued(engagement, title="Oplæring i klare breve")
    client.sign_in(engagement.manager)
    page = client.fetch(list_url(engagement))
    assert "Make a pack" in page.links()

    form = client.fetch(page.links()["Make a pack"])
    chosen: dict[str, Any] = {"kind": "ordinary", "versions": version.public_id}
    client.submit_form(form, "new", 422, title="Pakke 1", **chosen)
    client.submit_form(form, "new", title="Pakke 1", language="da", **chosen)

    page = client.fetch(f"/packs/{the_pack().public_id}")
    assert "Waiting for its turn · 0 %" in page.text
    assert page.all("div", id="pack")[0].get("hx-trigger") == "every 2s"
    assert "Refresh" in page.links()
    assert "Deliver" not in page.links()


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client, app: Flask) -> None:
    engagement = make_engagement()
    make_issued(engagement)
    client.sign_in(engagement.manager)
    url = f"{list_url(engagement)}/new"

    page = client.submit(url, {"title": "Pakke 1", "kind": "ordinary", "language": "da"}, 422)

    assert "Choose at least one document." in page.text
    assert [i.get("value") for i in page.all("input", name="title")] == ["Pakke 1"]


def test_a_failed_pack_says_why_and_can_be_tried_again(client: Client, app: Flask) -> None:
    pack = make_pack(built=False)
    client.sign_in(pack.engagement.manager)
    with transaction():
        services.note_pack_failure(pack.id, "Rendering took too long and was stopped.")

    page = client.fetch(f"/packs/{pack.public_id}")
    assert "Rendering took too long" in page.text
    client.submit_form(page, "build")

    assert the_pack().state is RenderState.QUEUED
    client.submit(f"/packs/{pack.public_id}/build", {})
    assert "being built already" in client.fetch(f"/packs/{pack.public_id}").text


def test_a_pack_is_delivered_watched_and_revoked(client: Client, app: Flask) -> None:
    pack = make_pack()
    person = make_person(name="Åse Ærø")
    make_contact(pack.engagement, person)
    client.sign_in(pack.engagement.manager)
    page = client.fetch(client.fetch(f"/packs/{pack.public_id}").links()["Deliver the pack"])
    client.submit_form(page, "deliver", people=[], status=422)
    client.submit_form(page, "deliver", people=person.public_id, message="Som aftalt.")

    page = client.fetch(f"/packs/{pack.public_id}")
    assert "Sent" in page.text
    delivery = client.fetch(page.links()["Åse Ærø"])
    client.submit_form(delivery, "revoke")
    assert "Revoked" in client.fetch(f"/packs/{pack.public_id}").text
    client.submit(f"/deliveries/{db.session.scalars(select(Delivery)).one().public_id}/renew", {})


def test_a_deleted_pack_comes_back(client: Client, app: Flask) -> None:
    pack = make_pack()
    client.sign_in(pack.engagement.manager)
    client.submit(f"/packs/{pack.public_id}/delete", {})
    page = client.fetch(list_url(pack.engagement))
    assert "The pack was deleted." in page.text

    client.submit_form(page, "restore")

    client.fetch(f"/packs/{pack.public_id}")


def test_a_pack_of_withdrawn_words_is_not_offered_for_delivery(client: Client, app: Flask) -> None:
    pack = make_pack()
    version_id = pack.parts[0].version_id
    db.session.add(VersionFlag(version_id=version_id, reason="note_withdrawn", source_key="note:a"))
    db.session.commit()

    page = client.sign_in(pack.engagement.manager).fetch(f"/packs/{pack.public_id}")

    assert "Do not deliver this pack" in page.text
    assert "Deliver" not in page.links()


@pytest.mark.parametrize("role", [Role.READER, Role.PROJECT_MANAGER, Role.ADMINISTRATOR])
def test_who_may_not_see_a_pack_does_not_get_its_file(
    client: Client, app: Flask, role: Role
) -> None:
    delivery = make_delivery()
    client.sign_in(make_user(role=role))
    status = 200 if role is Role.ADMINISTRATOR else 403 if role is Role.READER else 404

    page = client.visit(f"/packs/{delivery.pack.public_id}{zip_of(delivery)}")

    assert page.status == status


@pytest.mark.parametrize("many", [1, 12])
def test_lists_take_the_same_queries_for_many(client: Client, app: Flask, many: int) -> None:
    engagement = make_engagement()
    version = make_issued(engagement)
    packs = [make_pack(engagement, version) for _ in range(many)]
    for _ in range(many):
        make_delivery(packs[0], make_person())
    client.sign_in(engagement.manager)

    client.fetch(list_url(engagement), queries=10)
    client.fetch(f"/packs/{packs[0].public_id}", queries=14)
