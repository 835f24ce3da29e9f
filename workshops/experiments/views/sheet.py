"""The management sheet of an experiment."""

from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.actor import Actor
from workshops.core.errors import Conflict
from workshops.core.text import N_
from workshops.experiments import permissions, queries
from workshops.experiments.forms.sheet import SheetForm, sheet_values
from workshops.experiments.models import Experiment
from workshops.experiments.models.kinds import CODE_POINTS
from workshops.experiments.models.sheet import ManagementSheet
from workshops.experiments.queries.plans import find_sheet, start_needs_of
from workshops.experiments.rules import states
from workshops.experiments.rules.readiness import DEGREES, READINESS
from workshops.experiments.services.sheet import change_sheet
from workshops.experiments.views.blueprint import bp, experiment_page, experiment_url
from workshops.web import merge
from workshops.web.access import current_actor, needs, require

KINDS = ("gap", "some", "some", "full")


@bp.get("/experiments/<id:experiment_id>/sheet")
@needs("R", "experiment")
def sheet(experiment_id: str) -> str:
    """The sheet, how ready the place is, and what a start still asks for."""
    actor = current_actor()
    experiment = queries.get_experiment(actor, experiment_id)
    found = find_sheet(experiment)
    return experiment_page(
        "experiments/sheet.html",
        actor,
        experiment,
        "experiments.sheet",
        sheet=found,
        start_needs=start_needs_of(experiment),
        readiness=_matrix(found),
        code_points=[(n, _(CODE_POINTS[n])) for n in found.code_points] if found else [],
        may_edit=_open(actor, experiment),
    )


@bp.get("/experiments/<id:experiment_id>/sheet/edit")
@needs("U", "experiment")
def edit_sheet(experiment_id: str) -> str:
    """The sheet as a form."""
    experiment = _editable(current_actor(), experiment_id)
    return _form_page(experiment, _form(experiment))


@bp.post("/experiments/<id:experiment_id>/sheet/edit")
@needs("U", "experiment")
def save_sheet(experiment_id: str) -> Response:
    """Save the sheet."""
    actor = current_actor()
    experiment = _editable(actor, experiment_id)
    form = _form(experiment)
    back = experiment_url(experiment, "experiments.sheet")
    with form.saving(
        lambda: _form_page(experiment, form),
        stale=lambda: merge.page(form, _form(experiment, formdata=None), cancel_url=back),
    ):
        change_sheet(actor, experiment=experiment, values=form.values(), version=form.version.data)
    flash(_("The management sheet is saved."), "success")
    return redirect(back)


def _open(actor: Actor, experiment: Experiment) -> bool:
    fitting = experiment.state in states.PLANNABLE
    return fitting and permissions.can_edit_experiments(actor, experiment.engagement)


def _editable(actor: Actor, experiment_id: str) -> Experiment:
    experiment = queries.get_experiment(actor, experiment_id)
    require(permissions.can_edit_experiments(actor, experiment.engagement))
    if experiment.state not in states.PLANNABLE:
        raise Conflict(N_("The experiment has ended, and its sheet is not changed any more."))
    return experiment


def _form(experiment: Experiment, **more: Any) -> SheetForm:
    return SheetForm(data=sheet_values(find_sheet(experiment)), **more).offer()


def _form_page(experiment: Experiment, form: SheetForm) -> str:
    return render_template("experiments/sheet_edit.html", experiment=experiment, form=form)


def _matrix(found: ManagementSheet | None) -> dict[str, Any] | None:
    """Readiness as one row: a degree from 0 to 3, in a pattern and in words."""
    if found is None:
        return None
    cells = [_cell(found.readiness.get(name)) for name in READINESS]
    columns = [_(label) for label in READINESS.values()]
    return {"columns": columns, "rows": [{"label": _("Readiness"), "cells": cells}]}


def _cell(degree: int | None) -> dict[str, Any]:
    if degree is None:
        return {"value": "–", "kind": "gap", "text": _("Not judged yet")}
    return {"value": degree, "kind": KINDS[degree], "text": _(DEGREES[degree])}
