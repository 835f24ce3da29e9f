"""What is typed and tapped about seats."""

from flask_babel import lazy_gettext
from wtforms import HiddenField

from workshops.planning.models import Seat
from workshops.web.fields import LineField, length, one_of, required
from workshops.web.forms import Form


class SwitchForm(Form):
    """On site instead of online, or the other way round, on one day."""

    seat = HiddenField(validators=[required(), one_of(list(Seat))])
    only = HiddenField()
    seen = HiddenField()


class OtherSeatForm(Form):
    """Staff change where a guest sits; `wait` also gives up a seat for the waiting list there."""

    seat = HiddenField(validators=[required(), one_of(list(Seat))])
    wait = HiddenField(validators=[one_of(["", "yes"])])
    seen = HiddenField()


class SeatForm(Form):
    """A decision about somebody who waits."""

    reason = LineField(
        lazy_gettext("Reason"),
        [required(), length(2000)],
        description=lazy_gettext("Kept in the activity log; the guest does not see it."),
    )
    act = HiddenField(validators=[one_of(["give", "ahead"])])
