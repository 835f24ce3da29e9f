"""Files of an engagement; every byte is served after asking whose file it is."""

from pathlib import Path

from flask import current_app, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.core.errors import NotFound, Problem
from workshops.core.text import N_
from workshops.engagements import permissions, queries
from workshops.engagements.forms import UploadForm
from workshops.engagements.models import Engagement
from workshops.engagements.queries.files import get_file
from workshops.engagements.services import files
from workshops.engagements.views.blueprint import bp, to_engagement
from workshops.engagements.views.reading import refuse_unless
from workshops.files.rules import ENDINGS, MAX_BYTES
from workshops.files.services import path_of, take_in
from workshops.web import undo
from workshops.web.access import current_actor, needs
from workshops.web.arguments import posted_file
from workshops.web.downloads import hand_out

Answer = Response | tuple[str, int]


@bp.get("/engagements/<id:engagement_id>/files/new")
@needs("C", "engagement_file")
def upload_form(engagement_id: str) -> str:
    """Choose a file."""
    return _page(UploadForm(), _open_for_files(engagement_id))


@bp.post("/engagements/<id:engagement_id>/files/new")
@needs("C", "engagement_file")
def upload(engagement_id: str) -> Answer:
    """Keep a file."""
    engagement = _open_for_files(engagement_id)
    form = UploadForm()
    given = posted_file("file")
    content = given.read(MAX_BYTES + 1) if given else b""
    try:
        incoming = take_in(given.filename or "" if given else "", content)
    except Problem as problem:
        form.put(problem)
        return _page(form, engagement), problem.status
    with form.saving(lambda: _page(form, engagement)):
        files.add_file(current_actor(), engagement=engagement, folder=_folder(), incoming=incoming)
    flash(gettext("The file is kept."), "success")
    return to_engagement(engagement, "files")


@bp.get("/engagements/<id:engagement_id>/files/<id:file_id>")
@needs("R", "engagement_file")
def download(engagement_id: str, file_id: str) -> Response:
    """The bytes, always as an attachment."""
    engagement = queries.get_engagement(current_actor(), engagement_id)
    file = get_file(current_actor(), engagement, file_id)
    path = path_of(file, _folder())
    if not path.is_file():
        raise NotFound(N_("There is no such file."))
    return hand_out(path.read_bytes(), file.name, file.media_type)


@bp.post("/engagements/<id:engagement_id>/files/<id:file_id>/delete")
@needs("D", "engagement_file")
def delete_file(engagement_id: str, file_id: str) -> Response:
    """Take a file away, with a way back."""
    actor = current_actor()
    engagement = queries.get_engagement(actor, engagement_id)
    with transaction():
        file = get_file(actor, engagement, file_id)
        files.delete_file(actor, engagement=engagement, file=file)
    back = url_for("engagements.restore_file", engagement_id=engagement_id, file_id=file_id)
    text = gettext("The file “%(name)s” is deleted.", name=file.name)
    undo.offer(text, back)
    return to_engagement(engagement, "files")


@bp.post("/engagements/<id:engagement_id>/files/<id:file_id>/restore")
@needs("D", "engagement_file")
def restore_file(engagement_id: str, file_id: str) -> Response:
    """Bring a deleted file back."""
    actor = current_actor()
    engagement = queries.get_engagement(actor, engagement_id)
    with transaction():
        file = get_file(actor, engagement, file_id, deleted=True)
        files.restore_file(actor, engagement=engagement, file=file)
    flash(gettext("The file “%(name)s” is back.", name=file.name), "success")
    return to_engagement(engagement, "files")


def _folder() -> Path:
    """Where stored files lie."""
    instance: Path = current_app.config["SETTINGS"].instance
    return instance / "files"


def _open_for_files(engagement_id: str) -> Engagement:
    engagement = queries.get_engagement(current_actor(), engagement_id)
    refuse_unless(permissions.can_add_file(current_actor(), engagement))
    return engagement


def _page(form: UploadForm, engagement: Engagement) -> str:
    return render_template(
        "engagements/upload.html", form=form, engagement=engagement, accept=",".join(ENDINGS)
    )
