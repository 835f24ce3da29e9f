"""Adding, changing and deleting persons; guests; the other acts are in the modules beside this."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm.attributes import flag_modified

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed, Stale
from workshops.core.events import ask, publish
from workshops.core.text import N_, clean_line
from workshops.people import permissions
from workshops.people.events import AddressChanged, WhatIsOpen
from workshops.people.models import (
    ContactPreference,
    Discipline,
    Organisation,
    Person,
    PersonSkill,
    Scope,
    Skill,
)
from workshops.people.queries.addresses import find_at
from workshops.people.rules.contact import proper_email
from workshops.people.services.aliases import move_to
from workshops.people.services.guests import (
    find_or_add_guest,
    find_or_add_guests,
    welcome_guest,
)
from workshops.people.services.standing import load_standing_data

__all__ = [
    "PersonDetails",
    "add_person",
    "delete_person",
    "edit_person",
    "find_or_add_guest",
    "find_or_add_guests",
    "load_standing_data",
    "promote_guest",
    "restore_person",
    "set_skills",
    "welcome_guest",
    "write_details",
    "write_skills",
]


@dataclass(frozen=True)
class PersonDetails:
    """Everything that can be written about a person.

    `skills` are skills with their level 0–4; None leaves those that are known.
    """

    name: str
    email: str = ""
    phone: str = ""
    organisation: Organisation | None = None
    role_title: str = ""
    discipline: Discipline | None = None
    languages: Sequence[str] = ("da",)
    timezone: str = "Europe/Copenhagen"
    contact_preference: ContactPreference = ContactPreference.MAIL
    skills: Sequence[tuple[Skill, int]] | None = None


def add_person(actor: Actor, *, details: PersonDetails) -> Person:
    """Add somebody to the directory; a guest with that address is promoted instead.

    Raises Invalid for a missing name or a bad address, Conflict when the address is taken.
    """
    if not permissions.can_add_person(actor):
        raise NotAllowed(N_("You may not add people."))
    email = _checked_email(details)
    person = find_at(email) if email else None
    if person is not None and person.scope is Scope.DIRECTORY:
        raise _taken(person)
    person = person or Person()
    email = person.email or email
    person.scope, person.deleted_at = Scope.DIRECTORY, None
    fields = write_details(person, details, email)
    db.session.add(person)
    db.session.flush()
    if "email" in fields:
        publish(AddressChanged(person.id))
    activity.record(actor, "added", person, title=person.name)
    return person


def edit_person(
    actor: Actor, *, person: Person, details: PersonDetails, version: int, own: bool = False
) -> Person:
    """Change a person. Raises Stale when somebody saved since `version`, else as add_person."""
    if not permissions.can_edit_person(actor, person, own=own):
        raise NotAllowed(N_("You may not change this person."))
    require_there(person)
    if person.version != version:
        raise Stale(N_("Somebody else has saved this person since you opened the page."))
    email = _checked_email(details)
    other = find_at(email) if email else None
    if other is not None and other.id != person.id:
        raise _taken(other)
    fields = write_details(person, details, email)
    db.session.flush()
    if "email" in fields:
        publish(AddressChanged(person.id))
    if fields:
        activity.record(actor, "changed", person, title=person.name, fields=fields)
    return person


def correct_address(
    actor: Actor, *, person: Person, email: str, version: int, own: bool = False
) -> None:
    """Write another e-mail address for a person, and nothing else. Raises as edit_person does."""
    if not permissions.can_edit_person(actor, person, own=own):
        raise NotAllowed(N_("You may not change this person."))
    require_there(person)
    if person.version != version:
        raise Stale(N_("Somebody else has saved this person since you opened the page."))
    address = proper_email(email)
    if address is None:
        raise Invalid(N_("'%(email)s' is not an e-mail address."), "email", email=email)
    other = find_at(address)
    if other is not None and other.id != person.id:
        raise _taken(other)
    move_to(person, address)
    db.session.flush()
    publish(AddressChanged(person.id))
    activity.record(actor, "changed", person, title=person.name, fields=["email"])


def delete_person(actor: Actor, *, person: Person, own: bool = False) -> None:
    """Take a person out of every list; can be undone.

    Raises Conflict naming what they would still be written to about: invitations to days to
    come, open polls and reviews, packs they can fetch.
    """
    if not permissions.can_delete_person(actor, person, own=own):
        raise NotAllowed(N_("You may not delete this person."))
    require_nothing_open(person)
    person.deleted_at = clock.now()
    db.session.flush()
    activity.record(actor, "deleted", person, title=person.name)


def require_nothing_open(person: Person) -> None:
    """Raise Conflict naming what somebody would still be written to about."""
    matters = sorted(set(ask(WhatIsOpen(person.id))))
    if matters:
        raise Conflict(
            N_(
                "%(name)s is still invited, asked or sent something: %(matters)s. "
                "Take them off first, or end it; then delete."
            ),
            name=person.name,
            matters=", ".join(matters),
        )


def restore_person(actor: Actor, *, person: Person, own: bool = False) -> None:
    """Bring a deleted person back."""
    if not permissions.can_delete_person(actor, person, own=own):
        raise NotAllowed(N_("You may not bring this person back."))
    if person.merged_into_id is not None:
        raise Conflict(N_("This person was merged with another and cannot be brought back."))
    person.deleted_at = None
    db.session.flush()
    activity.record(actor, "restored", person, title=person.name)


def promote_guest(actor: Actor, *, person: Person, own: bool = False) -> None:
    """Add a guest to the directory. `own`: the actor's engagement invited the guest."""
    if not permissions.can_promote_guest(actor, own=own):
        raise NotAllowed(N_("You may not add this guest to the directory."))
    require_there(person)
    if person.scope is Scope.DIRECTORY:
        return
    person.scope = Scope.DIRECTORY
    db.session.flush()
    activity.record(actor, "promoted", person, title=person.name)


def write_details(person: Person, details: PersonDetails, email: str | None) -> list[str]:
    """Put checked details on a person and name the fields that changed."""
    values = {
        "name": clean_line(details.name)[:200],
        "email": email,
        "phone": clean_line(details.phone)[:40],
        "organisation": details.organisation,
        "role_title": clean_line(details.role_title)[:200],
        "discipline": details.discipline,
        "languages": list(details.languages) or ["da"],
        "timezone": details.timezone,
        "contact_preference": details.contact_preference,
    }
    changed = [key for key, value in values.items() if getattr(person, key) != value]
    for key in changed:
        if key == "email":
            move_to(person, email)
        else:
            setattr(person, key, values[key])
    if details.skills is not None and write_skills(person, details.skills):
        changed.append("skills")
    return changed


def set_skills(
    actor: Actor,
    *,
    person: Person,
    skills: Sequence[tuple[Skill, int]],
    version: int,
    own: bool = False,
) -> None:
    """Say how well a person does what. Raises Stale when somebody saved since `version`."""
    if not permissions.can_edit_person(actor, person, own=own):
        raise NotAllowed(N_("You may not change this person."))
    require_there(person)
    if person.version != version:
        raise Stale(N_("Somebody else has saved this person since you opened the page."))
    if write_skills(person, skills):
        db.session.flush()
        activity.record(actor, "changed", person, title=person.name, fields=["skills"])


def write_skills(person: Person, wanted: Sequence[tuple[Skill, int]]) -> bool:
    """Put skills above level 0 on a person; whether anything changed."""
    levels = {skill.id: level for skill, level in wanted if level}
    if levels == {known.skill_id: known.level for known in person.skills}:
        return False
    kept = [known for known in person.skills if known.skill_id in levels]
    for known in kept:
        known.level = levels.pop(known.skill_id)
    new = [
        PersonSkill(skill=skill, level=levels[skill.id])
        for skill, _ in wanted
        if skill.id in levels
    ]
    person.skills = [*kept, *new]
    person.updated_at = clock.now()
    if person.id is not None:
        flag_modified(person, "updated_at")
    return True


def _checked_email(details: PersonDetails) -> str | None:
    if not clean_line(details.name):
        raise Invalid(N_("Enter a name."), "name")
    if not clean_line(details.email):
        return None
    email = proper_email(details.email)
    if email is None:
        raise Invalid(N_("'%(email)s' is not an e-mail address."), "email", email=details.email)
    return email


def _taken(person: Person) -> Conflict:
    if person.scope is Scope.GUEST:
        return Conflict(N_("Somebody already has this address."), "email")
    if person.deleted_at is not None:
        return Conflict(
            N_("%(name)s in the bin has this address; bring them back instead."),
            "email",
            name=person.name,
        )
    return Conflict(N_("%(name)s already has this address."), "email", name=person.name)
