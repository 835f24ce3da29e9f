"""The lab's strategic goals."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.engagements.forms import GoalForm
from workshops.engagements.permissions import can_keep_goals
from workshops.engagements.queries.goals import get_goal, list_goals
from workshops.engagements.services import goals
from workshops.engagements.views.blueprint import bp
from workshops.web import merge
from workshops.web.access import current_actor, needs
from workshops.web.arguments import posted


@bp.get("/lab/goals")
@needs("R", "taxonomy")
def goal_list() -> str:
    """Every goal, with those that are no longer offered."""
    return render_template(
        "engagements/goals.html",
        goals=list_goals(with_retired=True),
        may_keep=can_keep_goals(current_actor()),
    )


@bp.get("/lab/goals/new")
@needs("U", "taxonomy")
def new_goal() -> str:
    """An empty goal."""
    return render_template("engagements/goal.html", form=GoalForm(), goal=None)


@bp.post("/lab/goals/new")
@needs("U", "taxonomy")
def add_goal() -> Response:
    """Set a goal."""
    form = GoalForm()
    with form.saving(lambda: render_template("engagements/goal.html", form=form, goal=None)):
        goals.add_goal(current_actor(), **_names(form))
    flash(gettext("The goal is set."), "success")
    return redirect(url_for("engagements.goal_list"))


@bp.get("/lab/goals/<id:goal_id>")
@needs("U", "taxonomy")
def edit_goal(goal_id: str) -> str:
    """A goal's words."""
    goal = get_goal(goal_id)
    return render_template("engagements/goal.html", form=GoalForm(obj=goal), goal=goal)


@bp.post("/lab/goals/<id:goal_id>")
@needs("U", "taxonomy")
def save_goal(goal_id: str) -> Response:
    """Say a goal in other words."""
    goal, form = get_goal(goal_id), GoalForm()
    with form.saving(
        lambda: render_template("engagements/goal.html", form=form, goal=goal),
        stale=lambda: merge.page(form, goal, cancel_url=url_for("engagements.goal_list")),
    ):
        goals.rename_goal(current_actor(), goal=goal, version=form.version.data, **_names(form))
    flash(gettext("Saved."), "success")
    return redirect(url_for("engagements.goal_list"))


@bp.post("/lab/goals/<id:goal_id>/retire")
@needs("U", "taxonomy")
def retire_goal(goal_id: str) -> Response:
    """No longer offer a goal, or offer it again."""
    with transaction():
        retired = posted("retired") == "1"
        goals.set_retired(current_actor(), goal=get_goal(goal_id), retired=retired)
    flash(
        gettext("The goal is no longer offered.")
        if retired
        else gettext("The goal is offered again."),
        "success",
    )
    return redirect(url_for("engagements.goal_list"))


def _names(form: GoalForm) -> dict[str, str]:
    return {"name_en": form.name_en.data or "", "name_da": form.name_da.data or ""}
