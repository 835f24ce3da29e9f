"""What is typed about adoptions."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from workshops.adoption.models import Adoption, Status
from workshops.adoption.rules import Said
from workshops.core.days import Lies
from workshops.deliverables.models.issued import DeliverableVersion
from workshops.people.models import Person
from workshops.web.days import DayField
from workshops.web.fields import (
    ChoiceField,
    LineField,
    MultiSelect,
    TextField,
    email_address,
    length,
    options,
    required,
)
from workshops.web.forms import Form
from workshops.web.merge import EditForm

ANSWERS = tuple(status for status in Status if status is not Status.AWAITED)


class AnswerForm(EditForm):
    """What is done with one recommendation. With `only` its ids are apart from other forms'."""

    answer = ChoiceField(_("Your answer"), [required(_("Choose an answer."))])
    reason = TextField(
        _("Reason, or what is changed"),
        [length(2000)],
        description=_("Needed when you decline, give up or accept with changes."),
    )
    place = LineField(
        _("Where it is in use"),
        [length(300)],
        description=_("A named office, team or site. Needed when it is in use."),
    )
    in_use_on = DayField(_("In use from"), lies=Lies.BEHIND)
    owner_name = LineField(_("Who is responsible at your agency"), [length(200)])
    owner_title = LineField(_("Their title"), [length(200)])
    owner_email = LineField(
        _("Their e-mail address"),
        [email_address(), length(254)],
        description=_("We write to them after 3, 6 and 12 months."),
    )

    def __init__(self, *args: Any, only: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = ((status.value, gettext(status.label)) for status in ANSWERS)
        self.answer.choices = options(pairs, gettext("Choose an answer"))
        if only:
            for field in self:
                field.id = f"{only}-{field.name}"
                field.label.field_id = field.id

    def said(self) -> Said:
        """What was typed, as the service wants it."""
        return Said(
            status=Status(self.answer.data),
            reason=self.reason.data or "",
            place=self.place.data or "",
            in_use_on=self.in_use_on.data,
            owner_name=self.owner_name.data or "",
            owner_title=self.owner_title.data or "",
            owner_email=self.owner_email.data or "",
        )


class BehalfForm(AnswerForm):
    """The same, typed by the lab, with how it is known."""

    note = LineField(
        _("How you know"),
        [required(), length(1000)],
        description=_("Kept with the answer, for example: Telephone with Lone Bæk, 3 March."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer.label.text = gettext("The agency’s answer")
        self.owner_name.label.text = gettext("Who is responsible at the agency")


class AskForm(Form):
    """Which documents are asked about, and who at the agency answers."""

    versions = MultiSelect(_("Documents"), [required(_("Choose at least one document."))])
    people = MultiSelect(_("Who answers"), [required(_("Choose at least one person."))])

    def offer(self, versions: Sequence[DeliverableVersion], people: Sequence[Person]) -> "AskForm":
        """Offer the issued versions and the contacts who have an address."""
        self.versions.choices = options(
            (one.public_id, gettext("%(title)s, version %(n)s", title=one.title, n=one.number))
            for one in versions
        )
        self.people.choices = options((one.public_id, one.name) for one in people if one.email)
        return self


class NewLinkForm(Form):
    """The address that a lost link was sent to."""

    email = LineField(_("Your e-mail address"), [required(), email_address(), length(254)])


def answer_values(adoption: Adoption) -> dict[str, Any]:
    """The answer as it stands, with its version."""
    names = ("reason", "place", "in_use_on", "owner_name", "owner_title", "owner_email", "version")
    status = "" if adoption.status is Status.AWAITED else adoption.status.value
    return {"answer": status, **{name: getattr(adoption, name) for name in names}}
