"""What rests on a note, theme or experiment: experiments that observed it, drafts, versions."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.resting import Resting
from workshops.core.text import N_
from workshops.deliverables.queries.trace import list_resting_on
from workshops.expectations.models import ExpectationNote
from workshops.experiments.models import Experiment
from workshops.experiments.models.learning import Barrier, BarrierNote, ExperimentObservation
from workshops.experiments.queries import visible


def experiments_on(actor: Actor, key: str) -> Sequence[Resting]:
    """Experiments that the one who asks may see, with a note as observation or barrier."""
    kind, _, public_id = key.partition(":")
    if kind != "note":
        return ()
    note = select(ExpectationNote.id).where(ExpectationNote.public_id == public_id)
    observed = select(ExperimentObservation.experiment_id).where(
        ExperimentObservation.note_id.in_(note)
    )
    hindered = (
        select(Barrier.experiment_id)
        .join(BarrierNote, BarrierNote.barrier_id == Barrier.id)
        .where(BarrierNote.note_id.in_(note), Barrier.deleted_at.is_(None))
    )
    found = db.session.scalars(
        visible(actor)
        .where(or_(Experiment.id.in_(observed), Experiment.id.in_(hindered)))
        .order_by(Experiment.id)
    )
    return [
        Resting(N_("Experiments"), each.name, "experiments.show", {"experiment_id": each.public_id})
        for each in found
    ]


def papers_on(actor: Actor, key: str) -> Sequence[Resting]:
    """Drafts and issued versions that cite the record, for those who may see them."""
    return [
        Resting(
            N_("Issued versions"),
            f"{each.version.title} · {each.version.number}",
            "deliverables.version",
            {"version_id": each.version.public_id},
        )
        if each.version
        else Resting(
            N_("Drafts"),
            each.deliverable.title,
            "deliverables.draft",
            {"deliverable_id": each.deliverable.public_id},
        )
        for each in list_resting_on(actor, key)
    ]
