"""Letting people in who were not invited, or instead of others; who may have a letter gets one."""

from collections.abc import Sequence

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Conflict, NotAllowed
from workshops.core.text import N_
from workshops.invitations import permissions, queries
from workshops.invitations.models import Invitation
from workshops.invitations.services.answers import link_actor
from workshops.invitations.services.inviting import open_invitations, require_may_invite
from workshops.people.services import welcome_guest
from workshops.planning.models import Participation, Seat, Sitting, Workshop
from workshops.planning.models.attendance import CheckInWay, Substitution
from workshops.planning.queries import list_of_person
from workshops.planning.services import attendance, coming, participation


def take_in(
    actor: Actor,
    *,
    sitting: Sitting,
    name: str,
    email: str,
    seat: Seat,
    anyway: bool = False,
    invite: bool = False,
) -> Participation:
    """Let a walk-in in; with `invite` they are put on the days still to come and written to.

    Raises NotAllowed, Invalid for an address that is none, and Conflict as `coming.take_in`.
    """
    workshop = sitting.workshop
    coming.require_door(actor, sitting)
    if invite:
        require_may_invite(actor, workshop)
    person = welcome_guest(actor, name=name, email=email, language=workshop.language)
    placed = coming.take_in(actor, sitting=sitting, person=person, seat=seat, anyway=anyway)
    if invite and person.email:
        participation.add_guests(actor, workshop=workshop, people=[person], seat=seat)
        for each in list_of_person(workshop, person):
            _invite(each)
    return placed


def send_instead(
    actor: Actor,
    *,
    given_up: Participation,
    name: str,
    email: str,
    proposal: Substitution | None = None,
) -> Sequence[Participation]:
    """Let somebody come instead of a guest, on every day still to come that the guest was on.

    At the door the day itself is passed on and the other one checked in. Raises as
    `coming.pass_place`, and Invalid for an address that is none.
    """
    workshop = given_up.sitting.workshop
    if not permissions.can_invite(actor, workshop):
        coming.require_door(actor, given_up.sitting)
    person = welcome_guest(actor, name=name, email=email, language=workshop.language)
    taken = []
    for row in _to_pass(actor, given_up):
        mine = proposal if row.id == given_up.id else None
        taken.append(coming.pass_place(actor, given_up=row, person=person, proposal=mine))
    for each in taken:
        _invite(each)
    begun = given_up.sitting.starts_at <= clock.now()
    if begun and coming.door_is_open(given_up.sitting):
        attendance.check_in(actor, participation=taken[0], at=clock.now(), way=CheckInWay.WALK_IN)
    return taken


def _to_pass(actor: Actor, given_up: Participation) -> list[Participation]:
    """The day that was meant, and for those who may invite the guest's later days too."""
    workshop, day = given_up.sitting.workshop, given_up.sitting.starts_at
    if not permissions.can_invite(actor, workshop):
        return [given_up]
    rows = list_of_person(workshop, given_up.person)
    later = [row for row in rows if row.sitting.starts_at > max(day, clock.now())]
    return [given_up, *(row for row in later if row.id != given_up.id)]


def propose(*, invitation: Invitation, name: str, email: str) -> Substitution:
    """A guest asks to send somebody else; the project manager decides.

    Raises Invalid and Conflict as `coming.propose_substitute`.
    """
    mine = queries.list_open_of_person(
        invitation.participation.sitting.workshop_id, invitation.participation.person_id
    )
    to_come = [each for each in mine if each.participation.sitting.starts_at > clock.now()]
    if not to_come:
        raise Conflict(N_("It has begun already. Tell those at the door who came instead."))
    return coming.propose_substitute(
        link_actor(invitation), participation=to_come[0].participation, name=name, email=email
    )


def approve(actor: Actor, *, substitution: Substitution) -> Sequence[Participation]:
    """Let come whom a guest proposed. Raises as `send_instead`, and Conflict when settled."""
    workshop: Workshop = substitution.given_up.sitting.workshop
    if not permissions.can_invite(actor, workshop):
        raise NotAllowed(N_("Only those who run the engagement can send invitations."))
    db.session.refresh(substitution, with_for_update={"of": Substitution})
    coming.require_open(substitution)
    return send_instead(
        actor,
        given_up=substitution.given_up,
        name=substitution.name,
        email=substitution.email,
        proposal=substitution,
    )


def _invite(placed: Participation) -> None:
    """An invitation of their own, with a new UID, where there is an address and time for it."""
    to_come = placed.sitting.starts_at > clock.now()
    if placed.person.email and to_come and not queries.list_open_of_participation(placed.id):
        open_invitations([placed])
