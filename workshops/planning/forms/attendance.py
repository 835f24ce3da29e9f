"""What is sent from the door."""

import re
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField

from workshops.core.errors import Invalid
from workshops.core.text import N_, clean_line
from workshops.planning.models import Seat
from workshops.planning.rules.attendance import moment_of_tap
from workshops.planning.services.device import Tap, WalkIn
from workshops.web.fields import ChoiceField, LineField, length, options, required
from workshops.web.forms import Form

MOST_TAPS = 500


class TapForm(Form):
    """One tap: who, and an id so that the same form sent twice is once."""

    guest = HiddenField(validators=[required(), length(16)])
    tap = HiddenField(validators=[length(36)])
    q = HiddenField()


class CodeForm(Form):
    """A code that is read out, or the address that a scanner types."""

    code = LineField(
        lazy_gettext("Code"),
        [required(lazy_gettext("Type the code that the guest shows.")), length(300)],
        description=lazy_gettext("Six letters and digits. A scanner may type its address here."),
    )


class WalkInForm(Form):
    """Somebody at the door who was not expected, typed without network."""

    name = LineField(lazy_gettext("Name"), [required(), length(200)])
    email = LineField(lazy_gettext("E-mail address"), [length(254)])
    seat = ChoiceField(lazy_gettext("They sit"), default=Seat.ON_SITE.value)

    def offer_seats(self) -> None:
        """Both kinds of seat, on site first."""
        labels = {Seat.ON_SITE: lazy_gettext("On site"), Seat.ONLINE: lazy_gettext("Online")}
        self.seat.choices = options(labels.items())


def read_taps(sent: Any, now: datetime) -> list[Tap]:
    """The taps that a device sends, each at its moment by our clock. Raises Invalid."""
    try:
        device_now = _moment(sent["now"])
        raw = list(sent["taps"])
        if len(raw) > MOST_TAPS:
            raise ValueError("too many")
        return [_tap(each, device_now, now) for each in raw]
    except (KeyError, TypeError, ValueError, OverflowError) as wrong:
        raise Invalid(N_("What the device sent cannot be read.")) from wrong


def _tap(raw: Any, device_now: datetime, now: datetime) -> Tap:
    client_id, guest, undo = raw["id"], raw.get("guest", ""), raw.get("undo", False)
    if not (isinstance(client_id, str) and re.fullmatch("[!-~]{8,36}", client_id)):
        raise ValueError("id")
    if not isinstance(guest, str) or not isinstance(undo, bool):
        raise ValueError("guest")
    at = moment_of_tap(_moment(raw["at"]), device_now, now)
    return Tap(client_id, clean_line(guest)[:16], at, undo, _walk_in(raw.get("walk_in")))


def _walk_in(raw: Any) -> WalkIn | None:
    """Who was let in; a tap on somebody of the list has none."""
    if raw is None:
        return None
    name, email = clean_line(str(raw["name"]))[:200], clean_line(str(raw["email"]))[:254]
    if not name:
        raise ValueError("name")
    return WalkIn(name, email, Seat(raw["seat"]))


def _moment(text: Any) -> datetime:
    """An instant as a browser writes it; one without a zone cannot be read."""
    found = datetime.fromisoformat(str(text))
    if found.tzinfo is None:
        raise ValueError("zone")
    return found
