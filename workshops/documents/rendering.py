"""Having a document rendered: in a process of its own, whole or not at all."""

import json
import logging
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from workshops.core.children import TookTooLong, run_child
from workshops.core.errors import Problem
from workshops.core.text import N_
from workshops.documents.blocks import Document
from workshops.documents.stored import document_to_json

log = logging.getLogger(__name__)
CHILD = "workshops.documents.child"
SECONDS = 120
MAX_BYTES = 20 * 1024 * 1024


class Format(StrEnum):
    """What a document can come out as, beside the preview."""

    PDF = "pdf"
    DOCX = "docx"


class RenderFailed(Problem):
    """A document did not come out. The reason is a sentence without places to be filled."""

    status = 500


def render(
    document: Document,
    folder: Path,
    formats: Sequence[Format] = tuple(Format),
    *,
    made_at: datetime,
    seconds: float = SECONDS,
) -> dict[Format, Path]:
    """Write `document.pdf` and `document.docx` into `folder`, all of them or none.

    The folder comes into being with them, or what lay in it is replaced, by one renaming. The same
    document and instant give the same bytes. Raises RenderFailed and leaves everything as it was
    when the process fails, is killed, or takes more than `seconds`.
    """
    asked = {
        "document": document_to_json(document),
        "formats": [format_.value for format_ in formats],
        "made_at": made_at.isoformat(),
    }
    text = json.dumps(asked).encode()
    if len(text) > MAX_BYTES:
        raise RenderFailed(N_("The document is too large to be rendered."))
    with _workplace(folder) as workplace:
        _have_made(text, workplace, seconds)
        made = [workplace / f"document.{format_}" for format_ in formats]
        if not all(path.is_file() and path.stat().st_size for path in made):
            raise RenderFailed(N_("The document could not be rendered."))
        _move(workplace, folder)
    return {format_: folder / f"document.{format_}" for format_ in formats}


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """A fresh folder beside the one that is wanted; gone afterwards whatever happens."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    place = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}.part")
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _have_made(text: bytes, workplace: Path, seconds: float) -> None:
    try:
        ended = run_child(CHILD, str(workplace), given=text, seconds=seconds)
    except TookTooLong as late:
        raise RenderFailed(N_("Rendering took too long and was stopped.")) from late
    if ended.code != 0:
        log.warning("rendering ended with %s %s", ended.code, (ended.said.split() or [""])[-1])
        raise RenderFailed(_reason(ended.code))


def _reason(returncode: int) -> str:
    if returncode < 0:
        return N_("Rendering was stopped from outside, or needed too much memory or time.")
    return N_("The document could not be rendered.")


def _move(workplace: Path, folder: Path) -> None:
    """Put the finished folder in place; a reader sees the old one or the new one, whole."""
    _sync(workplace)
    older = workplace.with_suffix(".old")
    if folder.exists():
        folder.rename(older)
    workplace.rename(folder)
    _sync(folder.parent)
    shutil.rmtree(older, ignore_errors=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
