"""The list of workshops; beginning, changing, copying, deciding and deleting one."""

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import transaction
from workshops.engagements.models import Engagement
from workshops.engagements.queries import get_engagement
from workshops.engagements.queries.people import find_language
from workshops.planning import permissions, queries
from workshops.planning.forms.workshops import (
    LANGUAGES,
    CancelForm,
    CopyForm,
    NewWorkshopForm,
    edit_form,
)
from workshops.planning.models import Workshop, WorkshopState
from workshops.planning.queries import lists, recipes, rooms, standing, team
from workshops.planning.services import workshops as services
from workshops.planning.services.bookings import Taken
from workshops.planning.services.reinstating import reinstate_workshop
from workshops.planning.services.workshops import WorkshopPlan
from workshops.planning.views.blueprint import bp
from workshops.planning.views.mentions import mention_holidays
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import asked, posted
from workshops.web.fields import options
from workshops.web.forms import Form
from workshops.web.language import language
from workshops.web.pages import here, paginate, sorting


@bp.get("/workshops")
@needs("R", "workshop")
def index() -> str:
    """Workshops: upcoming, past or all; mine or everybody's."""
    wanted = _wanted()
    order, column = sorting(lists.sort_columns(), "starts")
    query = lists.search_workshops(current_actor(), wanted, clock.now())
    page = paginate(query.order_by(column, Workshop.id))
    return render_template(
        "planning/workshops.html",
        page=page,
        order=order,
        wanted=wanted,
        filtered=wanted != lists.WorkshopFilter(),
        here=here,
        answers=queries.answer_counts_of([workshop.id for workshop in page.items]),
    )


def _wanted() -> lists.WorkshopFilter:
    when = asked("when")
    return lists.WorkshopFilter(
        when=lists.When(when) if when in set(lists.When) else lists.When.UPCOMING,
        mine=asked("mine") == "1",
        text=asked("q"),
    )


@bp.get("/engagements/<id:engagement_id>/workshops/new")
@needs("C", "workshop")
def new(engagement_id: str) -> str:
    """One screen that makes a workshop."""
    engagement = get_engagement(current_actor(), engagement_id)
    require(permissions.can_plan_workshop(current_actor(), engagement))
    return _new_page(engagement, _new_form(engagement))


@bp.post("/engagements/<id:engagement_id>/workshops/new")
@needs("C", "workshop")
def create(engagement_id: str) -> Response:
    """Make a workshop, with the recipe's agenda."""
    actor = current_actor()
    engagement = get_engagement(actor, engagement_id)
    require(permissions.can_plan_workshop(actor, engagement))
    form = _new_form(engagement)
    with form.saving(lambda: _new_page(engagement, form)):
        plan = _plan(actor, form)
        workshop = services.plan_workshop(actor, engagement=engagement, plan=plan)
    mention_holidays(workshop.sittings)
    flash(_("The workshop is planned as a draft. Nobody has been invited yet."), "success")
    return redirect(url_for("overview.workshop", workshop_id=workshop.public_id))


def _new_form(engagement: Engagement) -> NewWorkshopForm:
    zone = current_app.config["SETTINGS"].timezone
    form = NewWorkshopForm(language=find_language(engagement), timezone=zone)
    form.language.choices = options(LANGUAGES)
    form.offer_places(rooms.list_rooms(current_actor()), zone)
    form.recipe.choices = options(
        [(recipe.key, recipe.names[language()]) for recipe in recipes.list_recipes()],
        nothing=_("An empty agenda"),
    )
    form.facilitators.choices = options(
        [(user.public_id, user.name) for user in team.list_possible_facilitators()]
    )
    return form


def _plan(actor: Actor, form: NewWorkshopForm) -> WorkshopPlan:
    chosen = set(form.facilitators.data or ())
    return WorkshopPlan(
        facts=form.facts(),
        first_day=form.plan(rooms.list_rooms(actor)),
        recipe=form.recipe.data or "",
        facilitators=[u for u in team.list_possible_facilitators() if u.public_id in chosen],
    )


def _new_page(engagement: Engagement, form: NewWorkshopForm) -> str:
    return render_template(
        "planning/workshop_new.html", engagement=engagement, form=form, taken=_taken(form)
    )


def _taken(form: Form) -> Taken | None:
    return form.obstacle if isinstance(form.obstacle, Taken) else None


@bp.get("/workshops/<id:workshop_id>/edit")
@needs("U", "workshop")
def edit(workshop_id: str) -> str:
    """What the workshop is."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    require(permissions.can_edit_workshop(current_actor(), workshop))
    return render_template(
        "planning/workshop_edit.html", workshop=workshop, form=edit_form(workshop)
    )


@bp.post("/workshops/<id:workshop_id>/edit")
@needs("U", "workshop")
def change(workshop_id: str) -> Response:
    """Change what the workshop is."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    require(permissions.can_edit_workshop(current_actor(), workshop))
    form = edit_form(workshop)
    with form.saving(
        lambda: render_template("planning/workshop_edit.html", workshop=workshop, form=form),
        stale=lambda: merge.page(form, workshop, cancel_url=_url(workshop)),
    ):
        services.edit_workshop(
            current_actor(), workshop=workshop, facts=form.facts(), version=form.version.data
        )
    flash(_("Saved."), "success")
    return redirect(_url(workshop))


@bp.get("/workshops/<id:workshop_id>/copy")
@needs("C", "workshop")
def copy(workshop_id: str) -> str:
    """Ask for the copy's title and first day."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    require(permissions.can_plan_workshop(current_actor(), workshop.engagement))
    return _copy_page(workshop, CopyForm(name=workshop.name))


@bp.post("/workshops/<id:workshop_id>/copy")
@needs("C", "workshop")
def make_copy(workshop_id: str) -> Response:
    """Make a copy on another day."""
    workshop, form = queries.get_workshop(current_actor(), workshop_id), CopyForm()
    require(permissions.can_plan_workshop(current_actor(), workshop.engagement))
    with form.saving(lambda: _copy_page(workshop, form)):
        twin = services.copy_workshop(
            current_actor(),
            workshop=workshop,
            name=form.name.data or "",
            first_day=form.starts_on.data,
            with_guests=bool(form.with_guests.data),
        )
    mention_holidays(twin.sittings)
    flash(_("The copy is a draft. Nobody has been invited yet."), "success")
    return redirect(_url(twin))


def _copy_page(workshop: Workshop, form: CopyForm) -> str:
    return render_template(
        "planning/workshop_copy.html", workshop=workshop, form=form, taken=_taken(form)
    )


@bp.post("/workshops/<id:workshop_id>/state")
@needs("P", "workshop")
def step(workshop_id: str) -> Response:
    """Take the workshop a step on its way."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    wish = posted("to")
    to = WorkshopState(wish) if wish in set(WorkshopState) else workshop.state
    with transaction():
        services.change_state(current_actor(), workshop=workshop, to=to, now=clock.now())
    flash(_("The workshop is now: %(state)s.", state=_(to.label).lower()), "success")
    return redirect(_url(workshop))


@bp.get("/workshops/<id:workshop_id>/cancel")
@needs("P", "workshop")
def ask_cancel(workshop_id: str) -> str:
    """Ask why."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    require(permissions.can_decide_workshop(current_actor(), workshop))
    return _cancel_page(workshop, CancelForm())


@bp.post("/workshops/<id:workshop_id>/cancel")
@needs("P", "workshop")
def cancel(workshop_id: str) -> Response:
    """Cancel, with a reason."""
    workshop, form = queries.get_workshop(current_actor(), workshop_id), CancelForm()
    require(permissions.can_decide_workshop(current_actor(), workshop))
    with form.saving(lambda: _cancel_page(workshop, form)):
        services.change_state(
            current_actor(),
            workshop=workshop,
            to=WorkshopState.CANCELLED,
            now=clock.now(),
            reason=form.reason.data or "",
        )
    flash(_("The workshop is cancelled."), "success")
    return redirect(_url(workshop))


@bp.get("/workshops/<id:workshop_id>/reinstate")
@needs("P", "workshop")
def ask_reinstate(workshop_id: str) -> str:
    """What taking it up again does."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    require(permissions.can_decide_workshop(current_actor(), workshop))
    return _reinstate_page(workshop, Form())


@bp.post("/workshops/<id:workshop_id>/reinstate")
@needs("P", "workshop")
def reinstate(workshop_id: str) -> Response:
    """Take a cancelled workshop up again; what is sent is checked next."""
    workshop, form = queries.get_workshop(current_actor(), workshop_id), Form()
    with form.saving(lambda: _reinstate_page(workshop, form)):
        reinstate_workshop(current_actor(), workshop=workshop, now=clock.now())
    flash(_("The workshop is taken up again. Nobody has been written to yet."), "success")
    return redirect(url_for("invitations.update_form", workshop_id=workshop.public_id))


def _reinstate_page(workshop: Workshop, form: Form) -> str:
    return render_template(
        "planning/workshop_reinstate.html",
        workshop=workshop,
        form=form,
        obstacle=standing.reinstating_obstacle(workshop, clock.now()),
        held=standing.list_held(workshop, clock.now()),
        missed=standing.list_missed(workshop, clock.now()),
        taken=_taken(form),
    )


def _cancel_page(workshop: Workshop, form: CancelForm) -> str:
    held = standing.list_held(workshop, clock.now())
    return render_template("planning/workshop_cancel.html", workshop=workshop, form=form, held=held)


@bp.post("/workshops/<id:workshop_id>/delete")
@needs("D", "workshop")
def delete(workshop_id: str) -> Response:
    """Put the workshop in the bin."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    with transaction():
        services.delete_workshop(current_actor(), workshop=workshop)
    back = url_for("planning.restore", workshop_id=workshop.public_id)
    undo.offer(_("The workshop is deleted."), back)
    return redirect(url_for("planning.index"))


@bp.post("/workshops/<id:workshop_id>/restore")
@needs("D", "workshop")
def restore(workshop_id: str) -> Response:
    """Take the workshop out of the bin."""
    workshop = queries.get_to_restore(current_actor(), workshop_id)
    with transaction():
        services.restore_workshop(current_actor(), workshop=workshop)
    flash(_("The workshop is back."), "success")
    return redirect(_url(workshop))


def _url(workshop: Workshop) -> str:
    return url_for("overview.workshop", workshop_id=workshop.public_id)
