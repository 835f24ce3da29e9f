"""The authorisation table: who may do what to which object, on one page.

Letters: C create, R read, U change, D delete and restore, P send, approve or publish, X export.
A cell is read for the record's relation to the one who asks; an absent cell means no. A letter
that is not in any of a role's cells is refused at the door (403); a record that a role may not
read is not found (404); a record that may be read but not changed is refused (403).
Source of the rows: the lab's own policy, after least privilege.
"""

from enum import StrEnum

from workshops.core.actor import Actor, ActorKind, Role


class Principal(StrEnum):
    """The columns of the table: a role, and where it matters its relation to the record."""

    ANON = "anonymous"
    LINK = "link holder"
    READER = "reader"
    FAC = "facilitator, not assigned"
    FAC_OWN = "facilitator, assigned"
    PM = "project manager, other engagement"
    PM_OWN = "project manager, own engagement"
    ADM = "administrator"


A, L, R, F, FO, P, PO, M = (
    Principal.ANON,
    Principal.LINK,
    Principal.READER,
    Principal.FAC,
    Principal.FAC_OWN,
    Principal.PM,
    Principal.PM_OWN,
    Principal.ADM,
)

TABLE: dict[str, dict[Principal, str]] = {
    "request": {A: "C", R: "", P: "CRUX", PO: "CRUX", M: "RX"},
    "engagement": {R: "R", FO: "R", P: "CR", PO: "CRUDX", M: "RUDX"},
    "engagement_contact": {FO: "R", P: "R", PO: "CRUD", M: "R"},
    "engagement_task": {R: "R", FO: "RU", P: "R", PO: "CRUD", M: "R"},
    "engagement_file": {FO: "R", PO: "CRD", M: "R"},
    "organisation": {R: "R", F: "R", FO: "R", P: "CRUX", PO: "CRUX", M: "CRUDX"},
    "person": {R: "R", F: "R", FO: "R", P: "CRUX", PO: "CRUX", M: "CRUDX"},
    "guest": {FO: "R", PO: "CRUDX", M: "RD"},
    "people_import": {P: "C", PO: "CRUD", M: "CRUD"},
    "taxonomy": {R: "R", F: "R", FO: "R", P: "R", PO: "R", M: "CRUD"},
    "workshop": {R: "R", FO: "RUX", P: "R", PO: "CRUDPX", M: "R"},
    "facilitator_note": {FO: "RU", PO: "RU"},
    "agenda": {R: "R", FO: "RU", P: "R", PO: "RU", M: "R"},
    "participation": {R: "", FO: "RU", PO: "CRUDPX", M: ""},
    "participation_count": {R: "R", FO: "R", P: "R", PO: "R", M: "R"},
    "method": {R: "R", F: "R", FO: "R", P: "CRU", PO: "CRU", M: "CRUD"},
    "room": {R: "R", F: "R", FO: "R", P: "CRU", PO: "CRU", M: "CRUD"},
    "calendar": {R: "R", F: "R", FO: "R", P: "R", PO: "R", M: "R"},
    "invitation": {L: "RU", FO: "R", PO: "CRUDPX", M: "R"},
    "date_poll": {L: "RU", FO: "R", PO: "CRUDPX", M: "R"},
    "incoming_mail": {PO: "RU", M: "RU"},
    "note": {L: "CRUD", FO: "CRU", PO: "CRUDX"},
    "theme": {R: "R", FO: "CRUD", P: "R", PO: "CRUD", M: "R"},
    "concept": {R: "R", FO: "CRU", P: "R", PO: "CRUD", M: "R"},
    "experiment": {R: "R", FO: "CRU", P: "R", PO: "CRUDPX", M: "R"},
    "second_opinion": {P: "P", PO: "P", M: "P"},
    "barrier": {R: "", FO: "CRUD", P: "", PO: "CRUD", M: ""},
    "deliverable": {L: "R", FO: "R", PO: "CRUDPX", M: "RP"},
    "issued_deliverable": {L: "R", R: "R", FO: "R", P: "R", PO: "RPX", M: "RP"},
    "pack": {FO: "R", PO: "CRUDPX", M: "R"},
    "delivery": {L: "RU", PO: "CRUD", M: "RU"},
    "adoption": {L: "RU", R: "R", P: "R", PO: "CRUX", M: "RX"},
    "library": {R: "RX", F: "R", FO: "R", P: "RX", PO: "RX", M: "RX"},
    "saved_search": {R: "CRUD", F: "CRUD", FO: "CRUD", P: "CRUD", PO: "CRUD", M: "CRUD"},
    "feed": {L: "CRUD", R: "CRUD", F: "CRUD", FO: "CRUD", P: "CRUD", PO: "CRUD", M: "CRUD"},
    "outbox": {PO: "RU", M: "RU"},
    "job": {M: "RU"},
    "user": {M: "CRU"},
    "activity": {FO: "R", PO: "R", M: "RX"},
    "bin": {P: "RU", PO: "RU", M: "RU"},
}

_BY_ROLE: dict[Role, tuple[Principal, ...]] = {
    Role.READER: (R,),
    Role.FACILITATOR: (F, FO),
    Role.PROJECT_MANAGER: (P, PO),
    Role.ADMINISTRATOR: (M,),
}


def principals(actor: Actor) -> tuple[Principal, ...]:
    """Every column that the one who asks may stand in, the weakest first."""
    if actor.kind is ActorKind.USER and actor.role is not None:
        return _BY_ROLE[actor.role]
    return (L,) if actor.kind is ActorKind.LINK else (A,)


def principal(actor: Actor, own: bool) -> Principal:
    """The column for one record; `own` says whether the record is the actor's engagement's."""
    columns = principals(actor)
    return columns[-1] if own else columns[0]


def allows(actor: Actor, act: str, thing: str, *, own: bool = False) -> bool:
    """Whether the table has the letter `act` for `thing`; the product itself may do everything."""
    return actor.trusted or act in TABLE[thing].get(principal(actor, own), "")


def may_ever(actor: Actor, act: str, thing: str) -> bool:
    """Whether some record of that kind could allow the act; what the door asks."""
    return any(act in TABLE[thing].get(column, "") for column in principals(actor))
