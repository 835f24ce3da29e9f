"""Past experiments that are like one that is being planned, with what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.engagements.models import Engagement
from workshops.experiments.models import Experiment, SimilarLook
from workshops.experiments.models.learning import ExperimentResult
from workshops.experiments.queries import visible
from workshops.search import queries as search
from workshops.search.models import EntryKind

SHOWN = 5


@dataclass(frozen=True)
class Similar:
    """A registered experiment that is like another, what was learned, and the look at it."""

    experiment: Experiment
    lesson: str
    look: SimilarLook | None

    @property
    def looked(self) -> bool:
        """Whether somebody has opened it for the experiment that is being planned."""
        return self.look is not None and self.look.looked_at is not None


def list_similar(actor: Actor, experiment: Experiment) -> Sequence[Similar]:
    """The registered experiments that are most like this one, the likest first.

    What the actor may not read is left out: nobody can be asked to look at it.
    """
    text = " ".join(
        (experiment.name, experiment.problem, experiment.hypothesis, experiment.change_tested)
    )
    hits = search.similar(text, EntryKind.EXPERIMENT, experiment.id, SHOWN)
    ids = [hit.record_id for hit in hits]
    query = (
        visible(actor)
        .outerjoin(ExperimentResult, ExperimentResult.experiment_id == Experiment.id)
        .outerjoin(
            SimilarLook,
            (SimilarLook.similar_id == Experiment.id)
            & (SimilarLook.experiment_id == experiment.id),
        )
        .where(Experiment.id.in_(ids), Experiment.registered_at.is_not(None))
        .with_only_columns(Experiment, ExperimentResult.lesson, SimilarLook)
        .options(contains_eager(Experiment.engagement).joinedload(Engagement.organisation))
    )
    found = {
        one.id: Similar(one, lesson or "", look) for one, lesson, look in db.session.execute(query)
    }
    return [found[key] for key in ids if key in found]


def list_looked_at(actor: Actor, experiment: Experiment) -> Sequence[Experiment]:
    """The similar experiments that were looked at before this one was registered, by name."""
    looked = select(SimilarLook.similar_id).where(
        SimilarLook.experiment_id == experiment.id, SimilarLook.looked_at.is_not(None)
    )
    query = visible(actor).where(Experiment.id.in_(looked))
    return db.session.scalars(query.order_by(Experiment.name_sort, Experiment.id)).all()
