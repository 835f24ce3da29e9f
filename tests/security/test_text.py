"""Markup and placeholders in every text that people can write come out as they were written."""

import re

from flask import Flask
from sqlalchemy import Column, String, Text, text, update

from tests.architecture.records import World
from tests.security.planting import NEVER_SHOWN, fill, json_columns, plant_json, plant_version
from tests.security.planting import OURS as NO_TEXTS
from tests.security.world import addresses, populated, readers, tables
from workshops.activity import services as activity
from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db

TAG = "<x-planted"
PAYLOAD = f"\"'>{TAG} onclick=x()> </script>{{{{7*7}}}} %(name)s %s ${{x}} {{name}}"
OURS = {
    "public_id", "slug", "code", "timezone", "language", "kind", "stored_as", "media_type", "uid",
    "policy_area", "recipe", "colour", "wished_month", "session_stamp", "password_hash", "key",
    "purpose", "digest", "sha256", "table", "act", "record_kind", "message_id", "state",
    "origin", "source_key",
}  # fmt: skip
MESSAGE_IDS = {"incoming.reason", "letter.reason"}
FROZEN = ("deliverable_version", "recommendation")  # what was issued with such a text in it


def _typed(column: Column[object]) -> bool:
    """Whether a person can write into a column: free text of some length, and no key of ours."""
    plain = type(column.type) in (String, Text)
    roomy = plain and (column.type.length or 4000) >= len(PAYLOAD)  # type: ignore[attr-defined]
    return roomy and column.name not in OURS and not column.primary_key and not column.unique


def _plant(world: World) -> list[str]:
    """Write the payload into every such column; the log, which nobody may change, gets a line."""
    planted = []
    somebody = Actor(ActorKind.USER, world.owner.id, PAYLOAD)
    for record in (world.engagement, world.workshop, world.person, world.organisation):
        of = world.engagement.id
        activity.record(somebody, PAYLOAD[:40], record, title=PAYLOAD, engagement_id=of)
    db.session.flush()
    for frozen in FROZEN:
        db.session.execute(text(f"DROP TRIGGER {frozen}_keeps_update"))
    for table in tables():
        typed = [column.name for column in table.columns if _typed(column)]
        names = [name for name in typed if f"{table.name}.{name}" not in MESSAGE_IDS]
        if names and table.name not in ("activity", "attempt", "job", "sent_form"):
            db.session.execute(update(table).values(dict.fromkeys(names, PAYLOAD)))
            planted += [f"{table.name}.{name}" for name in names]
    db.session.commit()
    return planted


def test_markup_is_text_on_every_page(app: Flask) -> None:
    world, _ = populated(app)
    clients, urls = readers(app, world), list(addresses(app, world))
    assert len(_plant(world)) > 40
    said = 0
    for client in clients:
        for url in urls:
            page = client.visit(url)
            assert page.status < 500, url
            if page.response.mimetype == "text/html":
                assert TAG not in page.response.get_data(as_text=True), url
                said += "&lt;x-planted" in page.response.get_data(as_text=True)
    assert said > 40


def test_markup_inside_json_is_text_on_every_page(app: Flask) -> None:
    world, _ = populated(app)
    fill(world)
    clients, urls = readers(app, world), list(addresses(app, world))
    took = plant_json(PAYLOAD)
    assert took == json_columns() - NO_TEXTS.keys()
    urls += plant_version(world, PAYLOAD)
    seen: set[str] = set()
    for client in clients:
        for url in urls:
            page = client.visit(url)
            assert page.status < 500, url
            if page.response.mimetype == "text/html":
                body = page.response.get_data(as_text=True)
                assert TAG not in body, url
                seen |= set(re.findall(r"&lt;x-planted [^<]{0,120}? in ([a-z_]+\.[a-z_]+)", body))
    assert seen == (took | {"deliverable_version.document"}) - NEVER_SHOWN.keys()
