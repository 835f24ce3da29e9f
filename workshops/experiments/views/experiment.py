"""The page of an experiment: what it is, its next act, and its plan."""

from workshops.experiments import queries
from workshops.experiments.views.blueprint import bp, experiment_page
from workshops.web.access import current_actor, needs


@bp.get("/experiments/<id:experiment_id>")
@needs("R", "experiment")
def show(experiment_id: str) -> str:
    """The plan, as it stands."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    return experiment_page("experiments/plan.html", actor, experiment, "experiments.show")
