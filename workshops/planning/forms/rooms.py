"""What is typed about rooms."""

from typing import Any

from flask_babel import lazy_gettext as _

from workshops.planning.models import Room
from workshops.planning.services.rooms import RoomFacts
from workshops.web.fields import (
    LineField,
    MinutesField,
    NumberField,
    TextField,
    between,
    length,
    required,
)
from workshops.web.merge import EditForm


class RoomForm(EditForm):
    """A room; equipment is one piece a line."""

    name = LineField(_("Name"), [required(), length(200)])
    capacity = NumberField(_("Seats"), [required(), between(1, 5000)])
    address = LineField(_("Address"), [length(300)])
    equipment = TextField(
        _("Equipment"), [length(2000)], description=_("One a line, for example: Whiteboard")
    )
    travel_minutes = MinutesField(
        _("Minutes from the lab"),
        [required(), between(0, 600)],
        default=0,
        description=_("Kept free before and after for those who run the workshop."),
    )
    notes = TextField(_("Notes"), [length(2000)])

    def facts(self) -> RoomFacts:
        """What was typed, as the service wants it."""
        return RoomFacts(
            name=self.name.data or "",
            capacity=self.capacity.data,
            address=self.address.data or "",
            equipment=(self.equipment.data or "").splitlines(),
            travel_minutes=self.travel_minutes.data,
            notes=self.notes.data or "",
        )


def room_values(room: Room) -> dict[str, Any]:
    """The fields of a room as they are stored, with its version."""
    return {
        "name": room.name,
        "capacity": room.capacity,
        "address": room.address,
        "equipment": "\n".join(room.equipment),
        "travel_minutes": room.travel_minutes,
        "notes": room.notes,
        "version": room.version,
    }
