"""Rooms: the list, one room with its coming days, and keeping them."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workshops.activity.queries import list_for_record
from workshops.core import clock
from workshops.core.db import transaction
from workshops.planning import permissions
from workshops.planning.forms.rooms import RoomForm, room_values
from workshops.planning.models import Room
from workshops.planning.queries import bookings
from workshops.planning.queries import rooms as queries
from workshops.planning.services import rooms as services
from workshops.planning.views.blueprint import bp
from workshops.web import merge, undo
from workshops.web.access import current_actor, needs, require
from workshops.web.arguments import asked
from workshops.web.pages import asked_number, here, paginate, sorting

COLUMNS = {"name": Room.name_sort, "capacity": Room.capacity, "travel": Room.travel_minutes}
SHOWN = timedelta(days=120)


@bp.get("/lab/rooms")
@needs("R", "room")
def rooms() -> str:
    """Every room, by name or size."""
    actor, text = current_actor(), asked("q", most=100)
    seats = asked_number("seats")
    order, column = sorting(COLUMNS, "name")
    page = paginate(queries.search_rooms(actor, text, seats).order_by(column, Room.id))
    return render_template(
        "planning/rooms.html",
        page=page,
        order=order,
        text=text,
        seats=seats,
        here=here,
        may_add=permissions.can_add_room(actor),
    )


@bp.get("/lab/rooms/<id:room_id>")
@needs("R", "room")
def room(room_id: str) -> str:
    """One room and the workshops that are coming in it."""
    actor = current_actor()
    found = queries.get_room(actor, room_id)
    now = clock.now()
    return render_template(
        "planning/room.html",
        room=found,
        sittings=bookings.list_sittings_between(actor, now, now + SHOWN, found),
        may_edit=permissions.can_edit_room(actor),
        may_delete=permissions.can_delete_room(actor),
        happened=list_for_record(found) if permissions.can_edit_room(actor) else None,
    )


@bp.get("/lab/rooms/new")
@needs("C", "room")
def new_room() -> str:
    """An empty room."""
    return _page(RoomForm(formdata=None), None)


@bp.post("/lab/rooms/new")
@needs("C", "room")
def add_room() -> Response:
    """Enter a room."""
    form = RoomForm()
    with form.saving(lambda: _page(form, None)):
        added = services.add_room(current_actor(), facts=form.facts())
    flash(_("The room can be booked now."), "success")
    return redirect(url_for("planning.room", room_id=added.public_id))


@bp.get("/lab/rooms/<id:room_id>/edit")
@needs("U", "room")
def edit_room(room_id: str) -> str:
    """A room to change."""
    require(permissions.can_edit_room(current_actor()))
    found = queries.get_room(current_actor(), room_id)
    return _page(RoomForm(data=room_values(found)), found)


@bp.post("/lab/rooms/<id:room_id>/edit")
@needs("U", "room")
def change_room(room_id: str) -> Response:
    """Change a room."""
    found, form = queries.get_room(current_actor(), room_id), RoomForm()
    with form.saving(
        lambda: _page(form, found),
        stale=lambda: merge.page(form, room_values(found), cancel_url=_url(found)),
    ):
        services.edit_room(
            current_actor(), room=found, facts=form.facts(), version=form.version.data
        )
    flash(_("Saved."), "success")
    return redirect(_url(found))


@bp.post("/lab/rooms/<id:room_id>/delete")
@needs("D", "room")
def delete_room(room_id: str) -> Response:
    """Put a room in the bin."""
    found = queries.get_room(current_actor(), room_id)
    with transaction():
        services.delete_room(current_actor(), room=found)
    back = url_for("planning.restore_room", room_id=found.public_id)
    undo.offer(_("The room is deleted."), back)
    return redirect(url_for("planning.rooms"))


@bp.post("/lab/rooms/<id:room_id>/restore")
@needs("D", "room")
def restore_room(room_id: str) -> Response:
    """Take a room out of the bin."""
    found = queries.get_room(current_actor(), room_id, deleted=True)
    with transaction():
        services.restore_room(current_actor(), room=found)
    flash(_("The room is back."), "success")
    return redirect(_url(found))


def _page(form: RoomForm, room: Room | None) -> str:
    return render_template("planning/room_form.html", form=form, room=room)


def _url(room: Room) -> str:
    return url_for("planning.room", room_id=room.public_id)
