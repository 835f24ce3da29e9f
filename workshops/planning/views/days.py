"""The days of a workshop, its required team and its facilitators."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.db import transaction
from workshops.core.holidays import working_days
from workshops.planning import permissions, queries
from workshops.planning.forms.agenda import FacilitatorsForm, TeamForm, team_values
from workshops.planning.forms.workshops import DayForm, day_after, day_values
from workshops.planning.models import Sitting, Workshop
from workshops.planning.queries import agenda, rooms, team
from workshops.planning.queries.standing import was_held
from workshops.planning.services import sittings as services
from workshops.planning.services import team as team_services
from workshops.planning.services.bookings import Taken
from workshops.planning.views.blueprint import bp
from workshops.planning.views.mentions import mention_holidays
from workshops.web import merge
from workshops.web.access import current_actor, needs, require
from workshops.web.fields import options
from workshops.web.language import language


@bp.get("/workshops/<id:workshop_id>/days/new")
@needs("U", "workshop")
def new_day(workshop_id: str) -> str:
    """One more day, the working day after the last one at the same time and place."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    require(permissions.can_edit_workshop(current_actor(), workshop))
    last = workshop.sittings[-1]
    _, after = working_days(day_values(last)["starts_on"], 2)
    return _page(_form(last, day_after(last, after)), workshop, None)


@bp.post("/workshops/<id:workshop_id>/days/new")
@needs("U", "workshop")
def add_day(workshop_id: str) -> Response:
    """Add a day."""
    actor = current_actor()
    workshop = queries.get_workshop(actor, workshop_id)
    require(permissions.can_edit_workshop(actor, workshop))
    form = _form(workshop.sittings[-1], {})
    with form.saving(lambda: _page(form, workshop, None)):
        plan = form.plan(rooms.list_rooms(actor))
        added = services.add_sitting(actor, workshop=workshop, plan=plan)
    mention_holidays([added])
    flash(_("The day is added. Who is invited hears of it when you send an update."), "success")
    return redirect(_url(workshop))


@bp.get("/days/<id:sitting_id>/edit")
@needs("U", "workshop")
def edit_day(sitting_id: str) -> str:
    """When and where a day is."""
    sitting = agenda.get_sitting(current_actor(), sitting_id)
    require(permissions.can_edit_workshop(current_actor(), sitting.workshop))
    return _page(_form(sitting, day_values(sitting)), sitting.workshop, sitting)


@bp.post("/days/<id:sitting_id>/edit")
@needs("U", "workshop")
def change_day(sitting_id: str) -> Response:
    """Move a day or change its place."""
    actor = current_actor()
    sitting = agenda.get_sitting(actor, sitting_id)
    form, workshop = _form(sitting, {}), sitting.workshop
    require(permissions.can_edit_workshop(actor, workshop))

    def now() -> DayForm:
        return _form(sitting, day_values(sitting), stored=True)

    with form.saving(lambda: _page(form, workshop, sitting), stale=lambda: merge.page(form, now())):
        plan, version = form.plan(rooms.list_rooms(actor)), form.version.data
        services.change_sitting(actor, sitting=sitting, plan=plan, version=version)
    mention_holidays([sitting])
    flash(_("Saved. Who is invited hears of it when you send an update."), "success")
    return redirect(_url(workshop))


@bp.post("/days/<id:sitting_id>/remove")
@needs("U", "workshop")
def remove_day(sitting_id: str) -> Response:
    """Take a day out."""
    sitting = agenda.get_sitting(current_actor(), sitting_id)
    workshop = sitting.workshop
    with transaction():
        services.remove_sitting(current_actor(), sitting=sitting)
    flash(_("The day is taken out."), "success")
    return redirect(_url(workshop))


@bp.get("/workshops/<id:workshop_id>/team")
@needs("U", "workshop")
def team_page(workshop_id: str) -> str:
    """Which team the workshop needs and who runs it."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    require(permissions.can_edit_workshop(current_actor(), workshop))
    return _team(workshop, _team_form(workshop, stored=True), _facilitators(workshop))


@bp.post("/workshops/<id:workshop_id>/team")
@needs("U", "workshop")
def change_team(workshop_id: str) -> Response:
    """Say which team the workshop needs."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    require(permissions.can_edit_workshop(current_actor(), workshop))
    form = _team_form(workshop)
    with form.saving(
        lambda: _team(workshop, form, _facilitators(workshop)),
        stale=lambda: merge.page(
            form, _team_form(workshop, stored=True), cancel_url=_url(workshop)
        ),
    ):
        needed, version = form.needs(), form.version.data
        team_services.set_needs(current_actor(), workshop=workshop, needs=needed, version=version)
    flash(_("Saved."), "success")
    return redirect(_url(workshop))


@bp.post("/workshops/<id:workshop_id>/facilitators")
@needs("P", "workshop")
def change_facilitators(workshop_id: str) -> Response:
    """Say who runs the workshop."""
    workshop = queries.get_workshop(current_actor(), workshop_id)
    require(permissions.can_decide_workshop(current_actor(), workshop))
    form, needs_form = _facilitators(workshop), _team_form(workshop, stored=True)
    with form.saving(lambda: _team(workshop, needs_form, form)):
        chosen = [
            u for u in team.list_possible_facilitators() if u.public_id in (form.users.data or ())
        ]
        team_services.set_facilitators(current_actor(), workshop=workshop, users=chosen)
    flash(_("Saved."), "success")
    return redirect(_url(workshop))


def _form(sitting: Sitting, values: dict[str, object], *, stored: bool = False) -> DayForm:
    form = DayForm(formdata=None, data=values) if stored else DayForm(data=values)
    form.offer_places(rooms.list_rooms(current_actor()), sitting.timezone)
    return form


def _page(form: DayForm, workshop: Workshop, sitting: Sitting | None) -> str:
    return render_template(
        "planning/day_form.html",
        form=form,
        workshop=workshop,
        sitting=sitting,
        held=sitting is not None and was_held(sitting, clock.now()),
        taken=form.obstacle if isinstance(form.obstacle, Taken) else None,
    )


def _team_form(workshop: Workshop, *, stored: bool = False) -> TeamForm:
    values = team_values(team.list_needs(workshop), workshop.version)
    form = TeamForm(formdata=None, data=values) if stored else TeamForm()
    form.offer(team.list_disciplines(language()))
    return form


def _facilitators(workshop: Workshop) -> FacilitatorsForm:
    form = FacilitatorsForm(users=[one.user.public_id for one in workshop.facilitators])
    form.users.choices = options(
        [(user.public_id, user.name) for user in team.list_possible_facilitators()]
    )
    return form


def _team(workshop: Workshop, form: TeamForm, users: FacilitatorsForm) -> str:
    return render_template(
        "planning/team.html",
        workshop=workshop,
        form=form,
        users=users,
        form_errors=bool(form.errors or users.errors),
        may_assign=permissions.can_decide_workshop(current_actor(), workshop),
        taken=users.obstacle if isinstance(users.obstacle, Taken) else None,
    )


def _url(workshop: Workshop) -> str:
    return url_for("overview.workshop", workshop_id=workshop.public_id)
