"""Changing where a guest sits: asked once, as others may get the seat that becomes free."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.errors import NotAllowed, NotFound
from workshops.core.text import N_
from workshops.invitations import queries
from workshops.invitations.forms.seats import OtherSeatForm
from workshops.invitations.services import placing
from workshops.invitations.services.beside import version_of
from workshops.invitations.views import parts
from workshops.planning import queries as planning
from workshops.planning.models import Participation, Seat
from workshops.planning.permissions import can_record_attendance
from workshops.planning.queries.seats import count_kind, other_kind
from workshops.web.access import current_actor, needs

bp = Blueprint(
    "guest_seat", __name__, url_prefix="/workshops/<id:workshop_id>/guests/<id:participation_id>"
)


@bp.get("/other-seat")
@needs("U", "participation")
def change_form(workshop_id: str, participation_id: str) -> str:
    """What changes, and who gets what is free then."""
    return _page(*_placed(workshop_id, participation_id), OtherSeatForm(formdata=None))


@bp.post("/other-seat")
@needs("U", "participation")
def change(workshop_id: str, participation_id: str) -> Response:
    """Let the guest sit there, or wait there."""
    placed, other = _placed(workshop_id, participation_id)
    form = OtherSeatForm()
    with form.saving(lambda: _page(placed, other, form)):
        placing.switch(
            current_actor(),
            participation=placed,
            seat=Seat(str(form.seat.data)),
            wait=form.wait.data == "yes",
            seen=form.seen.data or "",
        )
    flash(_("The kind of seat is changed."), "success")
    return redirect(
        url_for("guest.show", workshop_id=workshop_id, participation_id=participation_id)
    )


def _placed(workshop_id: str, participation_id: str) -> tuple[Participation, Seat]:
    """A guest of a day to come, and the other kind of seat of that day. Raises NotFound."""
    workshop = planning.get_workshop(current_actor(), workshop_id)
    if not can_record_attendance(current_actor(), workshop):
        raise NotAllowed(N_("Only those who run the workshop can change who takes part."))
    placed = queries.get_participation(workshop, participation_id)
    other = other_kind(placed)
    if other is None or placed.sitting.starts_at <= clock.now():
        raise NotFound(N_("The kind of seat cannot be changed on this day."))
    return placed, other


def _page(placed: Participation, other: Seat, form: OtherSeatForm) -> str:
    workshop = placed.sitting.workshop
    key, guest = workshop.public_id, placed.public_id
    back = url_for("guest.show", workshop_id=key, participation_id=guest)
    guests = url_for("invitations.guests", workshop_id=key)
    return render_template(
        "invitations/other_seat.html",
        workshop=workshop,
        placed=placed,
        other=other,
        form=form,
        seen=version_of([placed]),
        count=count_kind(placed.sitting, other),
        told=bool(queries.list_open_of_participation(placed.id)),
        here=url_for("guest_seat.change", workshop_id=key, participation_id=guest),
        back=back,
        trail=parts.trail(
            workshop, (_("Guests"), guests), (placed.person.name, back), (_("Change seat"), None)
        ),
    )
