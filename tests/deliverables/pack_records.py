"""Records for the addresses of packs and deliveries."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.deliverables.packs import make_delivery, make_pack, token_of
from workshops.core.db import transaction
from workshops.deliverables.models.delivery import Delivery
from workshops.deliverables.models.packs import Pack
from workshops.deliverables.services.packs import delete_pack

if TYPE_CHECKING:
    from tests.architecture.records import World


def pack(world: "World") -> Pack:
    """A finished pack of the world's engagement."""
    return make_pack(world.engagement)


def deleted_pack(world: "World") -> Pack:
    """A pack in the bin."""
    made = make_pack(world.engagement)
    with transaction():
        delete_pack(world.owner.actor(), pack=made)
    return made


def delivery(world: "World") -> Delivery:
    """A pack of the world's engagement, delivered."""
    return make_delivery(make_pack(world.engagement), world.person)


def _file(made: Pack) -> str:
    assert made.file is not None
    return made.file.public_id


MAKERS: dict[str, Callable[["World"], str]] = {
    "pack_id": lambda world: world.once(pack).public_id,
    "deliverables.restore_pack.pack_id": lambda world: world.once(deleted_pack).public_id,
    "deliverables.pack_file.file_id": lambda world: _file(world.once(pack)),
    "delivery_id": lambda world: world.once(delivery).public_id,
    **{
        f"deliverables.{view}.token": lambda world: token_of(world.once(delivery))
        for view in ("received", "open_door", "fetch", "give_receipt", "ask_renewal")
    },
    "deliverables.fetch.file_id": lambda world: _file(world.once(delivery).pack),
}
