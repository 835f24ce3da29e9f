"""Settling by hand what did not count by itself: by staff in the tray, or by the guest's link."""

from workshops.activity import services as activity
from workshops.core import clock
from workshops.core.actor import Actor
from workshops.core.columns import require_there
from workshops.core.db import db
from workshops.core.errors import Conflict, Invalid, NotAllowed
from workshops.core.text import N_
from workshops.engagements.models import Engagement
from workshops.invitations import permissions
from workshops.invitations.models import Invitation, InvitationReply, ReplyOutcome
from workshops.invitations.queries.incoming import Message
from workshops.invitations.services import answers, door
from workshops.mail import outbox
from workshops.mail.inbox import settle
from workshops.mail.models import Handling
from workshops.mail.outbox import Draft
from workshops.people.services.aliases import confirm_alias
from workshops.planning.models import Answer
from workshops.planning.models.attendance import SubstitutionState
from workshops.planning.permissions import can_add_participants

DONE = N_("Settled.")
DISMISSED = N_("Dismissed.")
ACCEPTED = N_("The guest accepted the answer.")
NOT_MINE = N_("The guest dismissed the answer.")


def apply_by_hand(actor: Actor, *, message: Message, answer: Answer, seen: str) -> None:
    """Write down what the message means as the guest's answer.

    `seen` is the version that the button stood beside. Raises NotAllowed, Conflict and Stale.
    """
    invitation = _vouched(actor, message)
    _end_proposal(actor, message)
    answers.note_answer(actor, invitation=invitation, answer=answer, seen=seen)
    close(actor, message, ReplyOutcome.ACCEPTED, DONE)


def same_person(actor: Actor, *, message: Message, seen: str) -> None:
    """Take the sender for the guest, now and from now on; an answer that was kept counts.

    `seen` is the version that the button stood beside. Raises NotAllowed, Conflict and Stale.
    """
    invitation = _vouched(actor, message)
    sender = message.incoming.from_address
    if not sender:
        raise Conflict(N_("The message names no sender."))
    confirm_alias(actor, person=invitation.participation.person, address=sender)
    if message.reply is not None and message.reply.answer is not None:
        answer = message.reply.answer
        answers.note_answer(actor, invitation=invitation, answer=answer, seen=seen)
    close(actor, message, ReplyOutcome.ACCEPTED, DONE)


def dismiss(actor: Actor, *, message: Message) -> None:
    """Leave everything as it is."""
    require_may_settle(actor, message)
    _end_proposal(actor, message)
    close(actor, message, ReplyOutcome.DISMISSED, DISMISSED)


def pass_on(actor: Actor, *, message: Message, engagement: Engagement) -> None:
    """Send the words of a message to an engagement's project manager, and show it to them."""
    require_may_settle(actor, message)
    require_there(engagement)
    manager, incoming = engagement.manager, message.incoming
    outbox.post(
        Draft(
            to_address=manager.email,
            to_name=manager.name,
            language=manager.language,
            subject=N_("A message for you: %(subject)s"),
            subject_params={"subject": incoming.subject or incoming.from_address},
            template="invitations/mail/passed_on",
            context={"name": manager.name, "incoming": incoming, "who": actor.name},
            kind="message_passed_on",
            lane=f"incoming:{incoming.id}",
            record_kind=incoming.__tablename__,
            record_id=incoming.id,
            engagement_id=engagement.id,
        )
    )
    incoming.engagement_id = engagement.id
    note(actor, "mail_passed_on", message)


def send_substitute(actor: Actor, *, message: Message) -> None:
    """Let come whom the guest would send instead, as from any such proposal.

    Raises NotAllowed, and Conflict when there is no place to pass on or it is settled.
    """
    about(actor, message)
    substitution = message.reply.substitution if message.reply else None
    if substitution is None:
        raise Conflict(N_("The message names nobody who can come instead."))
    door.approve(actor, substitution=substitution)
    note(actor, "mail_settled", message)


def _end_proposal(actor: Actor, message: Message) -> None:
    """Decline whom the message proposes, if the one who settles it runs the workshop."""
    found = message.reply.substitution if message.reply else None
    if found is None or found.state is not SubstitutionState.PROPOSED:
        return
    if can_add_participants(actor, found.given_up.sitting.workshop):
        door.decline(actor, substitution=found)


def accept_by_link(*, reply: InvitationReply, seen: str, keep_address: bool = False) -> None:
    """The invited person says that an answer in their name is theirs.

    `seen` is the version that the button stood beside. Raises Conflict and Stale.
    """
    invitation = _waiting_of(reply)
    actor = answers.link_actor(invitation)
    if reply.answer is None:
        raise Conflict(N_("There is no answer to accept."))
    if keep_address:
        person = invitation.participation.person
        confirm_alias(actor, person=person, address=reply.incoming.from_address)
    answers.answer_by_link(invitation=invitation, answer=reply.answer, only=invitation, seen=seen)
    _end(reply, ReplyOutcome.ACCEPTED, ACCEPTED)


def dismiss_by_link(*, reply: InvitationReply) -> None:
    """The invited person says that an answer in their name is not theirs. Raises Conflict."""
    _waiting_of(reply)
    _end(reply, ReplyOutcome.DISMISSED, NOT_MINE)


def undo_by_link(*, reply: InvitationReply) -> None:
    """The guest takes back a no that came in their name: what stood before stands again.

    Raises Conflict when something else has been answered since.
    """
    invitation = reply.invitation
    stands = invitation.participation.answer is reply.answer
    if reply.outcome is not ReplyOutcome.APPLIED or not stands:
        raise Conflict(N_("Something else has been answered since; nothing was changed."))
    answers.take_back_by_link(invitation=invitation, before=reply.before or Answer.NONE)
    reply.outcome, reply.settled_at = ReplyOutcome.UNDONE, clock.now()
    db.session.flush()


def close(
    actor: Actor, message: Message, outcome: ReplyOutcome, reason: str, act: str = "mail_settled"
) -> None:
    """Write down how a message was settled, on it and on the reply kept of it."""
    reply = message.reply
    if reply is not None and reply.outcome is ReplyOutcome.WAITING:
        reply.outcome, reply.settled_at = outcome, clock.now()
    settle(message.incoming, Handling.SETTLED, reason)
    note(actor, act, message)


def _end(reply: InvitationReply, outcome: ReplyOutcome, reason: str) -> None:
    """What the guest decides settles the message for staff too."""
    reply.outcome, reply.settled_at = outcome, clock.now()
    settle(reply.incoming, Handling.SETTLED, reason)


def _waiting_of(reply: InvitationReply) -> Invitation:
    if reply.outcome is not ReplyOutcome.WAITING:
        raise Conflict(N_("This has been settled already."))
    return reply.invitation


def require_may_settle(actor: Actor, message: Message) -> None:
    """Raise NotAllowed unless they may settle it, Conflict when it is settled already."""
    workshop = message.workshop
    engagement = workshop.engagement if workshop else None
    if not permissions.can_settle_mail(actor, engagement):
        raise NotAllowed(N_("Only the project manager and administrators can settle a message."))
    if not message.waits:
        raise Conflict(N_("This message has been settled already."))


def about(actor: Actor, message: Message) -> Invitation:
    """The open invitation that a message to be settled is about. Raises Invalid."""
    require_may_settle(actor, message)
    if message.invitation is None or message.invitation.cancelled_at is not None:
        raise Invalid(N_("The message is about no open invitation."))
    return message.invitation


def _vouched(actor: Actor, message: Message) -> Invitation:
    """The same, unless it proposes a time that is not known to be the guest's. Raises Conflict."""
    invitation = about(actor, message)
    if message.claims:
        raise Conflict(N_("Nobody vouches that this is from the guest. Ask them first."))
    return invitation


def note(actor: Actor, act: str, message: Message) -> None:
    """Put what was done with a message into the activity of its engagement."""
    incoming = message.incoming
    activity.record(
        actor,
        act,
        incoming,
        title=incoming.subject or incoming.from_address,
        engagement_id=incoming.engagement_id,
    )
