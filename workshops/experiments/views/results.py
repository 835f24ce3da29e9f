"""What an experiment showed: beside its plan, as a picture, and written step by step."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.actor import Actor
from workshops.core.errors import NotFound
from workshops.core.text import N_
from workshops.experiments import permissions, queries
from workshops.experiments.forms.decision import LevelForm
from workshops.experiments.forms.results import (
    FORMS,
    ResultForm,
    ResultStep,
    filled_steps,
    values_of,
)
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import EVIDENCE_LEVELS
from workshops.experiments.queries import decisions, learning
from workshops.experiments.rules.evidence_level import steps
from workshops.experiments.services import results as services
from workshops.experiments.services.decision import set_evidence_level
from workshops.experiments.services.learning import can_learn
from workshops.experiments.views import comparison
from workshops.experiments.views.blueprint import bp, experiment_page, experiment_url
from workshops.experiments.views.telling import say_reason, say_steps
from workshops.web import merge
from workshops.web.access import current_actor, needs, require

RECORD: dict[ResultStep, tuple[Any, str]] = {
    ResultStep.MEASURED: (services.record_measured, "measured"),
    ResultStep.GROUPS: (services.record_groups, "groups"),
    ResultStep.LEARNED: (services.record_learning, "learned"),
    ResultStep.SPREAD: (services.record_spread, "spread"),
}


@bp.get("/experiments/<id:experiment_id>/results")
@needs("R", "experiment")
def results(experiment_id: str) -> str:
    """The plan beside the outcome, how sure it makes us, what was seen and made."""
    actor = current_actor()
    return _page(actor, queries.get_experiment(actor, experiment_id))


@bp.post("/experiments/<id:experiment_id>/results")
@needs("P", "experiment")
def set_level(experiment_id: str) -> Response:
    """Set the evidence level: the ceiling or lower."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_decide_experiments(actor, experiment.engagement))
    form = LevelForm().offer(experiment.evidence_ceiling)
    with form.saving(lambda: _page(actor, experiment, form)):
        version, level = form.version.data, int(form.level.data)
        set_evidence_level(actor, experiment=experiment, version=version, level=level)
    flash(_("Saved."), "success")
    return redirect(experiment_url(experiment, "experiments.results"))


@bp.get("/experiments/<id:experiment_id>/results/<slug:step>")
@needs("U", "experiment")
def edit_result(experiment_id: str, step: str) -> str:
    """One step of the result as a form."""
    actor = current_actor()
    experiment, chosen = queries.get_experiment(actor, experiment_id), _step(step)
    require(permissions.can_edit_experiments(actor, experiment.engagement))
    form = FORMS[chosen](data=_values(experiment))
    return _form_page(experiment, chosen, form)


@bp.post("/experiments/<id:experiment_id>/results/<slug:step>")
@needs("U", "experiment")
def save_result(experiment_id: str, step: str) -> Response:
    """Keep one step, and go on to the next."""
    actor = current_actor()
    experiment, chosen = queries.get_experiment(actor, experiment_id), _step(step)
    require(permissions.can_edit_experiments(actor, experiment.engagement))
    form = FORMS[chosen](data=_values(experiment))
    back = experiment_url(experiment, "experiments.results")
    with form.saving(
        lambda: _form_page(experiment, chosen, form),
        stale=lambda: merge.page(form, _values(experiment), cancel_url=back),
    ):
        save, name = RECORD[chosen]
        save(actor, experiment=experiment, version=form.version.data, **{name: form.part()})
    flash(_("Saved."), "success")
    return redirect(_after(experiment, chosen))


def _step(step: str) -> ResultStep:
    if step not in set(ResultStep):
        raise NotFound(N_("This is not there any more."))
    return ResultStep(step)


def _values(experiment: Experiment) -> dict[str, Any]:
    return values_of(experiment, learning.find_result(experiment))


def _steps_of(experiment: Experiment) -> list[ResultStep]:
    """The steps that may be written now; groups only where the plan names some."""
    offered = []
    for step in ResultStep:
        empty = step is ResultStep.GROUPS and not (experiment.subgroups or experiment.guardrails)
        if not empty and services.can_record(experiment, spread=step is ResultStep.SPREAD):
            offered.append(step)
    return offered


def _url(experiment: Experiment, step: ResultStep) -> str:
    return url_for("experiments.edit_result", experiment_id=experiment.public_id, step=step.value)


def _after(experiment: Experiment, step: ResultStep) -> str:
    """The next step, or after the last one the results."""
    offered = _steps_of(experiment)
    later = offered[offered.index(step) + 1 :] if step in offered else []
    return (
        _url(experiment, later[0]) if later else experiment_url(experiment, "experiments.results")
    )


def _form_page(experiment: Experiment, step: ResultStep, form: ResultForm) -> str:
    offered = _steps_of(experiment)
    filled = filled_steps(learning.find_result(experiment))
    states = {one: "done" if one in filled else "coming" for one in offered} | {step: "current"}
    guide = [(_(one.label), states[one], _url(experiment, one)) for one in offered]
    return render_template(
        "experiments/result_form.html",
        experiment=experiment,
        form=form,
        rails=[comparison.say_limit(rail) for rail in decisions.guardrails_of(experiment, None)],
        step=step,
        title=_(step.label),
        guide=guide,
        last=not offered or step is offered[-1],
        back=experiment_url(experiment, "experiments.results"),
    )


def _page(actor: Actor, experiment: Experiment, level_form: LevelForm | None = None) -> str:
    result = learning.find_result(experiment)
    rails = decisions.guardrails_of(experiment, result)
    engagement = experiment.engagement
    may_edit = permissions.can_edit_experiments(actor, engagement)
    offered = _steps_of(experiment) if may_edit else []
    level = {"version": experiment.version, "level": str(experiment.evidence_level)}
    form = level_form or LevelForm(formdata=None, data=level).offer(experiment.evidence_ceiling)
    return experiment_page(
        "experiments/results.html",
        actor,
        experiment,
        "experiments.results",
        result=result,
        beside=comparison.beside(experiment, result, rails),
        chart=comparison.chart(experiment, result),
        verdict=say_reason(decisions.verdict_of(experiment, result).reason),
        levels=say_steps(steps(decisions.grounds_of(experiment, result))),
        level_words={number: _(word) for number, word in EVIDENCE_LEVELS.items()},
        level_form=form,
        may_set_level=permissions.can_decide_experiments(actor, engagement),
        edits=[(_(step.label), _url(experiment, step)) for step in offered],
        may_learn=may_edit and can_learn(experiment),
        observations=learning.list_observations(actor, experiment),
        may_see_notes=permissions.can_see_barriers(actor, engagement),
        artefacts=learning.list_artefacts(experiment),
    )
