"""Messages that wait for a person, as far as the one who asks may see them, and replies kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, false, func, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import joinedload

from workshops.accounts.permissions import allows
from workshops.core.actor import Actor
from workshops.core.db import db
from workshops.core.errors import Gone, NotFound
from workshops.core.text import N_
from workshops.engagements.models import Engagement, EngagementMember
from workshops.invitations import queries
from workshops.invitations.models import Invitation, InvitationReply, ReplyOutcome, TrustLevel
from workshops.invitations.queries.entries import find_whole
from workshops.invitations.rules.replied import ReplyMethod
from workshops.mail.models import Handling, Incoming
from workshops.people.models import Person
from workshops.planning.models import Participation, Sitting, Workshop

OtherTime = Row[str, str, datetime | None, str, bool]
_OTHER_TIMES = (
    select(
        Incoming.public_id,
        Person.name,
        InvitationReply.starts_at,
        Sitting.timezone,
        (InvitationReply.level == TrustLevel.VERIFIED).label("is_own"),
    )
    .select_from(InvitationReply)
    .join(InvitationReply.invitation)
    .join(Invitation.participation)
    .join(Participation.person)
    .join(Participation.sitting)
    .join(InvitationReply.incoming)
    .where(
        Sitting.workshop_id == bindparam("workshop"),
        InvitationReply.method == ReplyMethod.COUNTER.value,
        InvitationReply.outcome == ReplyOutcome.WAITING,
        InvitationReply.starts_at.is_not(None),
        InvitationReply.ends_at.is_not(None),
        Incoming.handling == Handling.TRAY,
    )
    .order_by(InvitationReply.id)
)


@dataclass(frozen=True)
class Message:
    """A message with the invitation it is about, and the reply that was kept of it, if any."""

    incoming: Incoming
    invitation: Invitation | None
    reply: InvitationReply | None

    @property
    def workshop(self) -> Workshop | None:
        """The workshop that it is about."""
        return self.invitation.participation.sitting.workshop if self.invitation else None

    @property
    def waits(self) -> bool:
        """Whether it waits for a person."""
        return self.incoming.handling is Handling.TRAY

    @property
    def proposes(self) -> bool:
        """Whether the guest proposes another time that somebody has to decide about."""
        return self._names_time and not self._is_claimed

    @property
    def claims(self) -> bool:
        """Whether another time is proposed in the guest's name and nobody vouches for it."""
        return self._names_time and self._is_claimed

    @property
    def _is_claimed(self) -> bool:
        return self.reply is None or self.reply.level is not TrustLevel.VERIFIED

    @property
    def _names_time(self) -> bool:
        reply = self.reply
        waits = reply is not None and reply.outcome is ReplyOutcome.WAITING
        known = reply is not None and reply.starts_at is not None and reply.ends_at is not None
        return waits and known and self.waits


def search_tray(actor: Actor, reason: str = "") -> Select[Any]:
    """What waits, the newest first; with one reason or all."""
    query = select(Incoming).where(_waits(actor)).order_by(Incoming.id.desc())
    return query.where(Incoming.reason == reason) if reason else query


def count_reasons(actor: Actor) -> Mapping[str, int]:
    """How many messages wait for which reason."""
    query = select(Incoming.reason, func.count(Incoming.id)).where(_waits(actor))
    rows = db.session.execute(query.group_by(Incoming.reason).order_by(Incoming.reason))
    return {row[0]: row[1] for row in rows}


def get_message(actor: Actor, public_id: str) -> Message:
    """One message. Raises NotFound, also when it is another engagement's."""
    incoming = db.session.scalar(
        select(Incoming).where(Incoming.public_id == public_id, _visible(actor))
    )
    if incoming is None:
        raise NotFound(N_("There is no such message."))
    about = incoming.record_id if incoming.record_kind == Invitation.__tablename__ else None
    reply = db.session.scalar(
        select(InvitationReply)
        .where(InvitationReply.incoming_id == incoming.id)
        .order_by(InvitationReply.id)
        .limit(1)
    )
    return Message(incoming, find_whole(about) if about else None, reply)


def get_reply_by_link(reply_id: int, version: int) -> InvitationReply:
    """The reply that a valid token names. Raises NotFound; Gone when the link was revoked."""
    reply = db.session.get(InvitationReply, reply_id)
    if reply is None:
        raise NotFound(N_("This link is not known."))
    queries.get_by_link(reply.invitation_id, version)
    if reply.invitation.cancelled_at is not None:
        raise Gone(N_("This invitation is no longer open."))
    return reply


def list_replies(invitation_ids: Sequence[int]) -> Mapping[int, list[InvitationReply]]:
    """The replies to some invitations with their messages, the newest first; one query."""
    rows = db.session.scalars(
        select(InvitationReply)
        .where(InvitationReply.invitation_id.in_(invitation_ids))
        .options(joinedload(InvitationReply.incoming))
        .order_by(InvitationReply.id.desc())
    )
    found: dict[int, list[InvitationReply]] = {number: [] for number in invitation_ids}
    for row in rows:
        found[row.invitation_id].append(row)
    return found


def list_other_times(workshop: Workshop) -> Sequence[OtherTime]:
    """Other times that guests of a workshop propose and nobody has decided about, oldest first:
    the message's id, the guest's name, the proposed start, the day's time zone, and whether it is
    known to be the guest's own."""
    return db.session.execute(_OTHER_TIMES, {"workshop": workshop.id}).all()


def list_own_engagements(actor: Actor) -> Sequence[Engagement]:
    """The engagements whose project managers a message can be passed on to, by name."""
    query = select(Engagement).where(Engagement.deleted_at.is_(None))
    if not allows(actor, "R", "incoming_mail"):
        query = query.where(Engagement.id.in_(_mine(actor)))
    query = query.options(joinedload(Engagement.manager))
    return db.session.scalars(query.order_by(Engagement.name_sort, Engagement.id)).all()


def _waits(actor: Actor) -> ColumnElement[bool]:
    return (Incoming.handling == Handling.TRAY) & _visible(actor)


def _visible(actor: Actor) -> ColumnElement[bool]:
    """Everything for administrators, their own engagements' for project managers."""
    alive = select(Engagement.id).where(Engagement.deleted_at.is_(None))
    if allows(actor, "R", "incoming_mail"):
        return or_(Incoming.engagement_id.is_(None), Incoming.engagement_id.in_(alive))
    if not allows(actor, "R", "incoming_mail", own=True):
        return false()
    return Incoming.engagement_id.in_(alive.where(Engagement.id.in_(_mine(actor))))


def _mine(actor: Actor) -> Select[Any]:
    return select(EngagementMember.engagement_id).where(EngagementMember.user_id == actor.id)
