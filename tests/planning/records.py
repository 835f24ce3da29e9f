"""Records of planning for the addresses of the product."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.planning.makers import make_code

if TYPE_CHECKING:
    from tests.architecture.records import World


def code(world: "World") -> str:
    """What the world's guest shows at the door."""
    return make_code(world.participation).code


MAKERS: dict[str, Callable[["World"], str]] = {
    "code_id": lambda world: world.once(code),
}
