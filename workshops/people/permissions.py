"""Who may do what to persons, organisations, lists of people and the taxonomy."""

from workshops.accounts.permissions import allows, may_ever
from workshops.core.actor import Actor, ActorKind
from workshops.people.models import PeopleImport, Person, Scope


def can_see_contact(actor: Actor, person: Person, *, own: bool = False) -> bool:
    """Whether they may see e-mail address and telephone number.

    Staff who keep the directory may, facilitators for the people of their own workshops (`own`),
    and everybody their own; readers see names only.
    """
    if actor.kind is ActorKind.USER and person.user_id is not None and person.user_id == actor.id:
        return True
    return can_see_contacts(actor) or allows(actor, "R", "guest", own=own)


def can_see_contacts(actor: Actor) -> bool:
    """Whether they may see the contact details of everybody in the directory."""
    return allows(actor, "U", "person")


def can_see_activity(actor: Actor) -> bool:
    """Whether they may see what was done to persons and organisations."""
    return allows(actor, "U", "person")


def can_add_person(actor: Actor) -> bool:
    """Whether they may add somebody to the directory."""
    return allows(actor, "C", "person")


def can_add_guest(actor: Actor) -> bool:
    """Whether they may invite somebody who is not in the directory."""
    return actor.trusted or may_ever(actor, "C", "guest")


def can_edit_person(actor: Actor, person: Person, *, own: bool = False) -> bool:
    """Whether they may change a person; `own` matters for guests."""
    thing = "guest" if person.scope is Scope.GUEST else "person"
    return allows(actor, "U", thing, own=own)


def can_promote_guest(actor: Actor, *, own: bool = False) -> bool:
    """Whether they may add a guest of an engagement of theirs to the directory."""
    return allows(actor, "C", "person") and allows(actor, "U", "guest", own=own)


def can_delete_person(actor: Actor, person: Person, *, own: bool = False) -> bool:
    """Whether they may delete a person and bring them back."""
    thing = "guest" if person.scope is Scope.GUEST else "person"
    return allows(actor, "D", thing, own=own)


def can_merge_persons(actor: Actor) -> bool:
    """Whether they may make one of two persons."""
    return allows(actor, "U", "person")


def can_export_people(actor: Actor) -> bool:
    """Whether they may take the list of people with them."""
    return allows(actor, "X", "person")


def can_add_organisation(actor: Actor) -> bool:
    """Whether they may add an organisation."""
    return allows(actor, "C", "organisation")


def can_edit_organisation(actor: Actor) -> bool:
    """Whether they may change organisations and move them in the tree."""
    return allows(actor, "U", "organisation")


def can_delete_organisation(actor: Actor) -> bool:
    """Whether they may delete an organisation and bring it back."""
    return allows(actor, "D", "organisation")


def can_keep_taxonomy(actor: Actor) -> bool:
    """Whether they may change disciplines and skills."""
    return allows(actor, "U", "taxonomy")


def can_import_people(actor: Actor) -> bool:
    """Whether they may import a list of people."""
    return allows(actor, "C", "people_import")


def can_use_import(actor: Actor, upload: PeopleImport) -> bool:
    """Whether they may read, apply or undo one uploaded list: their own; administrators any."""
    return allows(actor, "U", "people_import", own=upload.owner_id == actor.id)


def can_use_every_import(actor: Actor) -> bool:
    """Whether they may use lists that others have uploaded."""
    return allows(actor, "U", "people_import")


def can_confirm_alias(actor: Actor) -> bool:
    """Whether they may say that an address is somebody's: by a letter's link, or with the right."""
    return actor.kind is ActorKind.LINK or allows(actor, "U", "person")
