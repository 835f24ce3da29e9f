"""Pages for people who come unasked or instead of others, and for what guests propose."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core.db import transaction
from workshops.core.errors import Problem
from workshops.invitations import forms, permissions, queries
from workshops.invitations.forms import SubstituteForm, WalkInForm
from workshops.invitations.services import door
from workshops.invitations.services.inviting import require_may_invite
from workshops.invitations.views import parts
from workshops.people.models import Person
from workshops.planning import queries as planning
from workshops.planning.models import Participation, Seat, Sitting
from workshops.planning.permissions import can_record_attendance
from workshops.planning.queries import coming
from workshops.planning.queries.attendance import get_day, list_refused
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked
from workshops.web.buttons import pressed
from workshops.web.fields import options
from workshops.web.language import say

bp = Blueprint("door", __name__, url_prefix="/workshops/<id:workshop_id>")


@bp.get("/days/<id:sitting_id>/walk-in")
@needs("U", "participation")
def walk_in_form(workshop_id: str, sitting_id: str) -> str:
    """Who is at the door."""
    sitting = get_day(current_actor(), workshop_id, sitting_id)
    known = [tap.participation for tap in list_refused(sitting)]
    wanted = [one.person for one in known if one.public_id == asked("guest")]
    return _walk_in_page(sitting, _walk_in_form(wanted[0] if wanted else None))


@bp.post("/days/<id:sitting_id>/walk-in")
@needs("U", "participation")
def walk_in(workshop_id: str, sitting_id: str) -> tuple[str, int] | Response:
    """Let somebody in who was not expected."""
    sitting, form = get_day(current_actor(), workshop_id, sitting_id), _walk_in_form()
    with form.saving(lambda: _walk_in_page(sitting, form)):
        placed = door.take_in(
            current_actor(),
            sitting=sitting,
            name=form.name.data or "",
            email=form.email.data or "",
            seat=Seat(form.seat.data),
            anyway=bool(form.anyway.data),
            invite=bool(form.invite.data),
        )
        name = placed.person.name
    flash(_("%(name)s is here.", name=name), "success")
    return _to_door(sitting)


@bp.get("/guests/<id:participation_id>/substitute")
@needs("U", "participation")
def substitute_form(workshop_id: str, participation_id: str) -> str:
    """Who comes instead."""
    return _substitute_page(_placed(workshop_id, participation_id), SubstituteForm())


@bp.post("/guests/<id:participation_id>/substitute")
@needs("U", "participation")
def substitute(workshop_id: str, participation_id: str) -> tuple[str, int] | Response:
    """Give a guest's place to somebody else."""
    placed, form = _placed(workshop_id, participation_id), SubstituteForm()
    with form.saving(lambda: _substitute_page(placed, form)):
        given_up = placed.person.name
        taken = door.send_instead(
            current_actor(),
            given_up=placed,
            name=form.name.data or "",
            email=form.email.data or "",
        )
        name, here = taken[0].person.name, taken[0].attended
    flash(_("%(name)s comes instead of %(other)s.", name=name, other=given_up), "success")
    if here:
        return _to_door(placed.sitting)
    return redirect(url_for("invitations.guests", workshop_id=workshop_id))


@bp.post("/substitutions/<id:substitution_id>/approve")
@needs("P", "invitation")
def approve(workshop_id: str, substitution_id: str) -> Response:
    """Let come whom a guest proposed."""
    workshop = planning.get_workshop(current_actor(), workshop_id)
    require_may_invite(current_actor(), workshop)
    proposal = coming.get_proposal(workshop, substitution_id)
    given_up = proposal.given_up.person.name
    try:
        with transaction():
            taken = door.approve(current_actor(), substitution=proposal)
            name = taken[0].person.name
        flash(_("%(name)s comes instead of %(other)s.", name=name, other=given_up), "success")
    except Problem as problem:
        flash(say(problem), "error")
    return redirect(url_for("invitations.guests", workshop_id=workshop_id))


@bp.post("/substitutions/<id:substitution_id>/decline")
@needs("P", "invitation")
def decline(workshop_id: str, substitution_id: str) -> Response:
    """Leave the place with the guest."""
    workshop = planning.get_workshop(current_actor(), workshop_id)
    require_may_invite(current_actor(), workshop)
    proposal = coming.get_proposal(workshop, substitution_id)
    with pressed(_("The proposal is declined; the guest keeps the place.")):
        door.decline(current_actor(), substitution=proposal)
    return redirect(url_for("invitations.guests", workshop_id=workshop_id))


def _walk_in_form(known: Person | None = None) -> WalkInForm:
    """The form, filled in for somebody who had been taken off."""
    form = WalkInForm(data={"name": known.name, "email": known.email or ""} if known else {})
    form.seat.choices = options(forms.SEATS.items())
    return form


def _walk_in_page(sitting: Sitting, form: WalkInForm) -> str:
    workshop = sitting.workshop
    full = [seat for seat in Seat if coming.is_full(sitting, seat)]
    return render_template(
        "invitations/walk_in.html",
        sitting=sitting,
        workshop=workshop,
        form=form,
        full=full,
        words=forms,
        may_invite=permissions.can_invite(current_actor(), workshop)
        and any(day.starts_at > sitting.starts_at for day in workshop.sittings),
        trail=parts.trail(workshop, (_("Check-in"), _door_url(sitting)), (_("Walk-in"), None)),
    )


def _placed(workshop_id: str, participation_id: str) -> Participation:
    """A guest whom the one who asks may replace. Raises NotFound."""
    workshop = planning.get_workshop(current_actor(), workshop_id)
    permissions.require_see_guests(current_actor(), workshop)
    if not can_record_attendance(current_actor(), workshop):
        require_may_invite(current_actor(), workshop)
    return queries.get_participation(workshop, participation_id)


def _substitute_page(placed: Participation, form: SubstituteForm) -> str:
    workshop = placed.sitting.workshop
    return render_template(
        "invitations/substitute.html",
        workshop=workshop,
        placed=placed,
        form=form,
        back=url_for(
            "guest.show", workshop_id=workshop.public_id, participation_id=placed.public_id
        ),
        trail=parts.trail(
            workshop,
            (_("Guests"), url_for("invitations.guests", workshop_id=workshop.public_id)),
            (_("Somebody comes instead"), None),
        ),
    )


def _door_url(sitting: Sitting) -> str:
    return url_for(
        "planning.check_in",
        workshop_id=sitting.workshop.public_id,
        sitting_id=sitting.public_id,
    )


def _to_door(sitting: Sitting) -> Response:
    return redirect(_door_url(sitting), 303)
