"""What is typed on the pages of invitations."""

from flask_babel import lazy_gettext
from wtforms import HiddenField

from workshops.invitations.models import LetterKind
from workshops.mail.models import LetterState
from workshops.planning.models import Answer, ParticipantRole, Seat
from workshops.web.fields import (
    ChoiceField,
    LineField,
    MultiSelect,
    TextField,
    length,
    one_of,
    required,
)
from workshops.web.forms import Form

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
LETTER_KINDS = {
    LetterKind.INVITE: lazy_gettext("Invitation"),
    LetterKind.UPDATE: lazy_gettext("Update"),
    LetterKind.CANCEL: lazy_gettext("Cancellation"),
    LetterKind.RESEND: lazy_gettext("Invitation, sent again"),
    LetterKind.WAS_IT_YOU: lazy_gettext("Was this you?"),
    LetterKind.ANSWERED_FOR: lazy_gettext("Somebody answered for you"),
    LetterKind.ASK_AGAIN: lazy_gettext("Asked once more"),
    LetterKind.DECLINE_COUNTER: lazy_gettext("Proposed time declined"),
}
LETTER_STATES = {
    LetterState.QUEUED: lazy_gettext("Waiting"),
    LetterState.SENDING: lazy_gettext("Being sent"),
    LetterState.KEPT: lazy_gettext("Kept here"),
    LetterState.HANDED_OVER: lazy_gettext("Accepted by the mail server"),
    LetterState.BOUNCED: lazy_gettext("Came back"),
    LetterState.REFUSED: lazy_gettext("Refused"),
    LetterState.GIVEN_UP: lazy_gettext("Given up"),
    LetterState.SUPERSEDED: lazy_gettext("Replaced"),
}
GIVEN = (Answer.YES, Answer.MAYBE, Answer.NO)


class InviteForm(Form):
    """Whom to invite, as what, and where they sit."""

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
    role = ChoiceField(lazy_gettext("They take part as"))
    seat = ChoiceField(lazy_gettext("They sit"))


class UpdateForm(Form):
    """The set of updates that the page showed."""

    seen = HiddenField()


class AnswerForm(Form):
    """One tap."""

    answer = HiddenField(
        validators=[required(lazy_gettext("Choose yes, maybe or no.")), one_of(list(GIVEN))]
    )
    only = HiddenField()


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


class AddressForm(Form):
    """The right address of a guest whom a letter did not reach."""

    email = LineField(
        lazy_gettext("Right e-mail address"),
        [required(), length(254)],
        description=lazy_gettext("It is written on the person, and the invitation is sent there."),
    )
    version = HiddenField()


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
