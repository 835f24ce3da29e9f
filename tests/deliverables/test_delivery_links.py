"""Links to deliveries: sent, renewed, never stored in clear, good for one thing only."""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import inspect, text

from tests.architecture.records import World
from tests.deliverables.packs import (
    MINE,
    expire,
    letters,
    make_delivery,
    make_pack,
    token_of,
    zip_of,
)
from tests.factories import make_contact, make_person
from tests.pages import Client
from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid
from workshops.deliverables.models.delivery import Delivery
from workshops.deliverables.models.issued import VersionFlag
from workshops.deliverables.services import delivery as services
from workshops.deliverables.services import merging
from workshops.mail import links
from workshops.mail.message import compose
from workshops.people.events import PersonsMerged
from workshops.web.logging import JsonLines


def test_a_new_link_goes_to_the_registered_address_only(
    client: Client, delivery: Delivery, url: str
) -> None:
    expire(delivery)
    before = len(letters())
    wrong = client.submit(url + "/renew", {"email": "x@styrelse.example"}, 200)
    assert len(letters()) == before
    right = client.submit(url + "/renew", {"email": MINE}, 200)

    assert wrong.text == right.text
    assert [letter.to_address for letter in letters()[before:]] == [MINE]
    client.submit(f"/d/{token_of(delivery)}", {"email": MINE}, 303)
    assert "nyere link" in client.fetch(url, 410).text
    client.submit(url + "/renew", {"email": MINE}, 200)


def test_a_working_or_revoked_link_is_not_renewed(
    client: Client, delivery: Delivery, url: str
) -> None:
    before = len(letters())
    client.submit(url + "/renew", {"email": MINE}, 200)
    with transaction():
        services.revoke(delivery.sent_by.actor(), delivery=delivery)
    client.submit(url + "/renew", {"email": MINE}, 200)

    assert len(letters()) == before
    with pytest.raises(Conflict), transaction():
        services.renew(delivery.sent_by.actor(), delivery=delivery)


def test_the_letter_speaks_the_recipients_language(app: Flask) -> None:
    pack = make_pack()
    for language, words in (("en", "Fetch them here"), ("da", "Hent dem her")):
        made = make_delivery(pack, make_person(languages=[language]), weeks=2)
        letter = letters()[-1]
        assert words in letter.text
        assert token_of(made) not in letter.text + letter.html + json.dumps(letter.links)
        sent = compose(letter, app.config["SETTINGS"]).replace(b"=\r\n", b"")
        last = clock.now() + timedelta(weeks=2)
        assert made.links[-1].expires_at == clock.end_of_day(last, "Europe/Copenhagen")
        assert token_of(made).encode() in sent


def everything() -> Iterator[str]:
    """Every value of every row of the database."""
    for table in inspect(db.engine).get_table_names():
        for row in db.session.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608
            yield from map(str, row)


def test_neither_database_nor_log_holds_a_usable_link(
    inside: Client, delivery: Delivery, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = token_of(delivery)
    inside.fetch(url)
    inside.submit(url + zip_of(delivery), {}, 200)
    inside.submit(url, {"email": "x@styrelse.example"}, 422)
    inside.visit(url + "/nothing")

    lines = [JsonLines().format(record) for record in caplog.records]
    assert lines
    assert token not in "".join(lines)
    assert [value for value in everything() if token in value] == []
    assert len(token) == 43


def test_a_token_of_another_purpose_opens_nothing(
    client: Client, app: Flask, delivery: Delivery
) -> None:
    link = delivery.links[-1]
    others = [
        World().invitation_token,
        links.make("delivery", link.id, 1, link.expires_at),
        links.make_hidden("feed", link.nonce),
        link.token_hash,
        link.nonce,
    ]
    for token in others:
        client.fetch(f"/d/{token}", 404)
        client.submit(f"/d/{token}", {"email": MINE}, 404)
    client.fetch(f"/i/{token_of(delivery)}", 404)


def test_a_delivery_needs_people_weeks_and_a_finished_pack(app: Flask) -> None:
    pack, bare = make_pack(), make_person(email=None)
    actor = pack.engagement.manager.actor()

    def deliver(**said: object) -> None:
        wanted = services.Sending(**{"people": [make_person()], "message": "", **said})  # type: ignore[arg-type]
        with transaction():
            services.deliver(actor, pack=pack, sending=wanted)

    for weeks in (0, 79):
        with pytest.raises(Invalid, match="weeks"):
            deliver(weeks=weeks)
    with pytest.raises(Invalid, match="at least one"):
        deliver(people=[])
    with pytest.raises(Invalid, match="no e-mail"):
        deliver(people=[bare])
    deliver(weeks=78)
    db.session.add(
        VersionFlag(
            version_id=pack.parts[0].version_id, reason="note_withdrawn", source_key="note:a"
        )
    )
    db.session.commit()
    with pytest.raises(Conflict, match="withdrawn"):
        deliver()


def test_an_unfinished_pack_is_not_delivered(app: Flask) -> None:
    pack = make_pack(built=False)
    make_contact(pack.engagement, make_person())

    with pytest.raises(Conflict, match="not ready"), transaction():
        services.deliver(
            pack.engagement.manager.actor(),
            pack=pack,
            sending=services.Sending([make_person()], ""),
        )


def test_merged_people_keep_their_deliveries(app: Flask, delivery: Delivery) -> None:
    kept = make_person()
    with transaction():
        merging.follow_merge(PersonsMerged(kept_id=kept.id, gone_id=delivery.person_id))

    db.session.expire_all()
    assert delivery.person_id == kept.id
