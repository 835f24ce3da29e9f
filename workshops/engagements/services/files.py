"""Files of an engagement."""

from pathlib import Path

from workshops.activity import services as activity
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.engagements import permissions
from workshops.engagements.models import Engagement, EngagementFile
from workshops.files import services as files
from workshops.files.models import StoredFile
from workshops.files.services import Incoming


def add_file(
    actor: Actor, *, engagement: Engagement, folder: Path, incoming: Incoming
) -> StoredFile:
    """Keep a file that was taken in with an engagement."""
    if not permissions.can_add_file(actor, engagement):
        raise NotAllowed(N_("Only the engagement's project managers can add files."))
    file = files.store_file(actor, folder=folder, incoming=incoming)
    db.session.add(EngagementFile(engagement_id=engagement.id, file_id=file.id))
    _note(actor, "added", engagement, file)
    return file


def delete_file(actor: Actor, *, engagement: Engagement, file: StoredFile) -> None:
    """Take a file of an engagement away; it can be restored for 30 days."""
    _may_delete(actor, engagement)
    files.delete_file(file)
    _note(actor, "deleted", engagement, file)


def restore_file(actor: Actor, *, engagement: Engagement, file: StoredFile) -> StoredFile:
    """Bring a deleted file of an engagement back."""
    _may_delete(actor, engagement)
    files.restore_file(file)
    _note(actor, "restored", engagement, file)
    return file


def _may_delete(actor: Actor, engagement: Engagement) -> None:
    if not permissions.can_delete_file(actor, engagement):
        raise NotAllowed(N_("Only the engagement's project managers can delete files."))


def _note(actor: Actor, act: str, engagement: Engagement, file: StoredFile) -> None:
    db.session.flush()
    activity.record(actor, act, file, title=file.name, engagement_id=engagement.id)
