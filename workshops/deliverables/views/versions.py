"""Issued versions: the page, the files, what differs, and whether the files are made."""

from hashlib import sha256

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.errors import NotFound, Problem
from workshops.core.text import N_
from workshops.deliverables import permissions
from workshops.deliverables.models.issued import DeliverableVersion
from workshops.deliverables.models.kinds import DeliverableState, FileFormat, RenderState
from workshops.deliverables.queries import versions as queries
from workshops.deliverables.queries.documents import frozen_document
from workshops.deliverables.rules.differences import compare_documents
from workshops.deliverables.services.rendering import render_again
from workshops.deliverables.views.blueprint import bp, linker, settings, tabs_of
from workshops.documents.layout import lay_out
from workshops.files.services import read_whole
from workshops.web.access import current_actor, needs
from workshops.web.buttons import pressed
from workshops.web.downloads import hand_out

WORDS = {
    "note_withdrawn": N_("A note that this version rests on was withdrawn after it was issued."),
    "consent_withdrawn": N_("A person who is quoted has withdrawn the consent to be quoted."),
}


@bp.get("/versions/<id:version_id>")
@needs("R", "issued_deliverable")
def version(version_id: str) -> str:
    """One issued version, its files, and the document itself."""
    actor = current_actor()
    found = queries.get_version(actor, version_id)
    deliverable = found.deliverable
    engagement = deliverable.engagement
    stands = found.superseded_at is None and deliverable.state is DeliverableState.ISSUED
    return render_template(
        "deliverables/version.html",
        version=found,
        deliverable=deliverable,
        engagement=engagement,
        layout=lay_out(frozen_document(found)),
        url=linker(actor, engagement),
        earlier=queries.find_earlier(found),
        recommendations=queries.list_recommendations(found),
        flags=queries.list_flags(found),
        flag_words=WORDS,
        made=found.rendering.state is RenderState.DONE,
        failed=found.rendering.state is RenderState.FAILED,
        sees_drafts=permissions.can_see_drafts(actor, engagement),
        tabs=tabs_of(deliverable, "")[1 if stands else 0 :],
        may_begin=stands and permissions.can_send_drafts(actor, engagement),
        may_render=permissions.can_render(actor, engagement),
    )


@bp.get("/issued/<id:issued_id>")
@needs("R", "issued_deliverable")
def issued(issued_id: str) -> Response:
    """To the newest issued version of a deliverable."""
    found = queries.get_newest(current_actor(), issued_id)
    return redirect(url_for("deliverables.version", version_id=found.public_id))


@bp.get("/versions/<id:version_id>/compare")
@needs("R", "issued_deliverable")
def compare(version_id: str) -> str:
    """What differs from the version before, section by section."""
    found = queries.get_version(current_actor(), version_id)
    earlier = queries.find_earlier(found)
    if earlier is None:
        raise NotFound(N_("There is no earlier version."))
    return render_template(
        "deliverables/compare.html",
        version=found,
        earlier=earlier,
        deliverable=found.deliverable,
        engagement=found.deliverable.engagement,
        changes=compare_documents(frozen_document(earlier), frozen_document(found)),
    )


@bp.get("/versions/<id:version_id>/document.json")
@needs("R", "issued_deliverable")
def as_json(version_id: str) -> Response:
    """The frozen document, byte by byte as it was issued."""
    found = queries.get_version(current_actor(), version_id)
    return _file(found, bytes(found.document), found.sha256, "json", "application/json")


@bp.get("/versions/<id:version_id>/document.pdf")
@needs("R", "issued_deliverable")
def as_pdf(version_id: str) -> Response:
    """The PDF."""
    return _stored(version_id, FileFormat.PDF)


@bp.get("/versions/<id:version_id>/document.docx")
@needs("R", "issued_deliverable")
def as_docx(version_id: str) -> Response:
    """The DOCX."""
    return _stored(version_id, FileFormat.DOCX)


@bp.post("/versions/<id:version_id>/render")
@needs("P", "issued_deliverable")
def make_files(version_id: str) -> Response:
    """Try once more to make the files."""
    found = queries.get_version(current_actor(), version_id)
    with pressed(_("The files are being made.")):
        render_again(current_actor(), version=found)
    return redirect(url_for("deliverables.version", version_id=version_id))


def _stored(version_id: str, format_: FileFormat) -> Response:
    found = queries.get_version(current_actor(), version_id)
    for row in found.files:
        if row.format is format_:
            content = read_whole(row.file, settings().instance / "files")
            return _file(found, content, row.sha256, format_.value, row.file.media_type)
    raise NotFound(N_("There is no such file."))


def _file(
    version: DeliverableVersion, content: bytes, expected: str, ending: str, media_type: str
) -> Response:
    """The bytes as an attachment, when they are still the ones that were issued."""
    if sha256(content).hexdigest() != expected:
        raise Problem(
            N_("The file is not as it was issued and is not handed out. Tell the administrator.")
        )
    return hand_out(content, f"{version.title} v{version.number}.{ending}", media_type)
