"""What answers an expectation: the concepts that say so and the experiments that test it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.expectations.models import Theme
from workshops.experiments.models import (
    Concept,
    ConceptExpectation,
    Experiment,
    ExperimentTheme,
)
from workshops.experiments.models.kinds import ConceptState
from workshops.experiments.queries import visible
from workshops.experiments.rules.answers import Answered, Trial, answered_by


@dataclass
class Answer:
    """What there is for one theme, as far as the one who asks may read it."""

    concepts: list[Concept] = field(default_factory=list)
    experiments: list[Experiment] = field(default_factory=list)

    @property
    def state(self) -> Answered:
        """How far the answer has come."""
        tests = [Trial(one.state, one.decision) for one in self.experiments]
        return answered_by(bool(self.concepts), tests)


Answers = Mapping[int, Answer]


def list_answers(actor: Actor, themes: Iterable[Theme]) -> Answers:
    """What answers each theme, by its id; three queries however many themes there are.

    What was said of a theme that has been merged away holds for the one it was merged into.
    """
    found = {theme.id: Answer() for theme in themes}
    claimed: dict[int, list[int]] = defaultdict(list)
    for number, concept in _concepts(list(found)):
        found[number].concepts.append(concept)
        claimed[concept.id].append(number)
    tested = _tested_directly(actor, list(found)) + [
        (number, experiment)
        for experiment in _of_concepts(actor, list(claimed))
        for number in claimed[experiment.concept_id or 0]
    ]
    for number, experiment in sorted(tested, key=lambda pair: pair[1].id):
        if experiment not in found[number].experiments:
            found[number].experiments.append(experiment)
    return found


def _concepts(ids: Collection[int]) -> Sequence[tuple[int, Concept]]:
    query = (
        select(_standing, Concept)
        .join(ConceptExpectation, ConceptExpectation.concept_id == Concept.id)
        .join(Theme, Theme.id == ConceptExpectation.theme_id)
        .where(
            _standing.in_(ids),
            ConceptExpectation.answered.is_(True),
            Concept.deleted_at.is_(None),
            Concept.state != ConceptState.DROPPED,
        )
        .order_by(Concept.name_sort, Concept.id)
    )
    return [(number, concept) for number, concept in db.session.execute(query).unique()]


def _tested_directly(actor: Actor, ids: Collection[int]) -> list[tuple[int, Experiment]]:
    query = (
        visible(actor)
        .join(ExperimentTheme, ExperimentTheme.experiment_id == Experiment.id)
        .join(Theme, Theme.id == ExperimentTheme.theme_id)
        .where(_standing.in_(ids))
        .add_columns(_standing)
        .order_by(Experiment.id)
    )
    return [(number, experiment) for experiment, number in db.session.execute(query)]


def _of_concepts(actor: Actor, ids: Collection[int]) -> Sequence[Experiment]:
    query = visible(actor).where(Experiment.concept_id.in_(ids)).order_by(Experiment.id)
    return db.session.scalars(query).all()


_standing = func.coalesce(Theme.merged_into_id, Theme.id)
