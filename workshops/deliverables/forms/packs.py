"""What can be typed about packs, their delivery and their receipt."""

from collections.abc import Sequence

from flask_babel import lazy_gettext

from workshops.deliverables.models.packs import PackKind
from workshops.deliverables.rules.delivery import DEFAULT_WEEKS, LEAST_WEEKS, MOST_WEEKS
from workshops.web.fields import (
    ChoiceField,
    LineField,
    MultiSelect,
    NumberField,
    TextField,
    between,
    email_address,
    length,
    options,
    required,
)
from workshops.web.forms import Form

Choices = Sequence[tuple[object, object]]


class PackForm(Form):
    """A new pack."""

    title = LineField(lazy_gettext("Title"), [required(), length(200)])
    kind = ChoiceField(
        lazy_gettext("Kind"),
        [required()],
        description=lazy_gettext(
            "A hand-over pack takes every current document and says when data are deleted."
        ),
    )
    versions = MultiSelect(
        lazy_gettext("Documents"),
        description=lazy_gettext("For an ordinary pack. They stand in this order."),
    )
    language = ChoiceField(lazy_gettext("Language of the index"), [required()])

    def offer(self, versions: Choices, languages: Choices) -> "PackForm":
        """Hand in what can be chosen."""
        self.kind.choices = options([(kind.value, lazy_gettext(kind.label)) for kind in PackKind])
        self.versions.choices = options(versions)
        self.language.choices = options(languages)
        return self


class DeliverForm(Form):
    """To whom a pack goes."""

    people = MultiSelect(lazy_gettext("Who gets it"))
    weeks = NumberField(
        lazy_gettext("How many weeks the link works"),
        [required(), between(LEAST_WEEKS, MOST_WEEKS)],
        default=DEFAULT_WEEKS,
    )
    message = TextField(lazy_gettext("A few words to them"), [length(2000)])

    def offer(self, people: Choices) -> "DeliverForm":
        """Hand in who can be chosen."""
        self.people.choices = options(people)
        return self


class AddressForm(Form):
    """The address that a pack was sent to."""

    email = LineField(
        lazy_gettext("Your e-mail address"), [required(), email_address(), length(254)]
    )


class ReceiptForm(Form):
    """An officer says that the agency has the pack."""

    name = LineField(lazy_gettext("Your name"), [required(), length(200)])
    title = LineField(lazy_gettext("Your title"), [required(), length(200)])
    journal_number = LineField(lazy_gettext("Your journal number"), [length(60)])
