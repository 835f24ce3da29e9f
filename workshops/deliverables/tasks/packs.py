"""Building a pack step by step, seen on its page; whole, or failed with a reason."""

import logging
from pathlib import Path
from tempfile import TemporaryDirectory

from workshops.core import clock
from workshops.core.db import transaction
from workshops.core.errors import Problem
from workshops.core.text import N_
from workshops.deliverables.services import packs as services
from workshops.deliverables.services.packing import Collected, collect
from workshops.documents.rendering import render

log = logging.getLogger(__name__)
UNFORESEEN = N_("Something went wrong with us. Try again; if it happens again, tell support.")


def build_pack(pack_id: int, *, folder: Path, lab: str) -> None:
    """Build a pack outside any transaction; what goes wrong is said on its page."""
    try:
        content = _built(pack_id, folder, lab)
    except Problem as problem:
        _fail(pack_id, problem.message)
    except Exception:
        log.exception("pack %s could not be built", pack_id)
        _fail(pack_id, UNFORESEEN)
    else:
        if content is not None:
            with transaction():
                services.finish_build(pack_id, folder=folder, content=content)


def _built(pack_id: int, folder: Path, lab: str) -> bytes | None:
    with transaction():
        pack = services.start_build(pack_id)
        if pack is None:
            return None
    _step(pack_id, services.WRITING)
    with transaction():
        collected = collect(
            services.of_worker(pack_id), folder=folder, lab=lab, today=clock.now().date()
        )
    _step(pack_id, services.DRAWING)
    index = _drawn(collected)
    _step(pack_id, services.PACKING)
    return collected.whole(index)


def _drawn(collected: Collected) -> dict[str, bytes]:
    with TemporaryDirectory() as place:
        made = render(collected.index(), Path(place) / "index", made_at=collected.made_at)
        return {f"index.{name.value}": path.read_bytes() for name, path in made.items()}


def _step(pack_id: int, step: str) -> None:
    with transaction():
        services.take_step(services.of_worker(pack_id), step)


def _fail(pack_id: int, reason: str) -> None:
    with transaction():
        services.note_pack_failure(pack_id, reason)
