"""Forms of organisations and of the taxonomy."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField

from workshops.people.forms.words import FIELDS, KINDS, LEVELS
from workshops.people.models import Discipline, Organisation, Skill
from workshops.web.days import DayField
from workshops.web.fields import ChoiceField, LineField, length, options, required
from workshops.web.forms import Form
from workshops.web.merge import EditForm

Pairs = list[tuple[str, str]]


class OrganisationForm(EditForm):
    """What an organisation is and when it exists."""

    name = LineField(FIELDS["name"], [required(lazy_gettext("Enter a name.")), length(200)])
    level = ChoiceField(FIELDS["level"], [required()])
    kind = ChoiceField(FIELDS["kind"], [required()])
    code = LineField(FIELDS["code"], [length(20)], description=lazy_gettext("If there is one."))
    valid_from = DayField(FIELDS["valid_from"], description=lazy_gettext("Empty: since always."))
    valid_to = DayField(
        FIELDS["valid_to"], description=lazy_gettext("Empty: until further notice.")
    )

    def offer(self) -> None:
        """Hand in what can be chosen."""
        self.level.choices = options((level.value, label) for level, label in LEVELS.items())
        self.kind.choices = options((kind.value, label) for kind, label in KINDS.items())


class NewOrganisationForm(OrganisationForm):
    """A new organisation and what it belongs to."""

    parent = ChoiceField(FIELDS["parent"])

    def offer_parents(self, organisations: Pairs) -> None:
        """Hand in what can be chosen."""
        self.offer()
        self.parent.choices = options(organisations, nothing=lazy_gettext("None"))


class MoveForm(Form):
    """Another parent from a day on."""

    parent = ChoiceField(FIELDS["parent"])
    from_day = DayField(lazy_gettext("From"), [required()])


class TermForm(EditForm):
    """The names of a discipline or skill."""

    name_en = LineField(lazy_gettext("English name"), [required(), length(120)])
    name_da = LineField(lazy_gettext("Danish name"), [required(), length(120)])


class NewDisciplineForm(TermForm):
    """A new discipline or voice."""

    voice = BooleanField(
        lazy_gettext("A voice, not a profession"),
        description=lazy_gettext("Such as citizen, relative or supplier."),
    )


def values_of(organisation: Organisation) -> dict[str, Any]:
    """What the form shows of an organisation as stored now."""
    return {
        "version": organisation.version,
        "name": organisation.name,
        "level": organisation.level.value,
        "kind": organisation.kind.value,
        "code": organisation.code or "",
        "valid_from": organisation.valid_from,
        "valid_to": organisation.valid_to,
    }


def term_values(term: Discipline | Skill) -> dict[str, Any]:
    """What the form shows of a discipline or skill as stored now."""
    return {"version": term.version, "name_en": term.name_en, "name_da": term.name_da}
