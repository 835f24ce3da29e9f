"""One guest of a workshop, for staff: what was sent, the answer, and what can be done."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.core import clock
from workshops.core.db import transaction
from workshops.invitations import forms, permissions, queries
from workshops.invitations.forms import (
    AddressForm,
    AnswerForm,
    AttendanceForm,
    RemoveForm,
)
from workshops.invitations.forms.seats import SeatForm
from workshops.invitations.models import Invitation
from workshops.invitations.queries.incoming import list_replies
from workshops.invitations.services.answers import note_answer
from workshops.invitations.services.beside import version_of
from workshops.invitations.services.correcting import correct_and_send
from workshops.invitations.services.inviting import remove_guest, require_may_invite, resend
from workshops.invitations.views import parts, timeline
from workshops.invitations.views.places import standing_of
from workshops.people.models import Scope
from workshops.people.permissions import can_promote_guest
from workshops.people.services import promote_guest
from workshops.planning import queries as planning
from workshops.planning.models import Answer, Participation, Workshop
from workshops.planning.permissions import can_record_attendance, own
from workshops.planning.queries.attendance import codes_of
from workshops.planning.queries.seats import other_kind, position_of
from workshops.planning.queries.standing import list_held
from workshops.planning.services.attendance import record_attendance
from workshops.planning.services.codes import renew_code
from workshops.planning.services.placing import give_seat, put_ahead
from workshops.web.access import current_actor, needs
from workshops.web.buttons import pressed

bp = Blueprint(
    "guest", __name__, url_prefix="/workshops/<id:workshop_id>/guests/<id:participation_id>"
)


@bp.get("")
@needs("R", "invitation")
def show(workshop_id: str, participation_id: str) -> str:
    """Everything about one guest."""
    return _page(*_seen(workshop_id, participation_id))


@bp.post("/answer")
@needs("U", "invitation")
def answer(workshop_id: str, participation_id: str) -> Response:
    """Note an answer that was given by word of mouth."""
    workshop, placed = _seen(workshop_id, participation_id)
    form = AnswerForm()
    with form.saving(lambda: _page(workshop, placed, answer_form=form)):
        note_answer(
            current_actor(),
            invitation=_open(placed),
            answer=Answer(str(form.answer.data)),
            seen=form.seen.data or "",
        )
    flash(_("The answer is noted."), "success")
    return _back(workshop_id, participation_id)


@bp.post("/seat")
@needs("U", "participation")
def decide_seat(workshop_id: str, participation_id: str) -> Response:
    """Give somebody who waits a seat, or put them at the head of the list."""
    workshop, placed = _seen(workshop_id, participation_id)
    form = SeatForm()
    with form.saving(lambda: _page(workshop, placed, seat_form=form)):
        act = give_seat if form.act.data == "give" else put_ahead
        reason = form.reason.data or ""
        act(current_actor(), participation=placed, reason=reason, now=clock.now())
    flash(_("The waiting list is changed."), "success")
    return _back(workshop_id, participation_id)


@bp.post("/attendance")
@needs("U", "participation")
def attendance(workshop_id: str, participation_id: str) -> tuple[str, int] | Response:
    """Note whether the guest came."""
    workshop, placed = _seen(workshop_id, participation_id)
    form = AttendanceForm()
    if not form.validate_on_submit():
        return _page(workshop, placed), 422
    came = {"yes": True, "no": False}.get(form.attended.data or "")
    with pressed(_("Attendance is noted.")):
        record_attendance(current_actor(), participation=placed, attended=came)
    return _back(workshop_id, participation_id)


@bp.post("/code")
@needs("U", "participation")
def new_code(workshop_id: str, participation_id: str) -> Response:
    """Make the guest's code for the door worthless and give a new one."""
    _workshop, placed = _seen(workshop_id, participation_id)
    with transaction():
        renew_code(current_actor(), participation=placed)
    flash(_("The old code no longer works. The new one stands on the guest's page."), "success")
    return _back(workshop_id, participation_id)


@bp.post("/resend")
@needs("P", "invitation")
def send_again(workshop_id: str, participation_id: str) -> Response:
    """Send the present version once more."""
    _workshop, placed = _seen(workshop_id, participation_id)
    with pressed(_("The letter is on its way once more.")):
        resend(current_actor(), invitation=_open(placed))
    return _back(workshop_id, participation_id)


@bp.post("/address")
@needs("P", "invitation")
def correct(workshop_id: str, participation_id: str) -> Response:
    """Write the guest's right address and send the invitation there."""
    workshop, placed = _seen(workshop_id, participation_id)
    person = placed.person
    form = AddressForm(data={"version": person.version})
    with form.saving(lambda: _page(workshop, placed, form)):
        correct_and_send(
            current_actor(),
            workshop=workshop,
            person=person,
            address=form.email.data or "",
            version=form.version.data or 0,
        )
    flash(_("The address is changed, and the invitation is on its way there."), "success")
    return _back(workshop_id, participation_id)


@bp.post("/directory")
@needs("U", "guest")
def promote(workshop_id: str, participation_id: str) -> Response:
    """Add the guest to the directory, for every engagement to find."""
    workshop, placed = _seen(workshop_id, participation_id)
    actor = current_actor()
    with transaction():
        promote_guest(actor, person=placed.person, own=own(actor, workshop))
    flash(_("%(name)s is in the directory.", name=placed.person.name), "success")
    return _back(workshop_id, participation_id)


@bp.get("/remove")
@needs("P", "invitation")
def remove_form(workshop_id: str, participation_id: str) -> str:
    """Ask once before somebody is taken off."""
    workshop, placed = _seen(workshop_id, participation_id)
    require_may_invite(current_actor(), workshop)
    return _remove_page(workshop, placed, RemoveForm())


@bp.post("/remove")
@needs("P", "invitation")
def remove(workshop_id: str, participation_id: str) -> Response:
    """Take somebody off; they get a cancellation, nobody else hears of it."""
    workshop, placed = _seen(workshop_id, participation_id)
    form, name = RemoveForm(), placed.person.name
    with form.saving(lambda: _remove_page(workshop, placed, form)):
        remove_guest(
            current_actor(), workshop=workshop, person=placed.person, reason=form.reason.data or ""
        )
    flash(_("%(name)s is no longer invited.", name=name), "success")
    return redirect(url_for("invitations.guests", workshop_id=workshop_id))


def _seen(workshop_id: str, participation_id: str) -> tuple[Workshop, Participation]:
    workshop = planning.get_workshop(current_actor(), workshop_id)
    permissions.require_see_guests(current_actor(), workshop)
    return workshop, queries.get_participation(workshop, participation_id)


def _open(placed: Participation) -> Invitation:
    return queries.get_open_of_participation(placed.id)


def _back(workshop_id: str, participation_id: str) -> Response:
    return redirect(
        url_for("guest.show", workshop_id=workshop_id, participation_id=participation_id)
    )


def _page(
    workshop: Workshop,
    placed: Participation,
    address: AddressForm | None = None,
    seat_form: SeatForm | None = None,
    answer_form: AnswerForm | None = None,
) -> str:
    person = placed.person
    rows = planning.list_of_person(workshop, person)
    invitations = queries.list_open_of_person(workshop.id, person.id)
    return render_template(
        "invitations/guest.html",
        workshop=workshop,
        person=person,
        rows=rows,
        lines=timeline.lines(workshop, rows),
        codes=codes_of([row.id for row in rows]),
        invitations={each.participation_id: each for each in invitations},
        undelivered=queries.find_undelivered(invitations),
        replies=list_replies([each.id for each in invitations]),
        address_form=address
        or AddressForm(formdata=None, email=person.email, version=person.version),
        may_correct=permissions.can_correct_address(current_actor(), workshop, person),
        trail=_trail(workshop, (person.name, None)),
        may_invite=permissions.can_invite(current_actor(), workshop),
        may_promote=person.scope is Scope.GUEST
        and can_promote_guest(current_actor(), own=own(current_actor(), workshop)),
        may_seat=can_record_attendance(current_actor(), workshop),
        others={row.id: other_kind(row) for row in rows},
        standings={row.id: standing_of(row, position_of(row)) for row in rows},
        may_note=permissions.can_note_answers(current_actor(), workshop),
        now=clock.now(),
        words=forms,
        seat_form=seat_form or SeatForm(formdata=None),
        answer_form=answer_form or AnswerForm(formdata=None),
        seen={row.id: version_of([row]) for row in rows},
        refused=request.method == "POST" and not (address or seat_form or answer_form),
    )


def _remove_page(workshop: Workshop, placed: Participation, form: RemoveForm) -> str:
    return render_template(
        "invitations/remove.html",
        workshop=workshop,
        placed=placed,
        form=form,
        held=list_held(workshop, clock.now()),
        trail=_trail(workshop, (_("Take off the workshop"), None)),
    )


def _trail(workshop: Workshop, *here: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    guests = url_for("invitations.guests", workshop_id=workshop.public_id)
    return parts.trail(workshop, (_("Guests"), guests), *here)
