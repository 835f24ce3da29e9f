"""Beginning an experiment and writing its plan, step by step."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.actor import Actor
from workshops.core.db import transaction
from workshops.core.errors import Conflict, NotFound
from workshops.core.text import N_
from workshops.experiments import permissions, queries
from workshops.experiments.forms.plan import FORMS, PlanForm, typed_values
from workshops.experiments.models import Experiment
from workshops.experiments.queries import plans as plan_queries
from workshops.experiments.rules import states
from workshops.experiments.rules.plan import FIELDS, LOCKED, PlanStep, has_rule, wanting
from workshops.experiments.rules.registration import as_json
from workshops.experiments.services import plans
from workshops.experiments.views.blueprint import bp, experiment_url
from workshops.experiments.views.choices import choices_for, records_of
from workshops.experiments.views.words import say_plan
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import posted
from workshops.web.language import language


@bp.get("/experiments/<id:experiment_id>/plan/<slug:step>")
@needs("U", "experiment")
def edit_plan(experiment_id: str, step: str) -> str:
    """One step of the plan as a form."""
    actor = current_actor()
    experiment = _plannable(actor, experiment_id)
    wanted = _step(step)
    return _step_page(actor, experiment, wanted, _form(actor, experiment, wanted))


@bp.post("/experiments/<id:experiment_id>/plan/<slug:step>")
@needs("U", "experiment")
def change_plan(experiment_id: str, step: str) -> Response:
    """Save one step and go where the button says."""
    actor = current_actor()
    experiment = _plannable(actor, experiment_id)
    wanted = _step(step)
    form = _form(actor, experiment, wanted)

    def now() -> PlanForm:
        return _form(actor, experiment, wanted, formdata=None)

    with form.saving(
        lambda: _step_page(actor, experiment, wanted, form),
        stale=lambda: merge.page(form, now(), cancel_url=experiment_url(experiment)),
    ):
        plans.change_plan(
            actor,
            experiment=experiment,
            values=records_of(actor, experiment.engagement, form.values()),
            version=form.version.data,
        )
    return _onward(experiment, wanted, posted("go"))


@bp.post("/experiments/<id:experiment_id>/delete")
@needs("D", "experiment")
def delete(experiment_id: str) -> Response:
    """Put a draft in the bin."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    with transaction():
        plans.delete_experiment(actor, experiment=experiment)
    text = _("The experiment “%(name)s” is deleted.", name=experiment.name)
    back = url_for("experiments.restore", experiment_id=experiment_id)
    undo.offer(text, back)
    here = experiment.engagement.public_id
    return redirect(url_for("experiments.of_engagement", engagement_id=here))


@bp.post("/experiments/<id:experiment_id>/restore")
@needs("D", "experiment")
def restore(experiment_id: str) -> Response:
    """Take a draft out of the bin."""
    actor = current_actor()
    experiment = queries.get_to_restore(actor, experiment_id)
    with transaction():
        plans.restore_experiment(actor, experiment=experiment)
    flash(_("The experiment is back."), "success")
    return redirect(experiment_url(experiment))


def _plannable(actor: Actor, experiment_id: str) -> Experiment:
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_edit_experiments(actor, experiment.engagement))
    if experiment.state not in states.PLANNABLE:
        raise Conflict(N_("The experiment has ended, and its plan is not changed any more."))
    return experiment


def _step(name: str) -> PlanStep:
    if name not in set(PlanStep):
        raise NotFound(N_("The plan has no such step."))
    return PlanStep(name)


def _form(actor: Actor, experiment: Experiment, step: PlanStep, **more: Any) -> PlanForm:
    """The form of a step as it is stored; what is locked is not in it."""
    form = FORMS[step](data=typed_values(_stored(actor, experiment), step), **more)
    if experiment.state in states.LOCKED:
        form.lock()
    form.offer(choices_for(actor, experiment.engagement, form.names, experiment))
    return form


def _stored(actor: Actor, experiment: Experiment) -> dict[str, Any]:
    stored = {name: getattr(experiment, name) for name in plan_queries.COLUMNS}
    replicated = plan_queries.find_replicated(actor, experiment)
    used = plan_queries.list_used_methods(experiment, language())
    return stored | {
        "version": experiment.version,
        "themes": [theme.public_id for theme in plan_queries.list_tested(experiment)],
        "concept": experiment.concept.public_id if experiment.concept else "",
        "owner": experiment.owner.public_id,
        "methods": [str(card.method_id) for card in used],
        "replicates": replicated.name if replicated else "",
    }


def _step_page(actor: Actor, experiment: Experiment, step: PlanStep, form: PlanForm) -> str:
    locked = [name for name in FIELDS[step] if name in LOCKED and name not in form]
    values = {name: as_json(getattr(experiment, name)) for name in locked}
    return render_template(
        "experiments/plan_step.html",
        experiment=experiment,
        step=step,
        steps=_guide(experiment, step),
        form=form,
        locked=say_plan(values, locked),
        replicable=plan_queries.list_replicable(actor, experiment)
        if step is PlanStep.IDENTITY
        else [],
        may_amend=permissions.can_decide_experiments(actor, experiment.engagement),
    )


def _guide(experiment: Experiment, current: PlanStep) -> list[tuple[str, str, str]]:
    """The step guide: a step is done when nothing of it is wanting.

    What is measured is open as long as there is no rule that says whether it matters.
    """
    plan = plan_queries.plan_of(experiment)
    open_steps = {want.step for want in wanting(plan)}
    if not has_rule(plan):
        open_steps.add(PlanStep.MEASURE)
    return [
        (
            _(step.label),
            "current" if step is current else "coming" if step in open_steps else "done",
            url_for("experiments.edit_plan", experiment_id=experiment.public_id, step=step.value),
        )
        for step in PlanStep
    ]


def _onward(experiment: Experiment, step: PlanStep, go: str) -> Response:
    order = list(PlanStep)
    following = order[order.index(step) + 1 :]
    to = step if go == "more" else following[0] if go == "next" and following else None
    if to is None:
        flash(_("The plan is saved."), "success")
        return redirect(experiment_url(experiment))
    key = experiment.public_id
    return redirect(url_for("experiments.edit_plan", experiment_id=key, step=to.value))
