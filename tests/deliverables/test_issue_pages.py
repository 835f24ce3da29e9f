"""Approval, issue, the files of a version, and what is told when they fail."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, current_app
from sqlalchemy import select

from tests.deliverables.compositions import FIRST, composition
from tests.deliverables.makers import make_deliverable, make_review, make_version
from tests.deliverables.test_issuing import make_ready, make_second
from tests.factories import make_user, save
from tests.pages import Client
from workshops.accounts.models import User
from workshops.core import clock
from workshops.core.actor import Role
from workshops.core.db import db, transaction
from workshops.deliverables import queries, tasks
from workshops.deliverables.models import Deliverable, DeliverableState
from workshops.deliverables.models.issued import DeliverableVersion, RenderJob, VersionFlag
from workshops.deliverables.models.kinds import RenderState
from workshops.deliverables.services.composing import renew
from workshops.deliverables.services.rendering import note_failure
from workshops.jobs import runner
from workshops.overview.services import bin as bins


@pytest.fixture
def version(app: Flask) -> DeliverableVersion:
    """An issued version whose files are not made yet."""
    deliverable = make_deliverable(language="en")
    renew(deliverable, FIRST)
    return make_version(deliverable)


def folder() -> Path:
    """Where stored files lie."""
    instance: Path = current_app.config["SETTINGS"].instance
    return instance / "files"


def stored() -> set[str]:
    """The names of what lies there."""
    return {path.name for path in folder().iterdir()} if folder().is_dir() else set()


def render(version: DeliverableVersion) -> None:
    """Make the files, as the worker does."""
    tasks.render_version(version.id, folder=folder())
    db.session.expire_all()


def page_of(version: DeliverableVersion, rest: str = "") -> str:
    """The address of a page of a version."""
    return f"/versions/{version.public_id}{rest}"


def test_the_way_from_ready_to_fetched(app: Flask, client: Client) -> None:
    draft = make_ready(language="en")
    second = db.session.get_one(User, make_second(draft).id)
    start = f"/deliverables/{draft.public_id}"
    author = client.sign_in(draft.author)
    author.submit_form(author.fetch(f"{start}/ask"), "/ask", approver=second.public_id)
    assert [each.id for each in queries.list_drafts_waiting(second.actor())] == [draft.id]
    other = Client(app).sign_in(second)
    other.submit_form(other.fetch(f"{start}/approve"), "/approve")
    author.submit_form(author.fetch(f"{start}/issue"), "/issue")
    assert runner.work_one()
    version = db.session.scalars(select(DeliverableVersion)).one()
    pdf = author.fetch(page_of(version, "/document.pdf")).response
    assert pdf.data.startswith(b"%PDF-")
    assert pdf.headers["X-Content-Type-Options"] == "nosniff"
    assert author.fetch(page_of(version, "/document.docx")).response.data.startswith(b"PK")


def test_the_author_is_told_that_somebody_else_must_approve(client: Client, app: Flask) -> None:
    draft = make_ready(language="en")
    client.sign_in(draft.author)
    page = client.fetch(f"/deliverables/{draft.public_id}/approve")
    refused = client.submit_form(page, "/approve", status=409)
    assert "Somebody else than the author must approve" in refused.text
    assert draft.state is DeliverableState.DRAFT


def test_while_files_are_made_the_page_says_how_far(
    client: Client, version: DeliverableVersion
) -> None:
    client.sign_in(version.deliverable.author)
    page = client.fetch(page_of(version))
    assert "The files are being made" in page.text
    assert page.all("progress")
    client.fetch(page_of(version, "/document.pdf"), status=404)


def test_a_failure_is_told_and_can_be_tried_again(
    client: Client, version: DeliverableVersion
) -> None:
    with transaction():
        note_failure(version.id, "The document could not be rendered.")
    client.sign_in(version.deliverable.author)
    page = client.fetch(page_of(version))
    assert "The document could not be rendered." in page.text
    client.submit_form(page, "/render")
    assert db.session.scalars(select(RenderJob.state)).all() == [RenderState.QUEUED]
    client.submit(page_of(version, "/render"), {})
    assert runner.work_one()
    assert not runner.work_one()
    assert "Fetch the PDF" in client.fetch(page_of(version)).text


def test_rendering_twice_makes_the_files_once(version: DeliverableVersion) -> None:
    render(version)
    made = {row.format: row.sha256 for row in version.files}
    render(version)
    assert {row.format: row.sha256 for row in version.files} == made


def test_bytes_that_were_changed_are_not_handed_out(
    client: Client, version: DeliverableVersion
) -> None:
    render(version)
    client.sign_in(version.deliverable.author)
    path = folder() / version.files[0].file.public_id
    path.write_bytes(path.read_bytes() + b" ")
    ending = version.files[0].format.value
    client.fetch(page_of(version, f"/document.{ending}"), status=404)


def test_the_json_is_the_frozen_document(client: Client, version: DeliverableVersion) -> None:
    client.sign_in(version.deliverable.author)
    answer = client.fetch(page_of(version, "/document.json")).response
    assert answer.data == bytes(version.document)


def test_versions_are_compared(client: Client, version: DeliverableVersion) -> None:
    draft = version.deliverable
    renew(draft, composition({"summary": {"s1": "Nyt resumé."}}))
    later = make_version(draft, 2)
    client.sign_in(draft.author)
    page = client.fetch(page_of(later, "/compare"))
    assert [ins.text for ins in page.all("ins")] != []
    assert "Fell away" in page.text


@pytest.mark.parametrize(("listed", "status"), [(True, 200), (False, 404)])
def test_readers_see_what_is_listed(client: Client, app: Flask, listed: bool, status: int) -> None:
    draft = make_deliverable(library_listed=listed)
    renew(draft, FIRST)
    version = make_version(draft)
    client.sign_in(make_user(Role.READER))
    for rest in ("", "/document.json"):
        client.fetch(page_of(version, rest), status=status)
    client.fetch(f"/issued/{draft.public_id}", status=302 if listed else 404)


def test_a_withdrawn_note_is_told_on_the_version(
    client: Client, version: DeliverableVersion
) -> None:
    save(VersionFlag(version_id=version.id, reason="note_withdrawn", source_key="note:nnn"))
    client.sign_in(version.deliverable.author)
    assert "was withdrawn after it was issued" in client.fetch(page_of(version)).text


def test_the_list_for_the_journal_names_every_document(
    client: Client, version: DeliverableVersion
) -> None:
    draft: Deliverable = version.deliverable
    client.sign_in(draft.author)
    answer = client.fetch(f"/engagements/{draft.engagement.public_id}/case-list").response
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert version.sha256 in lines[2]
    assert lines[1].endswith("Not final;;")


def test_what_cannot_be_rendered_leaves_a_reason_and_no_file(app: Flask) -> None:
    draft = make_deliverable()
    renew(draft, composition({"summary": {"s1": "x" * (21 * 1024 * 1024)}}))
    version, before = make_version(draft), stored()
    render(version)
    assert version.rendering.state is RenderState.FAILED
    assert version.rendering.reason == "The document is too large to be rendered."
    assert version.files == []
    assert stored() == before


def test_a_deleted_draft_stands_in_the_bin_and_goes_after_thirty_days(
    client: Client, app: Flask
) -> None:
    draft = make_deliverable(title="Det fortrudte")
    renew(draft, FIRST)
    make_review(draft)
    client.sign_in(draft.author)
    client.submit(f"/deliverables/{draft.public_id}/delete", {})
    assert "Det fortrudte" in client.fetch("/lab/bin").text
    client.submit(f"/deliverables/{draft.public_id}/restore", {})
    client.fetch(f"/deliverables/{draft.public_id}")
    client.submit(f"/deliverables/{draft.public_id}/delete", {})
    with transaction():
        bins.purge_deleted(now=clock.now() + timedelta(days=31))
    assert db.session.scalars(select(Deliverable)).all() == []


def test_what_is_issued_opens_on_its_version_and_never_as_a_draft(
    client: Client, app: Flask
) -> None:
    draft = make_ready(language="en")
    author, start = client.sign_in(draft.author), f"/deliverables/{draft.public_id}"
    assert "Unissued draft" in author.fetch(f"{start}/preview").text
    make_version(draft)
    draft.state = DeliverableState.ISSUED
    db.session.commit()
    for address in (start, f"{start}/preview"):
        to = author.visit(address).response.location
        page = author.fetch(to)
        assert "In force" in page.text
        assert "Unissued draft" not in page.text
    assert "Read and write" not in page.links()
    author.submit_form(page, "/next")
    assert "Unissued draft" in author.fetch(start).text
