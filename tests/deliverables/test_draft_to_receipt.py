"""From approved draft to receipt: issued, rendered, packed, fetched, as the worker does it."""

from io import BytesIO
from zipfile import ZipFile

from flask import Flask

from tests.deliverables.packs import MINE, make_delivery, token_of, zip_of
from tests.deliverables.test_issuing import approve, issue, make_ready
from tests.pages import Client
from workshops.core.db import db, transaction
from workshops.deliverables.models import Deliverable
from workshops.deliverables.models.kinds import RenderState
from workshops.deliverables.models.packs import Pack, PackKind
from workshops.deliverables.services import packs
from workshops.jobs.runner import work_one


def work() -> None:
    """Let a worker do everything that is due."""
    while work_one():
        pass
    db.session.expire_all()


def packed(draft: Deliverable) -> Pack:
    """A draft approved, issued and put into a pack, all files made."""
    approve(draft)
    version = issue(draft)
    work()
    assert version.rendering.state is RenderState.DONE
    chosen = packs.Chosen(PackKind.ORDINARY, "Klare breve", "da", [version.public_id])
    with transaction():
        pack = packs.make_pack(draft.author.actor(), engagement=draft.engagement, chosen=chosen)
    work()
    assert (pack.state, pack.reason) == (RenderState.DONE, "")
    return pack


def test_an_issued_draft_is_fetched_and_receipted(client: Client, app: Flask) -> None:
    delivery = make_delivery(packed(make_ready()))
    url = f"/d/{token_of(delivery)}"

    client.submit(url, {"email": MINE}, 303)
    got = client.submit(url + zip_of(delivery), {}, 200).response.data
    client.submit(url + "/receipt", {"name": "Åse Ærø", "title": "Kontorchef"}, 303)

    db.session.expire_all()
    with ZipFile(BytesIO(got)) as package:
        listed = package.read("SHA256SUMS").decode()
        names = [name for name in package.namelist() if name.startswith("documents/")]
        assert sorted(package.read(name)[:2] for name in names) == [b"%P", b"PK"]
    files = delivery.pack.parts[0].issued.files
    assert [made.file.sha256 in listed for made in files] == [True, True]
    assert (delivery.received_by, len(delivery.fetched)) == ("Åse Ærø", 1)
    assert "Kontorchef" in client.fetch(url).text
