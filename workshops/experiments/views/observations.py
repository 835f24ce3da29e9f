"""Linking the engagement's notes to an experiment: search, tick, save."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.experiments import permissions, queries
from workshops.experiments.queries import learning
from workshops.experiments.services.observations import observe_notes
from workshops.experiments.views.blueprint import bp, experiment_url
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import asked, posted_all
from workshops.web.pages import here, paginate


@bp.get("/experiments/<id:experiment_id>/observations")
@needs("U", "experiment")
def observations(experiment_id: str) -> str:
    """The engagement's notes, those that are linked ticked."""
    actor, text = current_actor(), asked("q", most=100)
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_edit_experiments(actor, experiment.engagement))
    page = paginate(learning.search_notes(actor, experiment, text))
    return render_template(
        "experiments/observations.html",
        experiment=experiment,
        page=page,
        linked=learning.observed_among(experiment, page.items),
        text=text,
        here=here,
        back=experiment_url(experiment, "experiments.results"),
    )


@bp.post("/experiments/<id:experiment_id>/observations")
@needs("U", "experiment")
def link_observations(experiment_id: str) -> Response:
    """Link the ticked ones of those that were shown, and stay on the page."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    with transaction():
        observe_notes(
            actor,
            experiment=experiment,
            shown=posted_all("shown"),
            chosen=posted_all("note"),
        )
    flash(_("Saved."), "success")
    return redirect(here())
