"""Making the files of an issued version: queued, shown while it runs, whole or failed."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select

from workshops.core import clock
from workshops.core.actor import WORKER, Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, NotAllowed
from workshops.core.text import N_
from workshops.deliverables import permissions
from workshops.deliverables.models.issued import DeliverableVersion, RenderJob, VersionFile
from workshops.deliverables.models.kinds import FileFormat, RenderState
from workshops.deliverables.services import note
from workshops.files.services import store_made
from workshops.jobs.queue import enqueue

RENDER = "deliverables.render"
WAITING = N_("Waiting for its turn")
DRAWING = N_("Drawing the pages")


def queue_rendering(version: DeliverableVersion) -> RenderJob:
    """Have the files made as soon as a worker is free."""
    job = RenderJob(version_id=version.id, step=WAITING)
    db.session.add(job)
    db.session.flush()
    _enqueue(version)
    return job


def render_again(actor: Actor, *, version: DeliverableVersion) -> RenderJob:
    """Try once more after a failure. Raises Conflict when it has not failed."""
    engagement = version.deliverable.engagement
    if not permissions.can_render(actor, engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can issue deliverables."))
    require_there(version.deliverable)
    job = version.rendering
    if job.state is not RenderState.FAILED:
        raise Conflict(N_("The files are being made already."))
    job.state, job.step, job.percent, job.reason = RenderState.QUEUED, WAITING, 0, ""
    job.started_at = job.finished_at = None
    db.session.flush()
    note(actor, "restarted", version.deliverable)
    _enqueue(version)
    return job


def start_rendering(version_id: int) -> DeliverableVersion | None:
    """Note that a worker has begun; None when there is nothing left to do."""
    version = _version(version_id)
    job = version.rendering
    if job.state is RenderState.DONE:
        return None
    job.state, job.step, job.percent = RenderState.RUNNING, DRAWING, 20
    job.started_at, job.reason = clock.now(), ""
    db.session.flush()
    return version


def store_rendered(version_id: int, *, folder: Path, contents: Mapping[FileFormat, bytes]) -> None:
    """Keep the finished files, all of them in one transaction, with their hashes."""
    version = _version(version_id)
    job = version.rendering
    if job.state is RenderState.DONE:
        return
    for format_, content in contents.items():
        name = f"{version.title} v{version.number}.{format_.value}"
        file = store_made(
            WORKER,
            folder=folder,
            name=name,
            media_type=format_.media_type,
            content=content,
        )
        db.session.add(
            VersionFile(version_id=version.id, format=format_, file_id=file.id, sha256=file.sha256)
        )
    job.state, job.step, job.percent = RenderState.DONE, "", 100
    job.finished_at = clock.now()
    db.session.flush()


def note_failure(version_id: int, reason: str) -> None:
    """Note in one sentence why no files were made; a person can start it again."""
    job = _version(version_id).rendering
    if job.state is not RenderState.DONE:
        job.state, job.reason, job.finished_at = RenderState.FAILED, reason[:500], clock.now()
        db.session.flush()


def _version(version_id: int) -> DeliverableVersion:
    query = select(DeliverableVersion).where(DeliverableVersion.id == version_id)
    return db.session.scalars(query.with_for_update()).one()


def _enqueue(version: DeliverableVersion) -> None:
    enqueue(RENDER, key=f"{RENDER}:{version.id}", version_id=version.id)
