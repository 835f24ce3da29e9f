"""Storing files."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from workshops.core.actor import WORKER
from workshops.core.db import transaction
from workshops.core.errors import Invalid, NotFound
from workshops.files import services
from workshops.files.models import StoredFile

PDF = b"%PDF-1.7\n%%EOF"


def picture(kind: str, size: tuple[int, int] = (8, 4)) -> bytes:
    """A picture with words hidden in it."""
    info, drawn = PngInfo(), BytesIO()
    info.add_text("comment", "<script>alert(1)</script>")
    exif = Image.Exif()
    exif[0x010E] = "Where it was taken"
    exif[0x0112] = 6
    extra = {"pnginfo": info} if kind == "PNG" else {"exif": exif}
    Image.new("RGB", size, "teal").save(drawn, kind, **extra)
    return drawn.getvalue() + b"<script>alert(2)</script>"


def keep(folder: Path, name: str, content: bytes) -> StoredFile:
    """Take a file in and keep it."""
    return services.store_file(WORKER, folder=folder, incoming=services.take_in(name, content))


def test_a_file_is_stored_under_a_generated_name(app: Flask, tmp_path: Path) -> None:
    with transaction():
        record = keep(tmp_path, "../Brev.pdf", PDF)
    assert record.name == "Brev.pdf"
    assert record.sha256 == sha256(PDF).hexdigest()
    assert [path.name for path in tmp_path.iterdir()] == [record.public_id]
    assert services.path_of(record, tmp_path).read_bytes() == PDF


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpeg")])
def test_pictures_are_drawn_anew(app: Flask, tmp_path: Path, kind: str, name: str) -> None:
    with transaction():
        record = keep(tmp_path, name, picture(kind))
    stored = services.path_of(record, tmp_path).read_bytes()
    assert b"script" not in stored
    assert b"taken" not in stored
    assert record.size == len(stored)
    assert Image.open(BytesIO(stored)).size == ((8, 4) if kind == "PNG" else (4, 8))


def test_a_picture_that_cannot_be_read_leaves_nothing(app: Flask, tmp_path: Path) -> None:
    for broken in (picture("PNG")[:40], b"\x89PNG\r\n\x1a\n<html>"):
        with pytest.raises(Invalid), transaction():
            keep(tmp_path, "a.png", broken)
    assert list(tmp_path.iterdir()) == []


def test_a_picture_with_too_many_pixels_is_refused(app: Flask, tmp_path: Path) -> None:
    drawn = BytesIO()
    Image.new("1", (10_000, 6_000)).save(drawn, "PNG")
    with pytest.raises(Invalid), transaction():
        keep(tmp_path, "a.png", drawn.getvalue())


def test_a_deleted_file_can_be_brought_back(app: Flask, tmp_path: Path) -> None:
    with transaction():
        record = keep(tmp_path, "a.pdf", PDF)
        services.delete_file(record)
        assert record.deleted_at is not None
        assert services.restore_file(record).deleted_at is None


def test_bytes_that_were_changed_on_the_disk_are_not_given_out(app: Flask, tmp_path: Path) -> None:
    with transaction():
        record = services.store_made(
            WORKER, folder=tmp_path, name="pakke.zip", media_type="application/zip", content=b"PK"
        )

    assert services.read_whole(record, tmp_path) == b"PK"
    services.path_of(record, tmp_path).write_bytes(b"PX")
    with pytest.raises(NotFound):
        services.read_whole(record, tmp_path)
    services.path_of(record, tmp_path).unlink()
    with pytest.raises(NotFound):
        services.read_whole(record, tmp_path)
