"""The door: who is expected, one tap for each who comes, also by code and also without network."""

from datetime import datetime
from uuid import uuid4

from flask import Response, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as BaseResponse

from workshops.core import clock
from workshops.core.db import transaction
from workshops.core.errors import NotFound, Problem
from workshops.core.text import fold
from workshops.planning.forms.attendance import CodeForm, TapForm, WalkInForm, read_taps
from workshops.planning.models import Participation, Seat, Sitting
from workshops.planning.models.attendance import CheckInWay
from workshops.planning.queries import attendance as queries
from workshops.planning.queries import coming, get_participation
from workshops.planning.rules.attendance import opens_at, read_code
from workshops.planning.services import attendance as services
from workshops.planning.services import device
from workshops.planning.views.blueprint import bp
from workshops.web.access import current_actor, needs
from workshops.web.arguments import asked, posted
from workshops.web.buttons import pressed
from workshops.web.language import say

Answer = BaseResponse | str | tuple[str, int]
CAMERA = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"


@bp.get("/workshops/<id:workshop_id>/days/<id:sitting_id>/check-in")
@needs("U", "participation")
def check_in(workshop_id: str, sitting_id: str) -> Response:
    """Who is expected on this day and who is here."""
    sitting = queries.get_day(current_actor(), workshop_id, sitting_id)
    return _page(sitting, CodeForm(formdata=None))


@bp.post("/workshops/<id:workshop_id>/days/<id:sitting_id>/check-in")
@needs("U", "participation")
def tap(workshop_id: str, sitting_id: str) -> BaseResponse:
    """Somebody is here."""
    sitting = queries.get_day(current_actor(), workshop_id, sitting_id)
    form, placed = TapForm(), _tapped(sitting)
    if placed is not None:
        with pressed():
            services.check_in(
                current_actor(),
                participation=placed,
                at=clock.now(),
                way=CheckInWay.LIST,
                client_id=(form.tap.data or "")[:36],
            )
    return _back(sitting, placed, form.q.data or "")


@bp.post("/workshops/<id:workshop_id>/days/<id:sitting_id>/check-in/undo")
@needs("U", "participation")
def undo_tap(workshop_id: str, sitting_id: str) -> BaseResponse:
    """It was somebody else."""
    sitting = queries.get_day(current_actor(), workshop_id, sitting_id)
    form, placed = TapForm(), _tapped(sitting)
    if placed is not None:
        with transaction():
            services.undo_check_in(current_actor(), participation=placed, at=clock.now())
    return _back(sitting, placed, form.q.data or "")


@bp.post("/workshops/<id:workshop_id>/days/<id:sitting_id>/check-in/code")
@needs("U", "participation")
def tap_code(workshop_id: str, sitting_id: str) -> Answer | Response:
    """Whoever shows this code is here."""
    sitting = queries.get_day(current_actor(), workshop_id, sitting_id)
    form = CodeForm()
    if not form.validate_on_submit():
        return _page(sitting, form, 422)
    try:
        placed = queries.get_by_code(current_actor(), read_code(form.code.data or ""))
    except NotFound as problem:
        form.code.errors = [say(problem)]
        return _page(sitting, form, 422)
    if placed.sitting_id != sitting.id:
        return redirect(url_for("planning.show_code", code_id=read_code(form.code.data or "")))
    with pressed(_("%(name)s is here.", name=placed.person.name)):
        services.check_in(
            current_actor(), participation=placed, at=clock.now(), way=CheckInWay.CODE
        )
    return _back(sitting, placed, "")


@bp.post("/workshops/<id:workshop_id>/days/<id:sitting_id>/check-in/taps")
@needs("U", "participation")
def take_taps(workshop_id: str, sitting_id: str) -> tuple[Response, int] | Response:
    """What a device has queued while there was no network, as JSON; sending it twice is once."""
    sitting = queries.get_day(current_actor(), workshop_id, sitting_id)
    try:
        taps = read_taps(request.get_json(silent=True), clock.now())
        with transaction():
            found = device.take_taps(current_actor(), sitting=sitting, taps=taps)
    except Problem as problem:
        return jsonify(error=say(problem)), problem.status
    outcomes = {number: outcome.value for number, outcome in found.items()}
    return jsonify(taps=outcomes, **_state(sitting))


@bp.get("/workshops/<id:workshop_id>/days/<id:sitting_id>/check-in/state")
@needs("U", "participation")
def door_state(workshop_id: str, sitting_id: str) -> Response:
    """Who is here, as JSON for a device that shows the page, with a fresh token to send with."""
    sitting = queries.get_day(current_actor(), workshop_id, sitting_id)
    return jsonify(token=generate_csrf(), **_state(sitting))


@bp.get("/workshops/<id:workshop_id>/days/<id:sitting_id>/check-in/worker.js")
@needs("U", "participation")
def door_worker(workshop_id: str, sitting_id: str) -> Response:
    """The script that keeps this one page open without network."""
    queries.get_day(current_actor(), workshop_id, sitting_id)
    response = current_app.send_static_file("js/check-in-worker.js")
    response.headers["Service-Worker-Allowed"] = url_for(
        "planning.check_in", workshop_id=workshop_id, sitting_id=sitting_id
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/check-in/<code:code_id>")
@needs("U", "participation")
def show_code(code_id: str) -> str:
    """Whose code this is and whether they are here; nothing changes."""
    placed = queries.get_by_code(current_actor(), code_id)
    return render_template(
        "planning/check_in_code.html",
        placed=placed,
        sitting=placed.sitting,
        workshop=placed.sitting.workshop,
        standing=queries.find_standing(placed),
        code_id=code_id,
        tap_id=str(uuid4()),
        opens_at=_opens_at(placed.sitting),
    )


@bp.post("/check-in/<code:code_id>")
@needs("U", "participation")
def use_code(code_id: str) -> BaseResponse:
    """Whoever shows the code is here."""
    placed = queries.get_by_code(current_actor(), code_id)
    with pressed():
        services.check_in(
            current_actor(),
            participation=placed,
            at=clock.now(),
            way=CheckInWay.CODE,
            client_id=posted("tap")[:36],
        )
    return redirect(url_for("planning.show_code", code_id=code_id), 303)


def _state(sitting: Sitting) -> dict[str, object]:
    return {"here": queries.list_here(sitting), "now": clock.now().timestamp()}


def _opens_at(sitting: Sitting) -> datetime | None:
    """When the door will open; None once it has."""
    return None if services.has_opened(sitting, clock.now()) else opens_at(sitting.starts_at)


def _tapped(sitting: Sitting) -> Participation | None:
    """Whom a form means; None, and a notice, for somebody who was taken off just now."""
    try:
        placed = get_participation(current_actor(), posted("guest"))
    except NotFound as problem:
        flash(say(problem), "error")
        return None
    return placed if placed.sitting_id == sitting.id else None


def _back(sitting: Sitting, placed: Participation | None, q: str) -> BaseResponse:
    return redirect(
        url_for(
            "planning.check_in",
            workshop_id=sitting.workshop.public_id,
            sitting_id=sitting.public_id,
            q=q[:100] or None,
            _anchor=f"guest-{placed.public_id}" if placed else None,
        ),
        303,
    )


def _page(sitting: Sitting, form: CodeForm, status: int = 200) -> Response:
    everybody = queries.list_at_door(sitting)
    q = asked("q", most=100)
    shown = [one for one in everybody if fold(q) in one.participation.person.name_search]
    seats = [
        (seat, [one for one in shown if one.participation.seat is seat])
        for seat in (Seat.ON_SITE, Seat.ONLINE)
    ]
    walk_in = WalkInForm(formdata=None)
    walk_in.offer_seats()
    page = render_template(
        "planning/check_in.html",
        walk_in=walk_in,
        full=[seat for seat in Seat if coming.is_full(sitting, seat)],
        sitting=sitting,
        workshop=sitting.workshop,
        form=form,
        q=q,
        everybody=everybody,
        seats=seats,
        count=queries.count,
        refused=queries.list_refused(sitting),
        new_tap=lambda: str(uuid4()),
        made=clock.now().timestamp(),
        opens_at=_opens_at(sitting),
    )
    response = Response(page, status)
    response.headers["Permissions-Policy"] = CAMERA
    return response
