"""One stage: when it should be finished, and starting, finishing, skipping, reopening it."""

from flask import flash, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from workshops.engagements.forms import ReasonForm, StageForm
from workshops.engagements.models import Engagement, EngagementStage, Stage
from workshops.engagements.rules.stages import StageAct, possible_acts
from workshops.engagements.services import stages
from workshops.engagements.views.blueprint import bp, engagement_url, to_engagement, today
from workshops.engagements.views.reading import stage_named
from workshops.engagements.views.records import editable
from workshops.web import merge
from workshops.web.access import current_actor, needs
from workshops.web.arguments import posted

Answer = Response | tuple[str, int]


@bp.get("/engagements/<id:engagement_id>/stages/<slug:stage>")
@needs("U", "engagement")
def stage(engagement_id: str, stage: str) -> str:
    """Where a stage stands and what can be done to it."""
    engagement = editable(current_actor(), engagement_id)
    return _page(engagement, stage_named(stage))


@bp.post("/engagements/<id:engagement_id>/stages/<slug:stage>/day")
@needs("U", "engagement")
def set_stage_day(engagement_id: str, stage: str) -> Answer:
    """Say by when a stage should be finished."""
    engagement, named = editable(current_actor(), engagement_id), stage_named(stage)
    form = StageForm()
    back = engagement_url(engagement)
    with form.saving(
        lambda: _page(engagement, named, day_form=form),
        stale=lambda: merge.page(form, _row(engagement, named), cancel_url=back),
    ):
        stages.set_stage_day(
            current_actor(),
            engagement=engagement,
            stage=named,
            version=form.version.data or 0,
            due_on=form.due_on.data,
        )
    flash(gettext("Saved."), "success")
    return to_engagement(engagement)


@bp.post("/engagements/<id:engagement_id>/stages/<slug:stage>/move")
@needs("U", "engagement")
def move_stage(engagement_id: str, stage: str) -> Answer:
    """Start, finish, skip or reopen a stage."""
    engagement, named = editable(current_actor(), engagement_id), stage_named(stage)
    form = ReasonForm()
    wish = posted("act")
    if wish not in list(StageAct):
        return _page(engagement, named, reason_form=form), 422
    with form.saving(lambda: _page(engagement, named, reason_form=form)):
        stages.move_stage(
            current_actor(),
            engagement=engagement,
            stage=named,
            act=StageAct(wish),
            today=today(),
            reason=form.reason.data or "",
        )
    flash(gettext("The stage “%(name)s” has moved on.", name=gettext(named.label)), "success")
    return to_engagement(engagement)


def _row(engagement: Engagement, stage: Stage) -> EngagementStage:
    return engagement.stages[list(Stage).index(stage)]


def _page(
    engagement: Engagement,
    stage: Stage,
    day_form: StageForm | None = None,
    reason_form: ReasonForm | None = None,
) -> str:
    row = _row(engagement, stage)
    states = [each.state for each in engagement.stages]
    return render_template(
        "engagements/stage.html",
        engagement=engagement,
        row=row,
        acts=possible_acts(states, row.position),
        day_form=day_form or StageForm(formdata=None, obj=row),
        form=reason_form or ReasonForm(formdata=None),
    )
