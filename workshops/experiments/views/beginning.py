"""Beginning an experiment, most often from a theme."""

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.actor import Actor
from workshops.engagements.models import Engagement
from workshops.engagements.queries import get_engagement
from workshops.engagements.queries.people import find_account_of
from workshops.expectations.models import Theme
from workshops.experiments import permissions
from workshops.experiments.forms.starting import NewExperimentForm
from workshops.experiments.queries.plans import list_quotes
from workshops.experiments.rules.plan import PlanStep
from workshops.experiments.services import plans
from workshops.experiments.services.plans import NewExperiment
from workshops.experiments.views.blueprint import bp
from workshops.experiments.views.choices import (
    answered_by,
    choices_for,
    concept_named,
    records_of,
    themes_named,
)
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import asked, asked_all

FIELDS = ("name", "hypothesis", "themes", "concept", "owner")


@bp.get("/engagements/<id:engagement_id>/experiments/new")
@needs("C", "experiment")
def new(engagement_id: str) -> str:
    """A few fields; from a theme the hypothesis is begun, a concept brings what it answers."""
    actor = current_actor()
    engagement = _planned_in(actor, engagement_id)
    themes = themes_named(actor, engagement, asked_all("theme"))
    concept = concept_named(actor, engagement, asked("concept"))
    tested = themes or (answered_by(concept) if concept else [])
    account = find_account_of(actor)
    form = NewExperimentForm(
        hypothesis=_begun(themes[0]) if themes else "",
        themes=[theme.public_id for theme in tested],
        concept=concept.public_id if concept else "",
        owner=account.public_id if account else "",
    )
    form.offer(choices_for(actor, engagement, FIELDS))
    return _page(engagement, form, tested)


@bp.post("/engagements/<id:engagement_id>/experiments/new")
@needs("C", "experiment")
def create(engagement_id: str) -> Response:
    """Begin it as an idea, and go on with the plan."""
    actor = current_actor()
    engagement = _planned_in(actor, engagement_id)
    form = NewExperimentForm().offer(choices_for(actor, engagement, FIELDS))
    with form.saving(lambda: _page(engagement, form, [])):
        typed = {name: form[name].data for name in FIELDS}
        new = NewExperiment(**records_of(actor, engagement, typed))
        experiment = plans.plan_experiment(actor, engagement=engagement, new=new)
    key = experiment.public_id
    step = PlanStep.IDENTITY.value
    return redirect(url_for("experiments.edit_plan", experiment_id=key, step=step))


def _planned_in(actor: Actor, engagement_id: str) -> Engagement:
    engagement = get_engagement(actor, engagement_id)
    require(permissions.can_plan_experiments(actor, engagement))
    return engagement


def _begun(theme: Theme) -> str:
    """The first words of a hypothesis, from what citizens expect."""
    words = _(
        "We believe that … will … for those who use the service, because they expect this: "
        "“%(expectation)s”",
        expectation=theme.statement,
    )
    return str(words)


def _page(engagement: Engagement, form: NewExperimentForm, themes: list[Theme]) -> str:
    return render_template(
        "experiments/new.html",
        engagement=engagement,
        form=form,
        quotes=list_quotes(themes),
        back=url_for("experiments.of_engagement", engagement_id=engagement.public_id),
    )
