"""What is sent from the door."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField

from workshops.core.errors import Invalid
from workshops.core.text import N_
from workshops.planning.rules.attendance import moment_of_tap
from workshops.planning.services.attendance import Tap
from workshops.web.fields import LineField, length, required
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
    client_id, guest, undo = raw["id"], raw["guest"], raw.get("undo", False)
    if not (isinstance(client_id, str) and 8 <= len(client_id) <= 36 and client_id.isascii()):
        raise ValueError("id")
    if not isinstance(guest, str) or not isinstance(undo, bool):
        raise ValueError("guest")
    return Tap(client_id, guest[:16], moment_of_tap(_moment(raw["at"]), device_now, now), undo)


def _moment(text: Any) -> datetime:
    """An instant as a browser writes it; one without a zone cannot be read."""
    found = datetime.fromisoformat(str(text))
    if found.tzinfo is None:
        raise ValueError("zone")
    return found
