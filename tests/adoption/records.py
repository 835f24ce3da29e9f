"""Records of adoption for the addresses of the product."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.adoption.makers import make_adoption, make_ask, token_of
from workshops.adoption.models import Adoption, AdoptionAsk

if TYPE_CHECKING:
    from tests.architecture.records import World


def adoption(world: "World") -> Adoption:
    """A recommendation of the world's engagement."""
    return make_adoption(world.engagement)


def ask(world: "World") -> AdoptionAsk:
    """Somebody at the agency who was asked about it."""
    return make_ask(world.engagement)


MAKERS: dict[str, Callable[["World"], str]] = {
    "adoption_id": lambda world: world.once(adoption).public_id,
    "ask_id": lambda world: world.once(ask).public_id,
    **{
        f"adoption.{view}.token": lambda world: token_of(world.once(ask))
        for view in ("recommendations", "answer")
    },
}
