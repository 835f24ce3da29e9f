"""Other addresses that a person answers from."""

from workshops.activity import services as activity
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotAllowed
from workshops.core.text import N_
from workshops.people import permissions
from workshops.people.models import Person, PersonAlias


def confirm_alias(actor: Actor, *, person: Person, address: str) -> None:
    """Believe answers from that address to be this person's from now on. Raises NotAllowed."""
    if not permissions.can_confirm_alias(actor):
        raise NotAllowed(N_("You may not say which addresses belong to a person."))
    if add_alias(person, address):
        db.session.flush()
        activity.record(actor, "alias_confirmed", person, title=person.name)


def add_alias(person: Person, address: str) -> bool:
    """Add an address unless it is the person's already; whether it was new."""
    wanted = address.strip().lower()
    known = {person.email, *(alias.address for alias in person.aliases)}
    if not wanted or wanted in known:
        return False
    person.aliases.append(PersonAlias(address=wanted))
    return True
