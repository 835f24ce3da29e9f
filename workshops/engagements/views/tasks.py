"""Tasks of an engagement."""

from flask import flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.engagements import permissions, queries
from workshops.engagements.forms import TaskForm
from workshops.engagements.models import Engagement, EngagementTask, Stage, StageState
from workshops.engagements.queries.people import find_account, list_members
from workshops.engagements.queries.tasks import get_task
from workshops.engagements.services import tasks
from workshops.engagements.services.tasks import TaskPlan
from workshops.engagements.views.blueprint import bp, engagement_url, to_engagement
from workshops.engagements.views.reading import refuse_unless
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs
from workshops.web.arguments import posted

Answer = Response | tuple[str, int]


@bp.get("/engagements/<id:engagement_id>/tasks/new")
@needs("C", "engagement_task")
def new_task(engagement_id: str) -> str:
    """An empty task in the stage that is under way."""
    engagement = _with_tasks(engagement_id)
    current = (row.stage for row in engagement.stages if row.state is StageState.CURRENT)
    form = _form(engagement, {"stage": next(current, Stage.SCOPING).value})
    return _page(form, engagement)


@bp.post("/engagements/<id:engagement_id>/tasks/new")
@needs("C", "engagement_task")
def add_task(engagement_id: str) -> Answer:
    """Write a task down."""
    engagement = _with_tasks(engagement_id)
    form = _form(engagement)
    with form.saving(lambda: _page(form, engagement)):
        tasks.add_task(current_actor(), engagement=engagement, plan=_plan(form))
    flash(gettext("The task is written down."), "success")
    return to_engagement(engagement)


@bp.get("/engagements/<id:engagement_id>/tasks/<id:task_id>")
@needs("C", "engagement_task")
def edit_task(engagement_id: str, task_id: str) -> str:
    """Everything about a task."""
    engagement, task = _task(engagement_id, task_id)
    return _page(_form(engagement, _values(task)), engagement, task)


@bp.post("/engagements/<id:engagement_id>/tasks/<id:task_id>")
@needs("C", "engagement_task")
def save_task(engagement_id: str, task_id: str) -> Answer:
    """Keep what was changed."""
    engagement, task = _task(engagement_id, task_id)
    form, actor = _form(engagement, _values(task)), current_actor()
    with form.saving(
        lambda: _page(form, engagement, task),
        stale=lambda: merge.page(form, _values(task), cancel_url=engagement_url(engagement)),
    ):
        version = form.version.data or 0
        tasks.change_task(actor, task=task, version=version, plan=_plan(form))
    flash(gettext("Saved."), "success")
    return to_engagement(engagement)


@bp.post("/engagements/<id:engagement_id>/tasks/<id:task_id>/done")
@needs("U", "engagement_task")
def set_task_done(engagement_id: str, task_id: str) -> Response:
    """Mark a task as done, or take that back."""
    engagement = queries.get_engagement(current_actor(), engagement_id)
    with transaction():
        task = get_task(engagement, task_id)
        tasks.set_done(current_actor(), task=task, done=posted("done") == "1")
    flash(
        gettext("“%(title)s” is done.", title=task.title)
        if task.done_at
        else gettext("“%(title)s” is open again.", title=task.title),
        "success",
    )
    return to_engagement(engagement)


@bp.post("/engagements/<id:engagement_id>/tasks/<id:task_id>/delete")
@needs("D", "engagement_task")
def delete_task(engagement_id: str, task_id: str) -> Response:
    """Take a task away, with a way back."""
    engagement = queries.get_engagement(current_actor(), engagement_id)
    with transaction():
        task = get_task(engagement, task_id)
        tasks.delete_task(current_actor(), task=task)
    back = url_for("engagements.restore_task", engagement_id=engagement_id, task_id=task_id)
    text = gettext("The task “%(title)s” is deleted.", title=task.title)
    undo.offer(text, back)
    return to_engagement(engagement)


@bp.post("/engagements/<id:engagement_id>/tasks/<id:task_id>/restore")
@needs("D", "engagement_task")
def restore_task(engagement_id: str, task_id: str) -> Response:
    """Bring a deleted task back."""
    engagement = queries.get_engagement(current_actor(), engagement_id)
    with transaction():
        task = get_task(engagement, task_id, deleted=True)
        tasks.restore_task(current_actor(), task=task)
    flash(gettext("The task “%(title)s” is back.", title=task.title), "success")
    return to_engagement(engagement)


def _with_tasks(engagement_id: str) -> Engagement:
    """The engagement, if tasks may be written in it."""
    engagement = queries.get_engagement(current_actor(), engagement_id)
    refuse_unless(permissions.can_add_task(current_actor(), engagement))
    return engagement


def _task(engagement_id: str, task_id: str) -> tuple[Engagement, EngagementTask]:
    """A task that may be changed, with its engagement. Raises NotFound before NotAllowed."""
    engagement = queries.get_engagement(current_actor(), engagement_id)
    task = get_task(engagement, task_id)
    return _with_tasks(engagement_id), task


def _values(task: EngagementTask) -> dict[str, object]:
    return {
        "version": task.version,
        "title": task.title,
        "stage": task.stage.value,
        "owner": task.owner.public_id if task.owner else "",
        "due_on": task.due_on,
    }


def _form(engagement: Engagement, values: dict[str, object] | None = None) -> TaskForm:
    people = [(member.user.public_id, member.user.name) for member in list_members(engagement)]
    return TaskForm(data=values).offer(people)


def _plan(form: TaskForm) -> TaskPlan:
    owner = find_account(form.owner.data) if form.owner.data else None
    return TaskPlan(form.title.data or "", Stage(form.stage.data), owner, form.due_on.data)


def _page(form: TaskForm, engagement: Engagement, task: EngagementTask | None = None) -> str:
    return render_template("engagements/task.html", form=form, engagement=engagement, task=task)
