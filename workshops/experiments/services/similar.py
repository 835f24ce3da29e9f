"""Looking at similar past experiments before a new one is registered."""

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, NotAllowed
from workshops.core.text import N_
from workshops.experiments import permissions
from workshops.experiments.models import Experiment, SimilarLook
from workshops.experiments.queries.plans import find_look
from workshops.experiments.queries.similar import list_similar
from workshops.experiments.services.plans import note


def look_at(actor: Actor, *, experiment: Experiment, similar: Experiment) -> SimilarLook:
    """Note that a similar experiment was opened for this one."""
    if not permissions.can_edit_experiments(actor, experiment.engagement):
        raise NotAllowed(N_("Only those who work on the engagement can change its experiments."))
    require_there(experiment, similar)
    if similar.id == experiment.id:
        raise Conflict(N_("An experiment is not similar to itself."))
    look = find_look(experiment, similar)
    if look is not None:
        return look
    look = SimilarLook(experiment_id=experiment.id, similar_id=similar.id, looked_at=clock.now())
    db.session.add(look)
    db.session.flush()
    note(actor, "looked_at_similar", experiment)
    return look


def require_looks(actor: Actor, *, experiment: Experiment) -> None:
    """Search once more and note when; raises Conflict while one that is similar was not opened."""
    if not all(similar.looked for similar in list_similar(actor, experiment)):
        raise Conflict(N_("Look at the similar experiments first; one of them is not opened yet."))
    experiment.similar_searched_at = clock.now()
