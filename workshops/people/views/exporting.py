"""The directory as rows of text, in the columns that an import understands."""

from sqlalchemy import Select

from workshops.core.db import db
from workshops.core.text import sort_key
from workshops.people.forms.words import CONTACT, FIELDS
from workshops.people.models import Person
from workshops.people.queries import SHOWN
from workshops.people.rules.columns import COLUMNS


def export_labels() -> list[str]:
    """The header, in the language of the page."""
    return [str(FIELDS[column]) for column in COLUMNS]


def export_rows(query: Select[Person], language: str) -> list[list[str]]:
    """One row a person; skills as "Surveys 3; Interviews 2"."""
    people = db.session.scalars(query.options(SHOWN[-1])).unique()
    return [_row(person, language) for person in people]


def _row(person: Person, language: str) -> list[str]:
    levels = ((known.skill.label(language), known.level) for known in person.skills)
    skills = sorted(levels, key=lambda pair: sort_key(pair[0]))
    return [
        person.name,
        person.email or "",
        person.phone,
        person.organisation.name if person.organisation else "",
        person.role_title,
        person.discipline.label(language) if person.discipline else "",
        ", ".join(person.languages),
        "; ".join(f"{name} {level}" for name, level in skills),
        person.timezone,
        str(CONTACT[person.contact_preference]),
    ]
