"""Records of experiments for the addresses of the product."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.experiments.learned import make_barrier
from tests.experiments.makers import make_concept, make_experiment
from workshops.experiments.models import Concept, Experiment
from workshops.experiments.models.learning import Barrier

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


def barrier(world: "World") -> Barrier:
    """A barrier of that experiment, which is running."""
    return make_barrier(world.once(experiment))


MAKERS: dict[str, Callable[["World"], str]] = {
    "concept_id": lambda world: world.once(concept).public_id,
    "experiment_id": lambda world: world.once(experiment).public_id,
    "similar_id": lambda world: world.once(similar).public_id,
    "experiments.edit_plan.step": lambda _world: "identity",
    "experiments.change_plan.step": lambda _world: "identity",
    "finding_id": lambda world: world.once(barrier).public_id,
    "experiments.new_finding.kind": lambda _world: "barriers",
    "experiments.add_finding.kind": lambda _world: "barriers",
    "experiments.edit_finding.kind": lambda _world: "barriers",
    "experiments.change_finding.kind": lambda _world: "barriers",
    "experiments.delete_finding.kind": lambda _world: "barriers",
    "experiments.restore_finding.kind": lambda _world: "barriers",
    "experiments.edit_result.step": lambda _world: "measured",
    "experiments.save_result.step": lambda _world: "measured",
}
