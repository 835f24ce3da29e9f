"""What is typed on the pages of invitations."""

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from wtforms import BooleanField, FieldList, FormField, HiddenField
from wtforms import Form as PlainForm

from workshops.core.days import Lies
from workshops.invitations.models import LetterKind
from workshops.mail.models import LetterState
from workshops.planning.models import Answer, ParticipantRole, Place, Seat
from workshops.planning.models.polls import Vote
from workshops.planning.services.sittings import check_clock
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
    email_address,
    length,
    one_of,
    required,
)
from workshops.web.forms import Form
from workshops.web.merge import StepForm

ANSWERS = {
    Answer.YES: lazy_gettext("Yes"),
    Answer.MAYBE: lazy_gettext("Maybe"),
    Answer.NO: lazy_gettext("No"),
    Answer.NONE: lazy_gettext("No answer"),
}
ROLES = {
    ParticipantRole.PARTICIPANT: lazy_gettext("Participant"),
    ParticipantRole.KEY_PERSON: lazy_gettext("Key person: may not be missing, checked for clashes"),
    ParticipantRole.OBSERVER: lazy_gettext("Observer"),
}
SEATS = {Seat.ON_SITE: lazy_gettext("On site"), Seat.ONLINE: lazy_gettext("Online")}
PLACES = {
    Place.SEAT: lazy_gettext("Has a seat"),
    Place.WAITING: lazy_gettext("On the waiting list"),
    Place.OFFERED: lazy_gettext("Seat offered"),
}
LETTER_KINDS = {
    LetterKind.INVITE: lazy_gettext("Invitation"),
    LetterKind.UPDATE: lazy_gettext("Update"),
    LetterKind.CANCEL: lazy_gettext("Cancellation"),
    LetterKind.RESEND: lazy_gettext("Invitation, sent again"),
    LetterKind.HOLD: lazy_gettext("Day kept free"),
    LetterKind.RELEASE: lazy_gettext("Day free again"),
    LetterKind.WAS_IT_YOU: lazy_gettext("Was this you?"),
    LetterKind.ANSWERED_FOR: lazy_gettext("Somebody answered for you"),
    LetterKind.ASK_AGAIN: lazy_gettext("Asked once more"),
    LetterKind.DECLINE_COUNTER: lazy_gettext("Proposed time declined"),
    LetterKind.WAITLISTED: lazy_gettext("On the waiting list"),
    LetterKind.SEATED: lazy_gettext("Seat from the waiting list"),
    LetterKind.OFFERED: lazy_gettext("Seat offered"),
    LetterKind.REMINDER_WEEK: lazy_gettext("Reminder, a week before"),
    LetterKind.REMINDER_DAY: lazy_gettext("Reminder, the day before"),
}
LETTER_STATES = {
    LetterState.QUEUED: lazy_gettext("Waiting"),
    LetterState.SENDING: lazy_gettext("Being sent"),
    LetterState.KEPT: lazy_gettext("Kept here"),
    LetterState.HANDED_OVER: lazy_gettext("Accepted by the mail server"),
    LetterState.BOUNCED: lazy_gettext("Came back"),
    LetterState.REFUSED: lazy_gettext("Refused"),
    LetterState.GIVEN_UP: lazy_gettext("Given up"),
    LetterState.FAILED: lazy_gettext("Fault here"),
    LetterState.SUPERSEDED: lazy_gettext("Replaced"),
}
GIVEN = (Answer.YES, Answer.MAYBE, Answer.NO)


class GuestsForm(Form):
    """People pasted in, and people of the directory."""

    guests = TextField(
        lazy_gettext("Paste guests"),
        [length(50_000)],
        description=lazy_gettext(
            "One person on each line, name and address. Recipients copied from a mail work too."
        ),
    )
    people = MultiSelect(lazy_gettext("From the directory"))
    search = LineField(
        lazy_gettext("Search the directory"),
        [length(100)],
        description=lazy_gettext("Name, organisation or discipline."),
    )


class InviteForm(GuestsForm):
    """Whom to invite, as what, and where they sit."""

    role = ChoiceField(lazy_gettext("They take part as"), default=ParticipantRole.PARTICIPANT.value)
    seat = ChoiceField(lazy_gettext("They sit"))


class UpdateForm(Form):
    """The set of updates that the page showed."""

    seen = HiddenField()


class AnswerForm(Form):
    """One tap; `seen` is the version that the button stands beside."""

    answer = HiddenField(
        validators=[required(lazy_gettext("Choose yes, maybe or no.")), one_of(list(GIVEN))]
    )
    only = HiddenField()
    seen = HiddenField()


class AttendanceForm(Form):
    """Whether somebody came; nothing takes the note back."""

    attended = HiddenField(validators=[one_of(["yes", "no", ""])])


class RemoveForm(Form):
    """Taking somebody off."""

    reason = TextField(
        lazy_gettext("Reason"),
        [length(2000)],
        description=lazy_gettext("Stands in the letter and in the calendar. May be empty."),
    )


class AddressForm(StepForm):
    """The right address of a guest whom a letter did not reach."""

    email = LineField(
        lazy_gettext("Right e-mail address"),
        [required(), length(254)],
        description=lazy_gettext("It is written on the person, and the invitation is sent there."),
    )


class NeedsForm(Form):
    """What a guest needs on the day."""

    access = LineField(
        lazy_gettext("To get in and take part"),
        [length(500)],
        description=lazy_gettext("For example step-free access or an interpreter."),
    )
    diet = LineField(lazy_gettext("Food and drink"), [length(500)])


class NewLinkForm(Form):
    """Where a lost link is sent."""

    email = LineField(
        lazy_gettext("Your e-mail address"),
        [required(), length(254)],
        description=lazy_gettext("The one the invitation was sent to."),
    )


class SlotForm(PlainForm):
    """One proposed day; a row without a day is left out."""

    day = DayField(lazy_gettext("Day"), lies=Lies.AHEAD)
    starts = TimeField(lazy_gettext("Starts at"), default=time(9))
    minutes = MinutesField(
        lazy_gettext("Length"), [between(5, 960)], description=lazy_gettext("90, or 1:30")
    )


class _Times:
    """Reading proposed days."""

    def times(self, zone: str, usual_minutes: int) -> list[tuple[datetime, int]]:
        """Start and minutes of every day that is ticked or typed, by time, each once.

        Raises Invalid for a time that clocks in the zone are put past.
        """
        form: Any = self
        place, found = ZoneInfo(zone), {}
        for ticked in form.free.data or ():
            found[datetime.fromisoformat(ticked)] = usual_minutes
        for row in form.rows:
            if row.day.data and row.starts.data is not None:
                local = datetime.combine(row.day.data, row.starts.data)
                check_clock(local, zone)
                at = local.replace(tzinfo=place).astimezone(UTC)
                found[at] = row.minutes.data or usual_minutes
        return sorted(found.items())


class DaysForm(_Times, Form):
    """Days to propose: free ones to tick, others to type."""

    free = MultiSelect(
        lazy_gettext("Everything is free"),
        description=lazy_gettext("Room, facilitators and key persons have nothing else then."),
    )
    rows = FieldList(FormField(SlotForm), lazy_gettext("Other days"), min_entries=4)


class PollForm(_Times, GuestsForm):
    """A question about days, and whom to ask."""

    free = MultiSelect(
        lazy_gettext("Everything is free"),
        description=lazy_gettext("Room, facilitators and key persons have nothing else then."),
    )
    rows = FieldList(FormField(SlotForm), lazy_gettext("Other days"), min_entries=4)
    closes_on = DayField(lazy_gettext("Last day to answer"), [required()], lies=Lies.AHEAD)
    quorum = NumberField(
        lazy_gettext("How many must be able to come"),
        [between(1, 200)],
        description=lazy_gettext("Yes and if need be count. Left empty: half of those you ask."),
    )
    with_holds = BooleanField(lazy_gettext("Keep the days free in the guests' calendars"))


class MoreGuestsForm(GuestsForm):
    """More people for a poll that is open."""

    required = BooleanField(lazy_gettext("They must be there"))


class ChooseForm(Form):
    """Why a day is chosen that something speaks against."""

    reason = TextField(
        lazy_gettext("Reason"),
        [length(2000)],
        description=lazy_gettext("It is kept with the workshop; guests do not read it."),
    )


class VoteForm(Form):
    """One tap about one day."""

    slot = HiddenField(validators=[required()])
    vote = HiddenField(
        validators=[required(lazy_gettext("Choose yes, if need be or no.")), one_of(list(Vote))]
    )


class SubstituteForm(Form):
    """Who comes instead."""

    name = LineField(lazy_gettext("Name"), [required(), length(200)])
    email = LineField(
        lazy_gettext("E-mail address"),
        [length(254), email_address()],
        description=lazy_gettext("The invitation goes there. May be empty."),
    )


class WalkInForm(Form):
    """Who is at the door."""

    name = LineField(lazy_gettext("Name"), [required(), length(200)])
    email = LineField(
        lazy_gettext("E-mail address"),
        [length(254), email_address()],
        description=lazy_gettext("May be empty. Nothing is sent unless you ask for it below."),
    )
    seat = ChoiceField(lazy_gettext("They sit"), default=Seat.ON_SITE.value)
    anyway = BooleanField(lazy_gettext("Let them in although all seats are taken"))
    invite = BooleanField(lazy_gettext("Invite them to the days still to come"))
