"""Records of experiments for the addresses of the product."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.experiments.makers import make_concept, make_experiment
from workshops.experiments.models import Concept, Experiment

if TYPE_CHECKING:
    from tests.architecture.records import World


def concept(world: "World") -> Concept:
    """A concept of the world's engagement."""
    return make_concept(world.engagement)


def experiment(world: "World") -> Experiment:
    """A registered experiment of the world's engagement."""
    return make_experiment(world.engagement, concept=world.once(concept))


def similar(world: "World") -> Experiment:
    """Another registered experiment of the world's engagement."""
    return make_experiment(world.engagement, concept=world.once(concept))


MAKERS: dict[str, Callable[["World"], str]] = {
    "concept_id": lambda world: world.once(concept).public_id,
    "experiment_id": lambda world: world.once(experiment).public_id,
    "similar_id": lambda world: world.once(similar).public_id,
    "experiments.edit_plan.step": lambda _world: "identity",
    "experiments.change_plan.step": lambda _world: "identity",
}
