"""Starting, ending, following up and abandoning an experiment."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.db import transaction
from workshops.experiments import queries
from workshops.experiments.forms.starting import AbandonForm, EndForm, StartForm
from workshops.experiments.models import Experiment
from workshops.experiments.queries.plans import start_needs_of
from workshops.experiments.services import states
from workshops.experiments.views.blueprint import bp, decidable, experiment_url
from workshops.web.access import current_actor, needs
from workshops.web.language import local_day
from workshops.web.merge import StepForm


@bp.get("/experiments/<id:experiment_id>/start")
@needs("P", "experiment")
def start(experiment_id: str) -> str:
    """What a start asks for, with what is missing, and the first day."""
    experiment = decidable(current_actor(), experiment_id)
    return _start_page(experiment, StartForm(data=_seen(experiment, "started_on")))


@bp.post("/experiments/<id:experiment_id>/start")
@needs("P", "experiment")
def begin(experiment_id: str) -> Response:
    """Start it."""
    actor = current_actor()
    experiment = decidable(actor, experiment_id)
    form = StartForm(data=_seen(experiment, "started_on"))
    with form.saving(lambda: _start_page(experiment, form)):
        states.start_experiment(
            actor,
            experiment=experiment,
            version=form.version.data,
            started_on=form.started_on.data,
            today=local_day(clock.now()),
        )
    flash(_("The experiment is running."), "success")
    return redirect(experiment_url(experiment))


@bp.get("/experiments/<id:experiment_id>/end")
@needs("P", "experiment")
def end(experiment_id: str) -> str:
    """Ask for the last day."""
    experiment = decidable(current_actor(), experiment_id)
    return _page("experiments/end.html", experiment, EndForm(data=_seen(experiment, "ended_on")))


@bp.post("/experiments/<id:experiment_id>/end")
@needs("P", "experiment")
def conclude(experiment_id: str) -> Response:
    """End it; then it is decided."""
    actor = current_actor()
    experiment = decidable(actor, experiment_id)
    form = EndForm(data=_seen(experiment, "ended_on"))
    with form.saving(lambda: _page("experiments/end.html", experiment, form)):
        states.conclude_experiment(
            actor,
            experiment=experiment,
            version=form.version.data,
            ended_on=form.ended_on.data,
            today=local_day(clock.now()),
        )
    flash(_("The experiment has ended. Its result can now be decided upon."), "success")
    return redirect(experiment_url(experiment))


@bp.post("/experiments/<id:experiment_id>/follow-up")
@needs("P", "experiment")
def follow_up(experiment_id: str) -> Response:
    """Close it once its decision has been followed up."""
    actor = current_actor()
    experiment, form = queries.get_experiment(actor, experiment_id), StepForm()
    with transaction():
        version = form.version.data or experiment.version
        states.follow_up_experiment(actor, experiment=experiment, version=version)
    flash(_("The decision is noted as followed up."), "success")
    return redirect(experiment_url(experiment))


@bp.get("/experiments/<id:experiment_id>/abandon")
@needs("P", "experiment")
def abandon(experiment_id: str) -> str:
    """Ask why."""
    experiment = decidable(current_actor(), experiment_id)
    return _page("experiments/abandon.html", experiment, AbandonForm(data=_seen(experiment)))


@bp.post("/experiments/<id:experiment_id>/abandon")
@needs("P", "experiment")
def give_up(experiment_id: str) -> Response:
    """Abandon it, with the reason."""
    actor = current_actor()
    experiment = decidable(actor, experiment_id)
    form = AbandonForm(data=_seen(experiment))
    with form.saving(lambda: _page("experiments/abandon.html", experiment, form)):
        version, reason = form.version.data, form.reason.data or ""
        states.abandon_experiment(actor, experiment=experiment, version=version, reason=reason)
    flash(_("The experiment is abandoned. What was learned from it stays."), "success")
    return redirect(experiment_url(experiment))


def _seen(experiment: Experiment, day: str = "") -> dict[str, object]:
    """What a form begins with: the version that is looked at, and today."""
    return {"version": experiment.version} | ({day: local_day(clock.now())} if day else {})


def _page(template: str, experiment: Experiment, form: StepForm) -> str:
    return render_template(template, experiment=experiment, form=form)


def _start_page(experiment: Experiment, form: StepForm) -> str:
    start_needs = start_needs_of(experiment)
    return render_template(
        "experiments/start.html",
        experiment=experiment,
        form=form,
        start_needs=start_needs,
        ready=all(need.met for need in start_needs),
    )
