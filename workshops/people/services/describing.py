"""What a pasted list says of guests beside name and address."""

from collections.abc import Sequence
from dataclasses import dataclass

from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import NotAllowed
from workshops.core.text import N_, fold
from workshops.people import permissions
from workshops.people.models import Person, Scope
from workshops.people.queries.named import find_disciplines, find_organisations


@dataclass(frozen=True)
class Said:
    """What was written of one person, as it was written; "" is nothing."""

    person: Person
    organisation: str
    discipline: str


def describe_guests(actor: Actor, *, said: Sequence[Said]) -> None:
    """Write down guests' organisations and disciplines where none is known, as far as they exist.

    What stands in the directory is not changed. Raises NotAllowed.
    """
    if not permissions.can_add_guest(actor):
        raise NotAllowed(N_("You may not invite people."))
    organisations = find_organisations(one.organisation for one in said)
    disciplines = find_disciplines(one.discipline for one in said)
    for one in said:
        person = one.person
        if person.scope is Scope.GUEST and person.organisation_id is None:
            person.organisation_id = organisations.get(fold(one.organisation))
        if person.scope is Scope.GUEST and person.discipline_id is None:
            person.discipline_id = disciplines.get(fold(one.discipline))
    db.session.flush()
