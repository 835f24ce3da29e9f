"""Another time that a guest proposes: what of it can be used, and what became of earlier ones."""

from datetime import datetime, timedelta

from sqlalchemy import select

from workshops.core import clock
from workshops.core.db import db
from workshops.core.text import N_
from workshops.invitations.models import Invitation, InvitationReply, ReplyOutcome
from workshops.invitations.rules.replied import Reply, ReplyMethod
from workshops.mail.inbox import settle
from workshops.mail.models import Handling
from workshops.planning.services.sittings import LONGEST_MINUTES

PROPOSED = N_("The guest proposes another time.")
CLAIMED = N_("Another time is proposed in the guest's name; nobody vouches that it is from them.")
UNSOUND = N_("The guest proposes another time that cannot be used.")
REPLACED = N_("The guest has proposed yet another time since.")


def is_sound(reply: Reply, now: datetime) -> bool:
    """Whether a sitting could be held then: known instants, still to come, of a possible length."""
    if reply.starts_at is None or reply.ends_at is None:
        return False
    length = reply.ends_at - reply.starts_at
    within = timedelta(minutes=5) <= length <= timedelta(minutes=LONGEST_MINUTES)
    return within and reply.starts_at > now


def replace_earlier(invitation: Invitation, but: InvitationReply | None = None) -> None:
    """Of several proposals the latest, or `but` one, counts; the others need no answer any more."""
    earlier = db.session.scalars(
        select(InvitationReply)
        .where(
            InvitationReply.invitation_id == invitation.id,
            InvitationReply.method == ReplyMethod.COUNTER.value,
            InvitationReply.outcome == ReplyOutcome.WAITING,
        )
        .order_by(InvitationReply.id)
    )
    for reply in (each for each in earlier if each is not but):
        reply.outcome, reply.settled_at = ReplyOutcome.REPLACED, clock.now()
        settle(reply.incoming, Handling.SETTLED, REPLACED)
