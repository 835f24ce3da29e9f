"""Makers of packs and deliveries for tests."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import select

from tests.deliverables.makers import make_deliverable, make_version
from tests.documents.makers import document
from tests.factories import make_contact, make_engagement, make_person
from workshops.core.actor import WORKER
from workshops.core.db import db, transaction
from workshops.deliverables.models.delivery import Delivery
from workshops.deliverables.models.issued import DeliverableVersion, VersionFile
from workshops.deliverables.models.kinds import FileFormat, RenderState
from workshops.deliverables.models.packs import Pack, PackKind
from workshops.deliverables.services import delivery as deliveries
from workshops.deliverables.services import packs
from workshops.documents.stored import document_to_json
from workshops.engagements.models import Engagement
from workshops.files.services import store_made
from workshops.mail.models import Letter
from workshops.people.models import Person

MINE = "aase@styrelse.example"
TYPES = {FileFormat.PDF: "application/pdf", FileFormat.DOCX: "application/msword"}


def folder() -> Path:
    """Where the files of the application under test lie."""
    return Path(current_app.instance_path) / "files"


def make_issued(engagement: Engagement, **changes: Any) -> DeliverableVersion:
    """An issued version of a real document with its files, made of a few bytes."""
    deliverable = make_deliverable(engagement, **changes)
    written = json.dumps(document_to_json(document())).encode()
    version = make_version(deliverable, document=written)
    version.rendering.state = RenderState.DONE
    for kind, media_type in TYPES.items():
        file = store_made(
            WORKER,
            folder=folder(),
            name=f"{version.title} v{version.number}.{kind.value}",
            media_type=media_type,
            content=f"{kind.value} of {version.public_id}".encode(),
        )
        db.session.add(
            VersionFile(version_id=version.id, format=kind, file_id=file.id, sha256=file.sha256)
        )
    db.session.commit()
    return version


def make_pack(
    engagement: Engagement | None = None, *versions: DeliverableVersion, built: bool = True
) -> Pack:
    """A pack of the versions given, or of a new one; its ZIP is a few bytes."""
    engagement = engagement or make_engagement()
    chosen = versions or (make_issued(engagement),)
    with transaction():
        pack = packs.make_pack(
            engagement.manager.actor(),
            engagement=engagement,
            chosen=packs.Chosen(
                PackKind.ORDINARY, "Pakke om klare breve", "da", [v.public_id for v in chosen]
            ),
        )
    if built:
        with transaction():
            packs.finish_build(pack.id, folder=folder(), content=f"PK {pack.public_id}".encode())
    return pack


def make_delivery(pack: Pack | None = None, person: Person | None = None, **said: Any) -> Delivery:
    """A pack delivered to a contact at the agency."""
    pack = pack or make_pack()
    person = person or make_person(name="Åse Ærø", email=MINE)
    make_contact(pack.engagement, person, first=False)
    values = {"people": [person], "message": "Her er, hvad vi aftalte.", **said}
    with transaction():
        (made,) = deliveries.deliver(
            pack.engagement.manager.actor(), pack=pack, sending=deliveries.Sending(**values)
        )
    return made


def token_of(delivery: Delivery) -> str:
    """The token of the newest link to a delivery, as a letter would hold it."""
    return deliveries.link_of(delivery.links[-1]).url().rpartition("/")[2]


def expire(delivery: Delivery) -> None:
    """Let the newest link of a delivery have expired yesterday."""
    link = delivery.links[-1]
    link.expires_at = link.created_at - timedelta(days=1)
    db.session.commit()


def zip_of(delivery: Delivery) -> str:
    """The path of the whole pack below a link."""
    assert delivery.pack.file is not None
    return f"/files/{delivery.pack.file.public_id}"


def letters() -> list[Letter]:
    """Every letter, in the order in which they were posted."""
    db.session.expire_all()
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))
