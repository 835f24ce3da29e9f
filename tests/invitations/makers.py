"""Invited workshops for tests."""

from collections.abc import Sequence

from sqlalchemy import select

from tests.factories import make_engagement, make_room, make_user, make_workshop, save
from workshops.accounts.models import User
from workshops.core.db import db, transaction
from workshops.invitations.models import Invitation, InvitationLetter
from workshops.invitations.rules.pasted import read_guests
from workshops.invitations.services.inviting import GuestList, invite
from workshops.mail.models import Letter
from workshops.planning.models import Workshop

THREE = "Åse Ærlig <aase@kommune.example>\nBo Dahl <bo@kommune.example>\nEva <eva@skat.example>"


def make_planned(sittings: int = 1, language: str = "da") -> tuple[User, Workshop]:
    """A project manager and their workshop in a room with an address."""
    manager = make_user(name="Mette Lund", email="mette@lab.example")
    workshop = make_workshop(
        make_engagement(manager),
        sittings=sittings,
        name="Breve der forstås",
        purpose="Vi prøver tre udkast.",
        language=language,
    )
    room = make_room(name="Lokale 3", address="Vestergade 4, København")
    for sitting in workshop.sittings:
        sitting.room = room
    save(workshop)
    return manager, workshop


def make_invited(
    text: str = THREE, sittings: int = 1, language: str = "da"
) -> tuple[User, Workshop, Sequence[Invitation]]:
    """The same with guests invited from a pasted text."""
    manager, workshop = make_planned(sittings, language)
    with transaction():
        invite(manager.actor(), workshop=workshop, guests=GuestList([], read_guests(text).guests))
    return manager, workshop, list_invitations()


def list_invitations() -> Sequence[Invitation]:
    """Every invitation, the oldest first."""
    return db.session.scalars(select(Invitation).order_by(Invitation.id)).all()


def list_letters() -> Sequence[Letter]:
    """Every letter, the oldest first."""
    return db.session.scalars(select(Letter).order_by(Letter.id)).all()


def letters_of(invitation: Invitation) -> list[tuple[str, int]]:
    """Kind and version of each letter of an invitation, in order."""
    rows = db.session.scalars(
        select(InvitationLetter)
        .where(InvitationLetter.invitation_id == invitation.id)
        .order_by(InvitationLetter.id)
    )
    return [(row.kind.value, row.sequence) for row in rows]
