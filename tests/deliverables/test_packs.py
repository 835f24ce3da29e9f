"""A pack is built whole or not at all, and says what is in it so that it can be checked."""

import json
import re
from datetime import timedelta
from functools import partial
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import func, select

from tests.deliverables.packs import folder, make_delivery, make_issued, make_pack
from tests.factories import make_engagement, make_user
from workshops.core import clock
from workshops.core.actor import Actor, Role
from workshops.core.db import db, transaction
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.deliverables.models.issued import VersionFlag
from workshops.deliverables.models.kinds import DeliverableKind, RenderState
from workshops.deliverables.models.packs import Pack, PackKind
from workshops.deliverables.queries.packs import has_stalled
from workshops.deliverables.services import packs as services
from workshops.deliverables.tasks import packs as tasks
from workshops.documents.rendering import render
from workshops.files.models import StoredFile
from workshops.jobs import registry
from workshops.jobs.models import Job, JobState
from workshops.jobs.runner import work_one


def work() -> None:
    """Let a worker do everything that is due."""
    while work_one():
        pass


def opened(pack: Pack) -> dict[str, bytes]:
    """The files of a finished pack."""
    db.session.expire_all()
    assert pack.file is not None, pack.reason
    with ZipFile(BytesIO((folder() / pack.file.public_id).read_bytes())) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def waiting(app: Flask) -> Pack:
    """A pack of two documents that waits for a worker."""
    engagement = make_engagement(name="Klare breve")
    first = make_issued(engagement, title="Oplæring i klare breve")
    second = make_issued(engagement, title="Sparring", kind=DeliverableKind.SUPERVISION)
    return make_pack(engagement, second, first, built=False)


def test_a_pack_holds_index_documents_data_and_checksums(waiting: Pack) -> None:
    work()

    files = opened(waiting)
    assert waiting.state is RenderState.DONE
    assert [name for name in files if not name.startswith("data/")] == [
        "index.pdf",
        "index.docx",
        "documents/01-sparring-v1.docx",
        "documents/01-sparring-v1.pdf",
        "documents/02-oplaering-i-klare-breve-v1.docx",
        "documents/02-oplaering-i-klare-breve-v1.pdf",
        "manifest.json",
        "SHA256SUMS",
    ]
    told = " ".join(page.extract_text() for page in PdfReader(BytesIO(files["index.pdf"])).pages)
    assert "Oplæring i klare breve" in told
    assert re.search(r"Klart brev om opfølgning.{0,20}1: 1–3; 2: 1–3", told, re.DOTALL)


def test_every_file_of_a_pack_has_its_checksum(waiting: Pack) -> None:
    work()

    files = opened(waiting)
    listed = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert listed == {
        name: sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS"
    }
    manifest = json.loads(files["manifest.json"])
    assert manifest["pack"]["id"] == waiting.public_id
    assert [d["title"] for d in manifest["documents"]] == ["Sparring", "Oplæring i klare breve"]
    assert {f["name"]: f["sha256"] for f in manifest["files"]} == {
        name: digest for name, digest in listed.items() if name != "manifest.json"
    }


def test_the_same_pack_built_twice_has_the_same_bytes(waiting: Pack) -> None:
    work()
    first = opened(waiting)

    built = tasks._built(make_twin(waiting).id, folder(), "Samskab")

    assert built is not None
    with ZipFile(BytesIO(built)) as package:
        for name in package.namelist():
            if name not in ("manifest.json", "SHA256SUMS"):
                assert package.read(name) == first[name], name


def make_twin(pack: Pack) -> Pack:
    """A second pack of the same documents."""
    return make_pack(pack.engagement, *[part.issued for part in pack.parts], built=False)


def test_progress_is_said_in_words(waiting: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def watch(pack: Pack, step: str) -> None:
        seen.append((step, services.STEPS[step]))
        take(pack, step)

    take = services.take_step
    monkeypatch.setattr(services, "take_step", watch)
    work()

    assert seen == list(services.STEPS.items())
    assert [percent for _step, percent in seen] == [10, 30, 50, 80]


def test_a_timeout_leaves_a_reason_and_nothing_half_made(
    waiting: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = db.session.scalar(select(func.count(StoredFile.id)))
    monkeypatch.setattr(tasks, "render", partial(render, seconds=0.001))
    work()

    db.session.expire_all()
    assert (waiting.state, waiting.reason) == (
        RenderState.FAILED,
        "Rendering took too long and was stopped.",
    )
    assert waiting.file is None
    assert db.session.scalar(select(func.count(StoredFile.id))) == before
    monkeypatch.undo()
    with transaction():
        services.build_again(waiting.engagement.manager.actor(), pack=waiting)
    work()
    assert "index.pdf" in opened(waiting)


def test_an_unforeseen_fault_is_said_and_can_be_tried_again(
    waiting: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "collect", lambda *_a, **_k: 1 / 0)
    work()

    db.session.expire_all()
    assert (waiting.state, waiting.reason) == (RenderState.FAILED, tasks.UNFORESEEN)


def test_a_pack_whose_worker_died_is_built_by_the_next(waiting: Pack) -> None:
    with transaction():
        services.start_build(waiting.id)
        job = db.session.scalars(select(Job).where(Job.kind == "deliverables.pack")).one()
        job.state, job.lease_until = JobState.RUNNING, clock.now() - timedelta(seconds=1)
    work()

    assert "index.pdf" in opened(waiting)


def test_a_pack_that_every_worker_died_of_can_be_started_again(waiting: Pack) -> None:
    manager = waiting.engagement.manager.actor()
    with transaction():
        services.start_build(waiting.id)
        job = db.session.scalars(select(Job).where(Job.kind == "deliverables.pack")).one()
    with pytest.raises(Conflict), transaction():
        services.build_again(manager, pack=waiting)
    with transaction():
        job.state = JobState.FAILED
    assert has_stalled(waiting)

    with transaction():
        services.build_again(manager, pack=waiting)
    work()

    assert "index.pdf" in opened(waiting)


def test_bytes_that_are_lost_are_said(waiting: Pack) -> None:
    (folder() / waiting.parts[0].issued.files[0].file.public_id).unlink()
    work()

    db.session.expire_all()
    assert (waiting.state, waiting.reason) == (RenderState.FAILED, "There is no such file.")


def test_a_handover_pack_takes_every_current_document(app: Flask) -> None:
    engagement = make_engagement()
    for title in ("Roadmap", "Memo"):
        make_issued(engagement, title=title)
    chosen = services.Chosen(PackKind.HANDOVER, "Overdragelse", "en")
    with transaction():
        pack = services.make_pack(engagement.manager.actor(), engagement=engagement, chosen=chosen)
    work()

    files = opened(pack)
    assert len([name for name in files if name.startswith("documents/")]) == 4
    told = " ".join(page.extract_text() for page in PdfReader(BytesIO(files["index.pdf"])).pages)
    assert "Data dictionary" in told
    assert "Licences and days of deletion" in told


def test_a_pack_needs_documents_with_files(app: Flask) -> None:
    engagement = make_engagement()
    version = make_issued(engagement)
    actor = engagement.manager.actor()
    version.rendering.state = RenderState.RUNNING
    db.session.commit()

    def make(*ids: str, title: str = "Pakke") -> Pack:
        chosen = services.Chosen(PackKind.ORDINARY, title, "da", ids)
        with transaction():
            return services.make_pack(actor, engagement=engagement, chosen=chosen)

    for ids, reason in (((), "at least one"), ((version.public_id,), "not made yet")):
        with pytest.raises(Invalid, match=reason):
            make(*ids)
    with pytest.raises(Invalid, match="newer version"):
        make(make_issued(make_engagement()).public_id)
    with pytest.raises(Invalid, match="title"):
        make(version.public_id, title=" ")


def test_what_was_withdrawn_is_packed_no_more(app: Flask) -> None:
    engagement = make_engagement()
    version = make_issued(engagement)
    db.session.add(VersionFlag(version_id=version.id, reason="note_withdrawn", source_key="note:a"))
    db.session.commit()

    with pytest.raises(Conflict, match="withdrawn after it was issued"):
        make_pack(engagement, version)


def test_only_the_engagements_managers_make_packs(app: Flask) -> None:
    engagement = make_engagement()
    version = make_issued(engagement)
    chosen = services.Chosen(PackKind.ORDINARY, "Pakke", "da", [version.public_id])
    for role in (Role.READER, Role.PROJECT_MANAGER, Role.ADMINISTRATOR):
        stranger: Actor = make_user(role=role).actor()
        with pytest.raises(NotAllowed), transaction():
            services.make_pack(stranger, engagement=engagement, chosen=chosen)


def test_a_delivered_pack_stays(app: Flask) -> None:
    pack = make_delivery().pack

    with pytest.raises(Conflict, match="stays"), transaction():
        services.delete_pack(pack.engagement.manager.actor(), pack=pack)


def test_packs_are_built_outside_a_transaction(app: Flask) -> None:
    assert registry.takes_long("deliverables.pack")
