"""The blueprint of the pages of experiments, and what they share."""

from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import gettext as _

from workshops.core.actor import Actor
from workshops.core.text import N_
from workshops.engagements.permissions import can_see_activity
from workshops.experiments import permissions, queries
from workshops.experiments.models import Experiment
from workshops.experiments.views.acts import next_act, other_acts
from workshops.web.access import require

bp = Blueprint("experiments", __name__)

TABS = (
    ("experiments.show", N_("Plan")),
    ("experiments.sheet", N_("Management sheet")),
    ("experiments.results", N_("Results")),
    ("experiments.barriers", N_("Barriers and skills")),
    ("experiments.accounts", N_("Costs and gains")),
    ("experiments.decision", N_("Decision")),
    ("experiments.log", N_("Log")),
)
OWN_ONLY = {
    "experiments.barriers": permissions.can_see_barriers,
    "experiments.log": can_see_activity,
}


def experiment_url(experiment: Experiment, endpoint: str = "experiments.show") -> str:
    """One of the experiment's pages."""
    return url_for(endpoint, experiment_id=experiment.public_id)


def decidable(actor: Actor, experiment_id: str) -> Experiment:
    """An experiment that the actor may decide about. Raises NotFound, NotAllowed."""
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_decide_experiments(actor, experiment.engagement))
    return experiment


def experiment_page(
    template: str, actor: Actor, experiment: Experiment, tab: str, **context: Any
) -> str:
    """A tab of the experiment's page; the template extends experiments/_experiment.html."""
    act = next_act(actor, experiment)
    return render_template(
        template,
        experiment=experiment,
        tabs=tabs_of(actor, experiment, tab),
        next_act=act if act and act.url != request.path else None,
        other_acts=other_acts(actor, experiment),
        **context,
    )


def tabs_of(actor: Actor, experiment: Experiment, current: str) -> list[tuple[str, str, bool]]:
    """The tabs that exist and that the reader may open."""
    return [
        (_(label), experiment_url(experiment, endpoint), endpoint == current)
        for endpoint, label in TABS
        if endpoint in current_app.view_functions
        and OWN_ONLY.get(endpoint, _anybody)(actor, experiment.engagement)
    ]


def _anybody(_actor: Actor, _engagement: object) -> bool:
    return True
