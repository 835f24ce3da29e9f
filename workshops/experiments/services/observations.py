"""Linking the engagement's notes to an experiment."""

from collections.abc import Collection

from sqlalchemy import delete, select

from workshops.activity.services import record
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.engagements.services.versions import touch
from workshops.expectations.models import ExpectationNote
from workshops.experiments.models import Experiment
from workshops.experiments.models.learning import ExperimentObservation
from workshops.experiments.services.learning import may_learn


def observe_notes(
    actor: Actor, *, experiment: Experiment, shown: Collection[str], chosen: Collection[str]
) -> None:
    """Link the chosen among the shown notes of the engagement, and unlink the others of them."""
    may_learn(actor, experiment)
    query = select(ExpectationNote.id, ExpectationNote.public_id).where(
        ExpectationNote.engagement_id == experiment.engagement_id,
        ExpectationNote.public_id.in_(list(shown)),
        ExpectationNote.withdrawn_at.is_(None),
        ExpectationNote.hidden_at.is_(None),
    )
    numbers = {row.public_id: row.id for row in db.session.execute(query)}
    link = ExperimentObservation
    db.session.execute(
        delete(link).where(
            link.experiment_id == experiment.id, link.note_id.in_(list(numbers.values()))
        )
    )
    wanted = [number for public_id, number in numbers.items() if public_id in chosen]
    db.session.add_all(link(experiment_id=experiment.id, note_id=number) for number in wanted)
    touch(experiment)
    db.session.flush()
    number, name = experiment.engagement_id, experiment.name
    record(actor, "observations_linked", experiment, title=name, engagement_id=number)
