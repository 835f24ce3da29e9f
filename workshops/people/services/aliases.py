"""Other addresses that a person answers from. One address belongs to one person."""

from workshops.activity import services as activity
from workshops.core.actor import Actor
from workshops.core.addresses import normal_address
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.people import permissions
from workshops.people.models import Person, PersonAlias
from workshops.people.queries.addresses import find_at


def confirm_alias(actor: Actor, *, person: Person, address: str) -> None:
    """Believe answers from that address to be this person's from now on. Raises NotAllowed.

    An address that is somebody else's, such as a secretary's, stays theirs.
    """
    if not permissions.can_confirm_alias(actor):
        raise NotAllowed(N_("You may not say which addresses belong to a person."))
    require_there(person)
    if add_alias(person, address):
        db.session.flush()
        activity.record(actor, "alias_confirmed", person, title=person.name)


def add_alias(person: Person, address: str) -> bool:
    """Add an address unless somebody, this person or another, has it; whether it was added."""
    wanted = normal_address(address)
    known = {person.email, *(alias.address for alias in person.aliases)}
    if not wanted or wanted in known or find_at(wanted) is not None:
        return False
    person.aliases.append(PersonAlias(address=wanted))
    return True


def move_to(person: Person, email: str | None) -> None:
    """Write another address for a person.

    Of two addresses that are both known to be theirs the one given up stays another one; an
    address that is replaced by a new one is forgotten, as it may never have been theirs.
    """
    there = next((alias for alias in person.aliases if alias.address == email), None)
    if there is not None:
        person.aliases.remove(there)
        if person.email:
            person.aliases.append(PersonAlias(address=person.email))
    person.email = email
