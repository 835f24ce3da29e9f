"""Records of planning for the addresses of the product."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.factories import save
from tests.planning.makers import make_code
from workshops.planning.models import Participation
from workshops.planning.models.attendance import Substitution, SubstitutionState

if TYPE_CHECKING:
    from tests.architecture.records import World


def code(world: "World") -> str:
    """What the world's guest shows at the door."""
    return make_code(world.participation).code


def substitution(world: "World") -> Substitution:
    """A proposal of the world's guest to send somebody else."""
    return save(
        Substitution(
            given_up_id=world.participation.id, name="Bo", state=SubstitutionState.PROPOSED
        )
    )


def hybrid(world: "World") -> Participation:
    """The world's guest, on a day that is held online too."""
    world.sitting.online_url = "https://moede.example/1"
    save(world.sitting)
    return world.participation


MAKERS: dict[str, Callable[["World"], str]] = {
    "substitution_id": lambda world: world.once(substitution).public_id,
    **{
        f"guest_seat.{name}.participation_id": lambda world: world.once(hybrid).public_id
        for name in ("change_form", "change")
    },
    "code_id": lambda world: world.once(code),
}
