"""Records of the library for the addresses of the product."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.experiments.records import experiment
from tests.library.makers import make_saved_search
from workshops.core.db import transaction
from workshops.experiments.models import Experiment
from workshops.experiments.services.entries import index_experiment
from workshops.library.models import SavedSearch

if TYPE_CHECKING:
    from tests.architecture.records import World


def found_experiment(world: "World") -> Experiment:
    """The world's experiment, put into the index."""
    made = world.once(experiment)
    with transaction():
        index_experiment(made)
    return made


def saved_search(world: "World") -> SavedSearch:
    """A search that the world's owner keeps."""
    return make_saved_search(world.owner)


MAKERS: dict[str, Callable[["World"], str]] = {
    "entry_id": lambda world: world.once(found_experiment).public_id,
    "saved_search_id": lambda world: world.once(saved_search).public_id,
}
