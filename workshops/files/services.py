"""Taking files in and away. Whoever calls has checked that the actor may."""

import hmac
import logging
import os
import warnings
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import select

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Invalid, NotFound
from workshops.core.text import N_, public_id
from workshops.files.models import StoredFile
from workshops.files.rules import Kind, kind_of, safe_name

log = logging.getLogger(__name__)
MAX_PIXELS = 50_000_000
SETTLED = timedelta(days=1)


def store_file(actor: Actor, *, folder: Path, name: str, content: bytes) -> StoredFile:
    """Keep an uploaded file under a generated name in `folder`; images are written anew.

    The bytes are on the disk before this returns; a transaction that is undone leaves them
    unreferenced. Raises Invalid for what is not taken in.
    """
    name = safe_name(name)
    kind = kind_of(name, content)
    if kind.image:
        content = _redrawn(kind, content)
    return _keep(actor, folder, name, kind.media_type, content)


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


def _redrawn(kind: Kind, content: bytes) -> bytes:
    """The picture alone, upright: what was hidden in the file, and where it was taken, goes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
        if picture.width * picture.height > MAX_PIXELS:
            raise Invalid(N_("The picture is too large. Use at most 50 million pixels."), "file")
        upright = ImageOps.exif_transpose(picture)
        clean = upright.convert("RGB") if kind.media_type == "image/jpeg" else upright
        clean.info.clear()
        drawn = BytesIO()
        clean.save(drawn, "JPEG" if kind.media_type == "image/jpeg" else "PNG", quality=90)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Invalid(
            N_("The picture is too large. Use at most 50 million pixels."), "file"
        ) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise Invalid(N_("The picture cannot be read."), "file") from broken
    return drawn.getvalue()
