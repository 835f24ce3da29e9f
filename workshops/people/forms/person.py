"""Forms of a person."""

from typing import Any
from zoneinfo import available_timezones

from flask_babel import lazy_gettext

from workshops.people.forms.words import CONTACT, FIELDS, LANGUAGES, LETTER_LANGUAGES, SKILL_LEVELS
from workshops.people.models import Person, Skill
from workshops.web.fields import (
    ChoiceField,
    LineField,
    MultiSelect,
    email_address,
    length,
    one_of,
    options,
    required,
)
from workshops.web.merge import EditForm

Pairs = list[tuple[str, str]]


class PersonForm(EditForm):
    """Everything about a person but skills."""

    name = LineField(FIELDS["name"], [required(lazy_gettext("Enter a name.")), length(200)])
    email = LineField(FIELDS["email"], [email_address(), length(254)])
    phone = LineField(FIELDS["phone"], [length(40)])
    organisation = ChoiceField(FIELDS["organisation"])
    role_title = LineField(
        FIELDS["role_title"],
        [length(200)],
        description=lazy_gettext("As it stands on the person's card, for example head of section."),
    )
    discipline = ChoiceField(FIELDS["discipline"])
    language = ChoiceField(lazy_gettext("Language of letters"), [required()])
    other_languages = MultiSelect(lazy_gettext("Also speaks"))
    timezone = LineField(
        FIELDS["timezone"],
        [
            required(),
            one_of(
                sorted(available_timezones()),
                lazy_gettext("Enter a time zone in the form Europe/Copenhagen."),
            ),
        ],
    )
    contact_preference = ChoiceField(lazy_gettext("Wants to be reached"), [required()])

    def offer(self, organisations: Pairs, disciplines: Pairs) -> None:
        """Hand in what can be chosen."""
        self.organisation.choices = options(organisations, nothing=lazy_gettext("None"))
        self.discipline.choices = options(disciplines, nothing=lazy_gettext("None"))
        self.language.choices = options([(code, LANGUAGES[code]) for code in LETTER_LANGUAGES])
        self.other_languages.choices = options(LANGUAGES.items())
        self.contact_preference.choices = options((c.value, label) for c, label in CONTACT.items())


def values_of(person: Person) -> dict[str, Any]:
    """What the form shows of a person as stored now."""
    return {
        "version": person.version,
        "name": person.name,
        "email": person.email or "",
        "phone": person.phone,
        "organisation": person.organisation.public_id if person.organisation else "",
        "role_title": person.role_title,
        "discipline": person.discipline.public_id if person.discipline else "",
        "language": person.language if person.language in LETTER_LANGUAGES else "da",
        "other_languages": list(person.languages[1:]),
        "timezone": person.timezone,
        "contact_preference": person.contact_preference.value,
    }


def skills_form(skills: list[Skill], language: str) -> type[EditForm]:
    """A form with one choice of level for each skill."""
    fields = {
        f"skill_{skill.public_id}": ChoiceField(
            skill.label(language), choices=options(SKILL_LEVELS.items()), default="0"
        )
        for skill in skills
    }
    return type("SkillsForm", (EditForm,), fields)


def skill_values(person: Person) -> dict[str, Any]:
    """What the form of skills shows of a person as stored now."""
    levels = {f"skill_{known.skill.public_id}": str(known.level) for known in person.skills}
    return {"version": person.version, **levels}
