"""Reads of deliveries: by link for the agency, by pack for the lab."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.deliverables import permissions
from workshops.deliverables.models.delivery import Delivery, DeliveryLink
from workshops.deliverables.models.issued import DeliverableVersion, VersionFile
from workshops.deliverables.models.packs import Pack, PackPart
from workshops.engagements.models import Engagement
from workshops.files.models import StoredFile
from workshops.mail.links import hash_of

_PACK = joinedload(Delivery.pack).options(
    joinedload(Pack.file),
    joinedload(Pack.engagement).options(
        selectinload(Engagement.members), joinedload(Engagement.organisation)
    ),
    selectinload(Pack.parts)
    .joinedload(PackPart.issued)
    .options(
        joinedload(DeliverableVersion.deliverable),
        selectinload(DeliverableVersion.files).joinedload(VersionFile.file),
    ),
)


def get_link(token: str) -> DeliveryLink:
    """The link that a token belongs to, whether it still works or not.

    Raises NotFound, also when the pack or its engagement was deleted.
    """
    found = db.session.scalar(
        select(DeliveryLink)
        .where(DeliveryLink.token_hash == hash_of(token))
        .options(
            joinedload(DeliveryLink.delivery).options(
                _PACK, joinedload(Delivery.sent_by), joinedload(Delivery.person)
            )
        )
    )
    pack = found.delivery.pack if found else None
    if found is None or pack is None or pack.file is None or _is_deleted(pack):
        raise NotFound(N_("This link is not known."))
    return found


def _is_deleted(pack: Pack) -> bool:
    return pack.deleted_at is not None or pack.engagement.deleted_at is not None


def files_of(pack: Pack) -> list[StoredFile]:
    """What can be fetched of a finished pack: all of it first, then each document's files."""
    if pack.file is None:
        return []
    documents = [made.file for part in pack.parts for made in part.issued.files]
    return [file for file in (pack.file, *documents) if file.deleted_at is None]


def get_file_of(pack: Pack, public_id: str) -> StoredFile:
    """One of the files of a pack and of no other. Raises NotFound."""
    for file in files_of(pack):
        if file.public_id == public_id:
            return file
    raise NotFound(N_("There is no such file."))


def list_deliveries(actor: Actor, pack: Pack) -> Sequence[Delivery]:
    """To whom a pack was sent, the newest first, with links and what was fetched."""
    if not permissions.can_see_deliveries(actor, pack.engagement):
        return []
    query = (
        select(Delivery)
        .where(Delivery.pack_id == pack.id)
        .options(selectinload(Delivery.links), selectinload(Delivery.fetched))
        .order_by(Delivery.id.desc())
    )
    return db.session.scalars(query).all()


def get_delivery(actor: Actor, public_id: str) -> Delivery:
    """One delivery. Raises NotFound, also for those who may not see it."""
    found = db.session.scalar(
        select(Delivery)
        .join(Delivery.pack)
        .join(Pack.engagement)
        .where(Delivery.public_id == public_id, Engagement.deleted_at.is_(None))
        .options(
            _PACK,
            selectinload(Delivery.links),
            selectinload(Delivery.fetched),
            joinedload(Delivery.sent_by),
        )
    )
    if found is None or not permissions.can_see_deliveries(actor, found.pack.engagement):
        raise NotFound(N_("There is no such delivery."))
    return found
