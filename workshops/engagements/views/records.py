"""Opening and changing engagements; pausing, closing and reopening them."""

from flask import flash, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from workshops.core.actor import Actor
from workshops.engagements import permissions, queries
from workshops.engagements.forms import EngagementForm, OpenForm, ReasonForm
from workshops.engagements.models import Engagement, EngagementState
from workshops.engagements.services import open_engagement, records
from workshops.engagements.views import reading
from workshops.engagements.views.blueprint import (
    bp,
    engagement_url,
    goal_choices,
    manager_choices,
    month_choices,
    to_engagement,
)
from workshops.people.queries import organisation_choices
from workshops.web import merge
from workshops.web.access import current_actor, needs

Answer = Response | tuple[str, int]


@bp.get("/engagements/new")
@needs("C", "engagement")
def new() -> str:
    """One screen: three fields to type, the rest chosen beforehand."""
    form = open_form(manager=reading.public_id_of(current_actor()))
    return render_template("engagements/new.html", form=form, agencies=organisation_choices())


@bp.post("/engagements/new")
@needs("C", "engagement")
def open_() -> Answer:
    """Begin an engagement."""
    form = open_form()
    with form.saving(
        lambda: render_template("engagements/new.html", form=form, agencies=organisation_choices())
    ):
        plan = reading.plan_of_new(form)
        engagement = open_engagement(current_actor(), plan=plan)
    return to_engagement(engagement)


@bp.get("/engagements/<id:engagement_id>/edit")
@needs("U", "engagement")
def edit(engagement_id: str) -> str:
    """Everything about the engagement."""
    engagement = editable(current_actor(), engagement_id)
    form = _edit_form(data=reading.values_of(engagement))
    return _edit_page(form, engagement)


@bp.post("/engagements/<id:engagement_id>/edit")
@needs("U", "engagement")
def save(engagement_id: str) -> Answer:
    """Keep what was changed; the second of two editors gets the merge page."""
    actor = current_actor()
    engagement = editable(actor, engagement_id)
    form = _edit_form(data=reading.values_of(engagement))
    back = engagement_url(engagement)
    with form.saving(
        lambda: _edit_page(form, engagement),
        stale=lambda: merge.page(form, reading.values_of(engagement), cancel_url=back),
    ):
        records.change_engagement(
            actor,
            engagement=engagement,
            version=form.version.data or 0,
            plan=reading.plan_of(form),
        )
    flash(gettext("Saved."), "success")
    return to_engagement(engagement)


@bp.get("/engagements/<id:engagement_id>/state/<slug:state>")
@needs("U", "engagement")
def state_form(engagement_id: str, state: str) -> str:
    """Ask before pausing, closing or reopening, and why."""
    engagement = editable(current_actor(), engagement_id)
    return _state_page(ReasonForm(), engagement, reading.state_named(state))


@bp.post("/engagements/<id:engagement_id>/state/<slug:state>")
@needs("U", "engagement")
def change_state(engagement_id: str, state: str) -> Answer:
    """Pause, close or reopen."""
    engagement = editable(current_actor(), engagement_id)
    form, wanted = ReasonForm(), reading.state_named(state)
    with form.saving(lambda: _state_page(form, engagement, wanted)):
        records.set_state(
            current_actor(), engagement=engagement, state=wanted, reason=form.reason.data or ""
        )
    flash(gettext("Saved."), "success")
    return to_engagement(engagement)


def open_form(**values: object) -> OpenForm:
    """The form of a new engagement with its choices."""
    form = OpenForm(data=values)
    return form.offer(manager_choices(), month_choices(), goal_choices())


def editable(actor: Actor, engagement_id: str) -> Engagement:
    """The engagement, if it may be changed. Raises NotFound, or NotAllowed."""
    engagement = queries.get_engagement(actor, engagement_id)
    reading.refuse_unless(permissions.can_edit_engagement(actor, engagement))
    return engagement


def _edit_form(**values: object) -> EngagementForm:
    form = EngagementForm(**values)
    return form.offer(manager_choices(), reading.area_choices(), goal_choices())


def _state_page(form: ReasonForm, engagement: Engagement, wanted: EngagementState) -> str:
    return render_template(
        "engagements/state.html", form=form, engagement=engagement, wanted=wanted
    )


def _edit_page(form: EngagementForm, engagement: Engagement) -> str:
    return render_template(
        "engagements/edit.html",
        form=form,
        engagement=engagement,
        agencies=organisation_choices(),
        title=gettext("Change %(name)s", name=engagement.name),
    )
