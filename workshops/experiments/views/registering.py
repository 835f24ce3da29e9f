"""Registering an experiment, looking at similar ones before it, and new versions of the plan."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.actor import Actor
from workshops.core.db import transaction
from workshops.core.errors import Conflict
from workshops.core.text import N_
from workshops.experiments import queries
from workshops.experiments.forms.plan import AmendForm, typed_values
from workshops.experiments.models import Experiment
from workshops.experiments.queries.plans import COLUMNS, list_versions, plan_of
from workshops.experiments.queries.similar import list_similar
from workshops.experiments.rules import states
from workshops.experiments.rules.plan import LABELS, LOCKED, wanting
from workshops.experiments.rules.registration import as_json, changes
from workshops.experiments.services import registration
from workshops.experiments.services import similar as similar_services
from workshops.experiments.views.blueprint import bp, decidable, experiment_page, experiment_url
from workshops.experiments.views.words import (
    say_baseline,
    say_guardrail,
    say_plan,
    say_rule,
    say_value,
)
from workshops.web import merge
from workshops.web.access import current_actor, needs
from workshops.web.merge import StepForm

SHOWN = ("hypothesis", "change_tested", "kind", "metric", "min_n", "subgroups")


@bp.get("/experiments/<id:experiment_id>/register")
@needs("P", "experiment")
def register(experiment_id: str) -> Response | str:
    """What is missing, what is similar, and what will be locked; once locked, the experiment."""
    actor = current_actor()
    experiment = decidable(actor, experiment_id)
    if experiment.state not in states.OPEN:
        return redirect(experiment_url(experiment))
    return _register_page(actor, experiment, StepForm(data={"version": experiment.version}))


@bp.post("/experiments/<id:experiment_id>/register")
@needs("P", "experiment")
def lock(experiment_id: str) -> Response:
    """Lock the plan."""
    actor = current_actor()
    experiment = _open(actor, experiment_id)
    form = StepForm(data={"version": experiment.version})
    with form.saving(lambda: _register_page(actor, experiment, form)):
        version = form.version.data or 0
        registration.register_experiment(actor, experiment=experiment, version=version)
    flash(_("The experiment is registered, and its plan is locked."), "success")
    return redirect(experiment_url(experiment))


@bp.post("/experiments/<id:experiment_id>/similar/<id:similar_id>")
@needs("U", "experiment")
def look(experiment_id: str, similar_id: str) -> Response:
    """Open a similar experiment, and note that it was looked at."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    similar = queries.get_experiment(actor, similar_id)
    with transaction():
        similar_services.look_at(actor, experiment=experiment, similar=similar)
    here = url_for("experiments.show", experiment_id=similar_id, planned=experiment_id)
    return redirect(here)


@bp.get("/experiments/<id:experiment_id>/amend")
@needs("P", "experiment")
def amend(experiment_id: str) -> str:
    """Everything that is locked as a form, and the reason."""
    experiment = _amendable(current_actor(), experiment_id)
    return _amend_page(experiment, _amend_form(experiment))


@bp.post("/experiments/<id:experiment_id>/amend")
@needs("P", "experiment")
def make_version(experiment_id: str) -> Response:
    """Make a new version of the plan."""
    actor = current_actor()
    experiment = _amendable(actor, experiment_id)
    form = _amend_form(experiment)

    def now() -> AmendForm:
        return _amend_form(experiment, formdata=None)

    with form.saving(
        lambda: _amend_page(experiment, form),
        stale=lambda: merge.page(form, now(), cancel_url=experiment_url(experiment)),
    ):
        registration.amend_plan(
            actor,
            experiment=experiment,
            values=form.values(),
            reason=form.reason.data or "",
            version=form.version.data,
        )
    flash(_("A new version of the plan is locked; the earlier one stays beside it."), "success")
    return redirect(url_for("experiments.versions", experiment_id=experiment_id))


@bp.get("/experiments/<id:experiment_id>/versions")
@needs("R", "experiment")
def versions(experiment_id: str) -> str:
    """Every registered version with what it changed, the newest first."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    stored = list_versions(experiment)
    before: list[dict[str, Any]] = [{}, *[one.plan for one in stored]]
    shown = [
        {
            "version": one,
            "changes": [
                (_(LABELS[c.name]), say_value(c.name, c.before), say_value(c.name, c.after))
                for c in changes(old, one.plan)
            ],
            "plan": say_plan(one.plan, LOCKED),
        }
        for old, one in zip(before, stored, strict=False)
    ]
    return experiment_page(
        "experiments/versions.html", actor, experiment, "experiments.show", versions=shown[::-1]
    )


def _open(actor: Actor, experiment_id: str) -> Experiment:
    experiment = decidable(actor, experiment_id)
    if experiment.state not in states.OPEN:
        raise Conflict(N_("The experiment is registered already."))
    return experiment


def _register_page(actor: Actor, experiment: Experiment, form: StepForm) -> str:
    similar = list_similar(actor, experiment)
    missing = wanting(plan_of(experiment))
    plan = {name: as_json(getattr(experiment, name)) for name in COLUMNS}
    return render_template(
        "experiments/register.html",
        experiment=experiment,
        form=form,
        missing=missing,
        similar=similar,
        ready=not missing and all(one.looked for one in similar),
        plan=say_plan(plan, SHOWN),
        baseline=say_baseline(plan),
        rule=say_rule(plan),
        guardrails=[say_guardrail(one) for one in experiment.guardrails],
    )


def _amendable(actor: Actor, experiment_id: str) -> Experiment:
    experiment = decidable(actor, experiment_id)
    if experiment.state not in states.LOCKED:
        raise Conflict(N_("The plan can only be changed between registration and result."))
    return experiment


def _amend_form(experiment: Experiment, **more: Any) -> AmendForm:
    stored = {name: getattr(experiment, name) for name in LOCKED}
    form = AmendForm(data=typed_values({**stored, "version": experiment.version}), **more)
    form.offer({})
    return form


def _amend_page(experiment: Experiment, form: AmendForm) -> str:
    return render_template("experiments/amend.html", experiment=experiment, form=form)
