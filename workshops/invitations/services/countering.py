"""Deciding about another time that a guest proposes: move everybody, ask everybody, or decline."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.errors import Conflict, NotAllowed
from workshops.core.text import N_, clean
from workshops.invitations import permissions
from workshops.invitations.models import Invitation, InvitationReply, ReplyOutcome, TrustLevel
from workshops.invitations.queries.incoming import Message
from workshops.invitations.queries.pending import updates_of
from workshops.invitations.services import proposals, responses, settling
from workshops.invitations.services.updates import send_updates
from workshops.planning.models.polls import DatePoll
from workshops.planning.services import polls
from workshops.planning.services.sittings import SittingPlan, change_sitting

MOVED = N_("The proposed time was accepted.")
STANDS = N_("The proposed time was declined.")
ASKED = N_("The proposed time was added to the date poll.")


def accept(actor: Actor, *, message: Message) -> int:
    """Move the sitting to the proposed time and send everybody the update; how many letters.

    Raises NotAllowed; Conflict when the time has passed; Taken when a room or person is not free.
    """
    reply, starts_at, length = _proposal(actor, message)
    sitting = reply.invitation.participation.sitting
    if starts_at <= clock.now():
        raise Conflict(N_("The proposed time has passed."))
    local = starts_at.astimezone(ZoneInfo(sitting.timezone)).replace(tzinfo=None)
    plan = SittingPlan(local, length, sitting.timezone, sitting.room, sitting.online_url)
    change_sitting(actor, sitting=sitting, plan=plan, version=sitting.version)
    workshop = sitting.workshop
    seen = updates_of(workshop, clock.now()).fingerprint
    sent = send_updates(actor, workshop=workshop, seen=seen)
    settling.close(actor, message, ReplyOutcome.ACCEPTED, MOVED, "proposal_accepted")
    return sent


def confirm(actor: Actor, *, message: Message) -> None:
    """Take a proposal for the guest's own, whom staff have asked; nobody is written to.

    Raises NotAllowed, and Conflict when there is none that waits to be confirmed.
    """
    invitation, reply = settling.about(actor, message), message.reply
    _require_may_decide(actor, invitation)
    if reply is None or not message.claims:
        raise Conflict(N_("The message proposes no other time."))
    proposals.replace_earlier(invitation, but=reply)
    reply.level = TrustLevel.VERIFIED
    message.incoming.reason, message.incoming.params = proposals.PROPOSED, {}
    settling.note(actor, "proposal_confirmed", message)


def add_to_poll(actor: Actor, *, message: Message, poll: DatePoll) -> None:
    """Ask everybody in an open date poll about the proposed time too."""
    _reply, starts_at, length = _proposal(actor, message)
    polls.add_slot(actor, poll=poll, starts_at=starts_at, length_minutes=length)
    settling.close(actor, message, ReplyOutcome.ACCEPTED, ASKED, "proposal_polled")


def decline(actor: Actor, *, message: Message, reason: str) -> None:
    """Tell the guest who proposed, and nobody else, that the time stands."""
    reply, _starts_at, _length = _proposal(actor, message)
    responses.decline_counter(reply, clean(reason))
    settling.close(actor, message, ReplyOutcome.DISMISSED, STANDS, "proposal_declined")


def _proposal(actor: Actor, message: Message) -> tuple[InvitationReply, datetime, int]:
    """The reply, the proposed start and the length in minutes."""
    invitation, reply = settling.about(actor, message), message.reply
    _require_may_decide(actor, invitation)
    if reply is None or reply.starts_at is None or reply.ends_at is None or not message.proposes:
        raise Conflict(N_("The message proposes no other time."))
    return reply, reply.starts_at, (reply.ends_at - reply.starts_at) // timedelta(minutes=1)


def _require_may_decide(actor: Actor, invitation: Invitation) -> None:
    if not permissions.can_invite(actor, invitation.participation.sitting.workshop):
        raise NotAllowed(N_("Only those who run the engagement can decide about another time."))
