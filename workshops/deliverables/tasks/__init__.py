"""What the worker does for deliverables: composing anew after a withdrawal, making files."""

import logging
import tempfile
from pathlib import Path

from workshops.core import clock
from workshops.core.db import db, transaction
from workshops.core.errors import Problem
from workshops.core.text import N_
from workshops.deliverables.models import Deliverable, DeliverableState
from workshops.deliverables.models.kinds import FileFormat
from workshops.deliverables.queries.documents import frozen_document
from workshops.deliverables.services.composing import renew
from workshops.deliverables.services.gathering import compose_again
from workshops.deliverables.services.rendering import (
    note_failure,
    start_rendering,
    store_rendered,
)
from workshops.documents.rendering import RenderFailed, render

log = logging.getLogger(__name__)


def renew_draft(deliverable_id: int) -> None:
    """Compose a draft anew because something under it was withdrawn."""
    deliverable = db.session.get(Deliverable, deliverable_id)
    if deliverable is None or deliverable.state is DeliverableState.ISSUED:
        return
    try:
        composed = compose_again(deliverable, clock.now().date())
    except Problem as early:
        log.info("draft %s cannot be composed anew: %s", deliverable_id, early.message)
        return
    renew(deliverable, composed)


def render_version(version_id: int, *, folder: Path) -> None:
    """Make the files of an issued version, in a child process and outside any transaction."""
    with transaction():
        version = start_rendering(version_id)
        if version is None:
            return
        document, made_at = frozen_document(version), version.issued_at
    try:
        with tempfile.TemporaryDirectory(prefix="samskab-") as place:
            made = render(document, Path(place) / "version", made_at=made_at)
            contents = {FileFormat(name): path.read_bytes() for name, path in made.items()}
        with transaction():
            store_rendered(version_id, folder=folder, contents=contents)
    except RenderFailed as failed:
        _fail(version_id, str(failed))
    except Exception:
        log.exception("the files of version %s could not be made", version_id)
        _fail(version_id, N_("The document could not be rendered."))


def _fail(version_id: int, reason: str) -> None:
    with transaction():
        note_failure(version_id, reason)
