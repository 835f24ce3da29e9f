"""What is typed about calendar subscriptions."""

from flask_babel import lazy_gettext
from wtforms import BooleanField

from workshops.invitations.models import FeedKind
from workshops.web.fields import ChoiceField
from workshops.web.forms import Form

ALARMS = {
    "": lazy_gettext("No alarm"),
    "15": lazy_gettext("15 minutes before"),
    "60": lazy_gettext("1 hour before"),
    "1440": lazy_gettext("1 day before"),
}
FEED_KINDS = {
    FeedKind.PERSON: lazy_gettext("My workshops"),
    FeedKind.TEAM: lazy_gettext("Engagement"),
    FeedKind.ROOM: lazy_gettext("Room"),
}


class FeedForm(Form):
    """What a calendar subscription brings along."""

    alarm = ChoiceField(lazy_gettext("Alarm in the calendar"))


class OwnFeedForm(FeedForm):
    """The same for one's own days."""

    with_invited = BooleanField(
        lazy_gettext("Also show workshops that I was invited to by mail"),
        description=lazy_gettext(
            "They stand in your calendar already when you have accepted; ticked, they stand twice."
        ),
    )
