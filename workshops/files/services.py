"""Taking files in and away. Whoever calls has checked that the actor may."""

import hmac
import logging
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_, public_id
from workshops.files.models import StoredFile
from workshops.files.pictures import redrawn
from workshops.files.rules import kind_of, safe_name

log = logging.getLogger(__name__)
SETTLED = timedelta(days=1)


@dataclass(frozen=True)
class Incoming:
    """A file that may be kept, with the name under which it is shown."""

    name: str
    media_type: str
    content: bytes


def take_in(name: str, content: bytes) -> Incoming:
    """An uploaded file as it is kept; images are drawn anew. Raises Invalid for what is not.

    Call it before a transaction: a picture takes a moment, in which nobody else could write.
    """
    name = safe_name(name)
    kind = kind_of(name, content)
    if kind.image:
        content = redrawn(content, "JPEG" if kind.media_type == "image/jpeg" else "PNG")
    return Incoming(name, kind.media_type, content)


def store_file(actor: Actor, *, folder: Path, incoming: Incoming) -> StoredFile:
    """Keep a file that was taken in under a generated name in `folder`.

    The bytes are on the disk before this returns; a transaction that is undone leaves them
    unreferenced.
    """
    return _keep(actor, folder, incoming.name, incoming.media_type, incoming.content)


def store_made(
    actor: Actor, *, folder: Path, name: str, media_type: str, content: bytes
) -> StoredFile:
    """Keep a file that the product itself has made, as it is."""
    return _keep(actor, folder, safe_name(name), media_type, content)


def read_whole(record: StoredFile, folder: Path) -> bytes:
    """The bytes of a file. Raises NotFound when they are not there or not what was stored."""
    path = path_of(record, folder)
    content = path.read_bytes() if path.is_file() else b""
    if not hmac.compare_digest(sha256(content).hexdigest(), record.sha256):
        log.error("the bytes of stored file %s are not what was stored", record.id)
        raise NotFound(N_("There is no such file."))
    return content


def delete_file(record: StoredFile) -> None:
    """Take a file out of sight; its bytes stay for 30 days."""
    record.deleted_at = clock.now()
    db.session.flush()


def restore_file(record: StoredFile) -> StoredFile:
    """Bring a deleted file back."""
    record.deleted_at = None
    db.session.flush()
    return record


def sweep(*, folder: Path, now: datetime) -> None:
    """Remove bytes older than a day that no file names: what was undone or is forgotten."""
    if not folder.is_dir():
        return
    known = set(db.session.scalars(select(StoredFile.public_id)))
    oldest = (now - SETTLED).timestamp()
    for path in sorted(folder.iterdir()):
        if path.name not in known and path.is_file() and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def path_of(record: StoredFile, folder: Path) -> Path:
    """Where the bytes of a file lie."""
    return folder / record.public_id


def _keep(actor: Actor, folder: Path, name: str, media_type: str, content: bytes) -> StoredFile:
    record = StoredFile(
        public_id=public_id(),
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        uploaded_by=actor.name,
    )
    _write(folder, record.public_id, content)
    db.session.add(record)
    db.session.flush()
    return record


def _write(folder: Path, name: str, content: bytes) -> None:
    """All of the bytes or none: a temporary file, synced, then renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"{name}.part"
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / name)
    finally:
        temporary.unlink(missing_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
