"""Putting packs together: chosen, queued, built by a worker, whole or failed with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import WORKER, Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, NotFound
from workshops.core.text import N_, clean_line
from workshops.deliverables import permissions
from workshops.deliverables.models.delivery import Delivery
from workshops.deliverables.models.issued import DeliverableVersion
from workshops.deliverables.models.kinds import RenderState
from workshops.deliverables.models.packs import Pack, PackKind, PackPart
from workshops.deliverables.queries.packs import (
    BUILD,
    flagged_titles,
    has_stalled,
    list_current_versions,
)
from workshops.deliverables.rules.packs import check_contents, check_flags, slug
from workshops.engagements.models import Engagement
from workshops.files.services import store_made
from workshops.jobs.queue import enqueue

WAITING = N_("Waiting for its turn")
COLLECTING = N_("Collecting the documents")
WRITING = N_("Writing the data")
DRAWING = N_("Drawing the index")
PACKING = N_("Putting everything together")
STEPS = {COLLECTING: 10, WRITING: 30, DRAWING: 50, PACKING: 80}
ZIP = "application/zip"
ONLY_MANAGERS = N_("Only the engagement’s project managers can make packs.")


@dataclass(frozen=True)
class Chosen:
    """What a pack shall hold; a hand-over pack takes every current document by itself."""

    kind: PackKind
    title: str
    language: str
    versions: Sequence[str] = ()


def make_pack(actor: Actor, *, engagement: Engagement, chosen: Chosen) -> Pack:
    """Queue the building of a pack from issued versions, by their public ids, in that order.

    Raises Invalid when nothing is chosen or files are missing, Conflict for withdrawn evidence.
    """
    require_make(actor, engagement)
    title = clean_line(chosen.title)[:200]
    if not title:
        raise Invalid(N_("Enter a title."), "title")
    versions = _versions(engagement, chosen)
    unmade = [v.title for v in versions if v.rendering.state is not RenderState.DONE]
    check_contents(unmade, len(versions))
    pack = Pack(
        engagement=engagement,
        kind=chosen.kind,
        title=title,
        language=chosen.language,
        made_by_id=actor.id,
        step=WAITING,
        parts=[PackPart(issued=v, position=n) for n, v in enumerate(versions, 1)],
    )
    db.session.add(pack)
    db.session.flush()
    check_flags(flagged_titles(pack))
    note_pack(actor, "pack_made", pack)
    _enqueue(pack)
    return pack


def build_again(actor: Actor, *, pack: Pack) -> Pack:
    """Try once more after a failure. Raises Conflict when it has not failed."""
    require_make(actor, pack.engagement)
    require_there(pack)
    _lock(pack)
    if pack.state is not RenderState.FAILED and not has_stalled(pack):
        raise Conflict(N_("The pack is being built already."))
    pack.state, pack.step, pack.percent, pack.reason = RenderState.QUEUED, WAITING, 0, ""
    pack.started_at = pack.finished_at = None
    db.session.flush()
    note_pack(actor, "restarted", pack)
    _enqueue(pack)
    return pack


def require_make(actor: Actor, engagement: Engagement) -> None:
    """Raise NotAllowed for those who may not make packs of an engagement."""
    if not permissions.can_make_packs(actor, engagement):
        raise NotAllowed(ONLY_MANAGERS)


def delete_pack(actor: Actor, *, pack: Pack) -> None:
    """Take a pack out of sight for 30 days. Raises Conflict once it was delivered."""
    _require_delete(actor, pack)
    delivered = select(Delivery.id).where(Delivery.pack_id == pack.id).limit(1)
    if db.session.scalar(delivered) is not None:
        raise Conflict(N_("A pack that was delivered stays. Revoke the delivery instead."))
    pack.deleted_at = clock.now()
    db.session.flush()
    note_pack(actor, "deleted", pack)


def restore_pack(actor: Actor, *, pack: Pack) -> Pack:
    """Bring a deleted pack back."""
    _require_delete(actor, pack)
    pack.deleted_at = None
    db.session.flush()
    note_pack(actor, "restored", pack)
    return pack


def start_build(pack_id: int) -> Pack | None:
    """Note that a worker has begun; None when there is nothing left to do."""
    pack = of_worker(pack_id)
    if pack.state is RenderState.DONE or pack.deleted_at is not None:
        return None
    pack.state, pack.reason, pack.started_at = RenderState.RUNNING, "", clock.now()
    take_step(pack, COLLECTING)
    return pack


def take_step(pack: Pack, step: str) -> None:
    """Show how far the work is."""
    pack.step, pack.percent = step, STEPS[step]
    db.session.flush()


def finish_build(pack_id: int, *, folder: Path, content: bytes) -> None:
    """Keep the finished file and say that the pack is ready, in one transaction."""
    pack = of_worker(pack_id)
    if pack.state is RenderState.DONE:
        return
    name = f"{slug(pack.title)}.zip"
    pack.file = store_made(WORKER, folder=folder, name=name, media_type=ZIP, content=content)
    pack.state, pack.step, pack.percent = RenderState.DONE, "", 100
    pack.finished_at = clock.now()
    db.session.flush()
    note_pack(WORKER, "pack_built", pack)


def note_pack_failure(pack_id: int, reason: str) -> None:
    """Note in one sentence why no pack was built; a person can start it again."""
    pack = of_worker(pack_id)
    if pack.state is not RenderState.DONE:
        pack.state, pack.reason, pack.finished_at = RenderState.FAILED, reason[:500], clock.now()
        db.session.flush()


def note_pack(actor: Actor, act: str, pack: Pack) -> None:
    """Write down what was done to a pack."""
    activity.record(actor, act, pack, title=pack.title, engagement_id=pack.engagement_id)


def _versions(engagement: Engagement, chosen: Chosen) -> list[DeliverableVersion]:
    current = {version.public_id: version for version in list_current_versions(engagement)}
    if chosen.kind is PackKind.HANDOVER:
        return list(current.values())
    unknown = [public_id for public_id in chosen.versions if public_id not in current]
    if unknown:
        raise Invalid(N_("A newer version was issued meanwhile. Choose again."), "versions")
    return [current[public_id] for public_id in dict.fromkeys(chosen.versions)]


def _require_delete(actor: Actor, pack: Pack) -> None:
    if not permissions.can_delete_packs(actor, pack.engagement):
        raise NotAllowed(N_("Only the engagement’s project managers can delete packs."))


def of_worker(pack_id: int) -> Pack:
    """The pack that a worker is at, held until the transaction ends. Raises NotFound."""
    found = db.session.scalar(select(Pack).where(Pack.id == pack_id).with_for_update())
    if found is None:
        raise NotFound(N_("There is no such pack."))
    return found


def _lock(pack: Pack) -> None:
    db.session.flush()
    db.session.refresh(pack, ["state"], with_for_update=True)


def _enqueue(pack: Pack) -> None:
    enqueue(BUILD, key=f"{BUILD}:{pack.id}", pack_id=pack.id)
