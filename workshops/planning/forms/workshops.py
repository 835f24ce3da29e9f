"""What is typed about workshops and their days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from workshops.core import clock
from workshops.core.days import Lies
from workshops.planning.models import Room, Sitting, Workshop
from workshops.planning.services.sittings import SittingPlan
from workshops.planning.services.workshops import WorkshopFacts
from workshops.web.days import DayField
from workshops.web.fields import (
    ChoiceField,
    LineField,
    MinutesField,
    MultiSelect,
    NumberField,
    TextField,
    TimeField,
    between,
    length,
    options,
    required,
)
from workshops.web.forms import Form
from workshops.web.merge import EditForm

LANGUAGES = (("da", "Dansk"), ("en", "English"))
ZONES = (
    "Europe/Copenhagen",
    "Atlantic/Faroe",
    "America/Nuuk",
    "Atlantic/Reykjavik",
    "Europe/Brussels",
    "Europe/Helsinki",
    "Europe/London",
    "America/New_York",
    "UTC",
)


class FactFields:
    """Fields on what a workshop is."""

    name = LineField(_("Title"), [required(), length(200)])
    purpose = TextField(
        _("Purpose"), [length(2000)], description=_("One or two sentences; guests read them.")
    )
    language = ChoiceField(
        _("Language"),
        [required()],
        description=_("Of the agenda, and of guests without their own."),
    )
    capacity_on_site = NumberField(
        _("Seats on site"),
        [between(0, 5000)],
        default=20,
        description=_("Empty: as many as the room holds. 0: none."),
    )
    capacity_online = NumberField(
        _("Seats online"), [between(0, 5000)], description=_("Empty: no limit. 0: none.")
    )
    promote_until_hours = NumberField(
        _("Seats go to the waiting list by themselves until"),
        [between(0, 1440)],
        default=24,
        description=_(
            "Hours before the start; 24 if empty. After that a free seat is offered to the first "
            "who waits, for four hours."
        ),
    )


class DayFields:
    """Fields on when and where a day is. `instead` is a free time chosen after a clash."""

    starts_on = DayField(_("Day"), [required()], lies=Lies.AHEAD)
    starts_time = TimeField(_("Starts at"), [required()], default=time(9))
    length_minutes = MinutesField(
        _("Length"), [required(), between(5, 960)], default=360, description=_("90, or 1:30")
    )
    timezone = ChoiceField(_("Time zone"), [required()])
    room = ChoiceField(_("Room"))
    online_url = LineField(
        _("Online link"), [length(500)], description=_("Where those who sit elsewhere join.")
    )
    instead = LineField("")


class _Day:
    """Reading the fields of a day."""

    def offer_places(self, rooms: Sequence[Room], zone: str = "") -> None:
        """Hand in rooms and zones."""
        form: Any = self
        zones = dict.fromkeys([*ZONES, *([zone] if zone else [])])
        form.timezone.choices = options([(name, name.replace("_", " ")) for name in zones])
        form.room.choices = options(
            [(room.public_id, f"{room.name} ({room.capacity})") for room in rooms],
            nothing=_("No room"),
        )

    def plan(self, rooms: Sequence[Room]) -> SittingPlan:
        """When and where, as the services want it."""
        form: Any = self
        local = datetime.combine(form.starts_on.data, form.starts_time.data)
        if form.instead.data:
            local = self._choose(local)
        return SittingPlan(
            local=local,
            length_minutes=form.length_minutes.data,
            timezone=form.timezone.data,
            room=next((room for room in rooms if room.public_id == form.room.data), None),
            online_url=form.online_url.data,
        )

    def _choose(self, local: datetime) -> datetime:
        """Take the free time that was chosen into the fields."""
        form: Any = self
        chosen = clock.read_instant(form.instead.data)
        if chosen is None:
            return local
        local = chosen.astimezone(ZoneInfo(form.timezone.data)).replace(tzinfo=None)
        for field, value in ((form.starts_on, local.date()), (form.starts_time, local.time())):
            field.data, field.raw_data = value, None
        return local


class NewWorkshopForm(FactFields, DayFields, _Day, Form):
    """Everything a workshop begins with, on one screen."""

    recipe = ChoiceField(
        _("Recipe"), description=_("Brings days, lengths and an agenda; all can be changed.")
    )
    facilitators = MultiSelect(_("Facilitators"))

    def facts(self) -> WorkshopFacts:
        """What it is."""
        return facts_of(self)


class EditWorkshopForm(FactFields, EditForm):
    """What a workshop is, and when its guests are reminded."""

    reminds_week_before = BooleanField(_("Remind the guests a week before"))
    reminds_day_before = BooleanField(_("Remind the guests the day before"))

    def facts(self) -> WorkshopFacts:
        """What it is."""
        return replace(
            facts_of(self),
            reminds_week_before=bool(self.reminds_week_before.data),
            reminds_day_before=bool(self.reminds_day_before.data),
        )


class DayForm(DayFields, _Day, EditForm):
    """When and where a day is."""


class CopyForm(Form):
    """A copy on another day."""

    name = LineField(_("Title"), [required(), length(200)])
    starts_on = DayField(_("First day"), [required()], lies=Lies.AHEAD)
    with_guests = BooleanField(_("Put the same guests on it; nobody is written to yet"))


class CancelForm(Form):
    """Why a workshop is cancelled."""

    reason = TextField(
        _("Reason"),
        [required(), length(2000)],
        description=_("Everybody who was invited gets to read it."),
    )


def facts_of(form: Any) -> WorkshopFacts:
    """The fields of FactFields as the services want them."""
    return WorkshopFacts(
        name=form.name.data,
        purpose=form.purpose.data,
        language=form.language.data,
        capacity_on_site=form.capacity_on_site.data,
        capacity_online=form.capacity_online.data,
        promote_until_hours=24
        if form.promote_until_hours.data is None
        else form.promote_until_hours.data,
    )


def edit_form(workshop: Workshop) -> EditWorkshopForm:
    """The form of a workshop, filled."""
    form = EditWorkshopForm(obj=workshop)
    form.language.choices = options(LANGUAGES)
    return form


def day_values(sitting: Sitting) -> dict[str, Any]:
    """The fields of a day as they are stored, with its version."""
    local = sitting.starts_at.astimezone(ZoneInfo(sitting.timezone))
    return {
        "starts_on": local.date(),
        "starts_time": local.time(),
        "length_minutes": sitting.length_minutes,
        "timezone": sitting.timezone,
        "room": sitting.room.public_id if sitting.room else "",
        "online_url": sitting.online_url,
        "version": sitting.version,
    }


def day_after(sitting: Sitting, day: date) -> dict[str, Any]:
    """The fields of a new day beside one that exists."""
    return {**day_values(sitting), "starts_on": day, "version": 0}
