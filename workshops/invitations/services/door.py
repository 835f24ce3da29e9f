"""Letting people in who were not invited, or instead of others; who may have a letter gets one."""

from collections.abc import Sequence

from sqlalchemy import select

from workshops.core import clock
from workshops.core.actor import Actor, ActorKind
from workshops.core.db import db, lock
from workshops.core.errors import Conflict, NotAllowed
from workshops.core.text import N_
from workshops.invitations import permissions, queries
from workshops.invitations.models import Invitation, InvitationReply, ReplyOutcome
from workshops.invitations.services.answers import link_actor
from workshops.invitations.services.inviting import open_invitations, require_may_invite
from workshops.mail.inbox import settle
from workshops.mail.models import Handling
from workshops.people.services import welcome_guest
from workshops.planning.models import Participation, Seat, Sitting, Workshop
from workshops.planning.models.attendance import CheckInWay, Substitution
from workshops.planning.queries import list_of_person
from workshops.planning.queries.coming import list_proposals
from workshops.planning.services import attendance, coming, participation

COMES = N_("The other one comes instead.")
STAYS = N_("The proposal was declined; the guest keeps the place.")
REPLACED = N_("The guest has proposed somebody else since.")


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
    """A guest asks by link to send somebody else; the project manager decides.

    What they proposed before by mail needs no answer any more. Raises Invalid and Conflict as
    `coming.propose_substitute`.
    """
    mine = queries.list_open_of_person(
        invitation.participation.sitting.workshop_id, invitation.participation.person_id
    )
    to_come = [each for each in mine if each.participation.sitting.starts_at > clock.now()]
    if not to_come:
        raise Conflict(N_("It has begun already. Tell those at the door who came instead."))
    return _propose(link_actor(invitation), to_come[0], name, email)


def propose_by_mail(*, reply: InvitationReply, name: str, email: str) -> None:
    """The same by a reply of the guest's calendar program, which names whom it is delegated to.

    Raises Conflict when there is no place to pass on.
    """
    invitation = reply.invitation
    guest = Actor(ActorKind.MAIL, invitation.id, invitation.participation.person.name)
    name = name or email.partition("@")[0]
    reply.substitution = _propose(guest, invitation, name, email)
    db.session.flush()


def _propose(actor: Actor, invitation: Invitation, name: str, email: str) -> Substitution:
    placed = invitation.participation
    older = [
        each
        for each in list_proposals(placed.sitting.workshop_id)
        if each.given_up.person_id == placed.person_id
    ]
    made = coming.propose_substitute(actor, participation=placed, name=name, email=email)
    for each in older:
        _close_mail(each, ReplyOutcome.REPLACED, REPLACED)
    return made


def approve(actor: Actor, *, substitution: Substitution) -> Sequence[Participation]:
    """Let come whom a guest proposed. Raises as `send_instead`, and Conflict when settled."""
    workshop: Workshop = substitution.given_up.sitting.workshop
    if not permissions.can_invite(actor, workshop):
        raise NotAllowed(N_("Only those who run the engagement can send invitations."))
    lock(substitution)
    coming.require_open(substitution)
    taken = send_instead(
        actor,
        given_up=substitution.given_up,
        name=substitution.name,
        email=substitution.email,
        proposal=substitution,
    )
    _close_mail(substitution, ReplyOutcome.ACCEPTED, COMES)
    return taken


def decline(actor: Actor, *, substitution: Substitution) -> None:
    """Leave the place with the guest. Raises NotAllowed, and Conflict when settled."""
    coming.decline_substitute(actor, substitution=substitution)
    _close_mail(substitution, ReplyOutcome.DISMISSED, STAYS)


def _close_mail(substitution: Substitution, outcome: ReplyOutcome, reason: str) -> None:
    """What was decided about a proposal settles the message that it came by."""
    replies = db.session.scalars(
        select(InvitationReply)
        .where(
            InvitationReply.substitution_id == substitution.id,
            InvitationReply.outcome == ReplyOutcome.WAITING,
        )
        .order_by(InvitationReply.id)
    )
    for reply in replies:
        reply.outcome, reply.settled_at = outcome, clock.now()
        settle(reply.incoming, Handling.SETTLED, reason)


def _invite(placed: Participation) -> None:
    """An invitation of their own, with a new UID, where there is an address and time for it."""
    to_come = placed.sitting.starts_at > clock.now()
    if placed.person.email and to_come and not queries.list_open_of_participation(placed.id):
        open_invitations([placed])
