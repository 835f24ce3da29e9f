"""Guests: people who are known because somebody invited them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from workshops.activity import services as activity
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Invalid, NotAllowed
from workshops.core.text import N_, clean_line
from workshops.people import permissions
from workshops.people.models import Person, Scope
from workshops.people.queries.addresses import find_all_at
from workshops.people.rules.contact import name_of_address, proper_email


def find_or_add_guest(actor: Actor, *, name: str, email: str, language: str) -> Person:
    """The same for one; see `find_or_add_guests`."""
    return find_or_add_guests(actor, guests=[(name, email)], language=language)[0]


def find_or_add_guests(
    actor: Actor, *, guests: Sequence[tuple[str, str]], language: str
) -> list[Person]:
    """For each name and address the person who has it, whatever its case, else a new guest.

    The caller has made sure that the one who asks may invite. A deleted person comes back as a
    guest. Raises Invalid for an address that is none.
    """
    if not permissions.can_add_guest(actor):
        raise NotAllowed(N_("You may not invite people."))
    return _guests_of(actor, guests, language)


def welcome_guest(actor: Actor, *, name: str, email: str, language: str) -> Person:
    """Somebody who comes unasked or instead of another: a guest, with an address only if given.

    The caller has made sure that the one who asks may let people in. Raises Invalid without a
    name, and for an address that is none.
    """
    name = clean_line(name)[:200]
    if not name:
        raise Invalid(N_("Enter the name."), "name")
    if email.strip():
        return _guests_of(actor, [(name, email)], language)[0]
    person = Person(name=name, email=None, languages=[language], scope=Scope.GUEST)
    db.session.add(person)
    db.session.flush()
    activity.record(actor, "added_guest", person, title=person.name)
    return person


def _guests_of(actor: Actor, guests: Sequence[tuple[str, str]], language: str) -> list[Person]:
    names: dict[str, str] = {}
    addresses = [_guest_address(email) for _name, email in guests]
    for (name, _email), address in zip(guests, addresses, strict=True):
        names.setdefault(address, clean_line(name)[:200] or name_of_address(address))
    known = find_all_at(names)
    back = list({p.id: p for p in known.values() if p.deleted_at is not None}.values())
    for person in back:
        person.scope, person.deleted_at = Scope.GUEST, None
    new = _new_guests({a: name for a, name in names.items() if a not in known}, language)
    db.session.flush()
    for person in [*back, *new]:
        activity.record(actor, "added_guest", person, title=person.name)
    everybody = known | {str(person.email): person for person in new}
    return [everybody[address] for address in addresses]


def _guest_address(email: str) -> str:
    address = proper_email(email)
    if address is None:
        raise Invalid(N_("'%(email)s' is not an e-mail address."), "email", email=email)
    return address


def _new_guests(names: dict[str, str], language: str) -> list[Person]:
    """Guests with these addresses; whom another transaction adds in the same moment comes as is."""
    people = [
        Person(name=name, email=email, languages=[language], scope=Scope.GUEST)
        for email, name in names.items()
    ]
    try:
        with db.session.begin_nested():
            db.session.add_all(people)
    except IntegrityError:
        return [_new_guest(name, email, language) for email, name in names.items()]
    return people


def _new_guest(name: str, email: str, language: str) -> Person:
    """A guest, or the one whom another transaction added in the same moment."""
    person = Person(name=name, email=email, languages=[language], scope=Scope.GUEST)
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError:
        return db.session.scalars(select(Person).where(Person.email == email)).one()
    return person
