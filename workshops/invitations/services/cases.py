"""A reply beside the invitation that it is about, and what is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from workshops.core import clock
from workshops.core.addresses import normal_address
from workshops.core.db import db
from workshops.invitations.models import (
    AnswerWay,
    Invitation,
    InvitationReply,
    ReplyOutcome,
    TrustLevel,
)
from workshops.invitations.queries import sent_of
from workshops.invitations.queries.entries import find_by_uid
from workshops.invitations.rules import trust as rules
from workshops.invitations.rules.replied import Attendee, Reply, ReplyMethod
from workshops.invitations.rules.trust import Held
from workshops.invitations.services import addresses
from workshops.mail.models import Handling, Incoming
from workshops.mail.trust import Trust
from workshops.planning.models import Answer, Participation, Sitting
from workshops.planning.services.participation import OVER


@dataclass(frozen=True)
class Verdict:
    """What became of a message: how it was handled, why, and which invitation it is about."""

    handling: Handling
    reason: str = ""
    about: Invitation | None = None
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A reply beside the invitation and the guest's line that it is about."""

    incoming: Incoming
    reply: Reply
    trust: Trust
    invitation: Invitation
    line: Attendee
    level: TrustLevel
    stamp: datetime

    @property
    def answer(self) -> Answer | None:
        """The answer that the line gives, if it is one."""
        return rules.ANSWERS.get(self.line.partstat)


def lock_invitation(uid: str) -> Invitation | None:
    """The invitation of a UID, its sitting held until the transaction ends."""
    sitting_id = db.session.scalar(
        select(Participation.sitting_id)
        .join(Invitation, Invitation.participation_id == Participation.id)
        .where(Invitation.uid == uid)
    )
    if sitting_id is None:
        return None
    db.session.execute(select(Sitting.id).where(Sitting.id == sitting_id).with_for_update())
    return find_by_uid(uid)


def own_addresses(invitation: Invitation) -> set[str]:
    """The addresses from which the guest answers: the invited one and confirmed others."""
    person = invitation.participation.person
    others = {alias.address for alias in person.aliases}
    found = others | addresses.addresses_of(invitation) | {person.email or ""}
    return {normal_address(each) for each in found} - {""}


def held_of(invitation: Invitation) -> Held:
    """The version sent, and since when the answer to it stands."""
    shown = sent_of(invitation)
    by_mail = invitation.answer_way is AnswerWay.MAIL
    answered_at = None if by_mail else invitation.participation.answered_at
    since = rules.stands_since(invitation.replied_at, answered_at)
    return Held(invitation.sequence, shown.starts_at, shown.ends_at, since)


def is_over(invitation: Invitation) -> bool:
    """Whether an answer can have no effect any more."""
    sitting = invitation.participation.sitting
    workshop = sitting.workshop
    gone = workshop.state in OVER or workshop.deleted_at is not None
    return gone or sitting.removed_at is not None or sitting.ends_at <= clock.now()


def keep(case: Case, outcome: ReplyOutcome) -> InvitationReply:
    """Keep a reply with what became of it."""
    event = case.reply.method is ReplyMethod.COUNTER
    event = event and None not in (case.reply.starts_at, case.reply.ends_at)
    kept = InvitationReply(
        incoming=case.incoming,
        invitation=case.invitation,
        method=case.reply.method.value,
        answer=case.answer,
        before=case.invitation.participation.answer,
        level=case.level,
        sequence=case.reply.sequence,
        stamped_at=case.stamp,
        comment=case.reply.comment,
        starts_at=case.reply.starts_at if event else None,
        ends_at=case.reply.ends_at if event else None,
        outcome=outcome,
    )
    db.session.add(kept)
    db.session.flush()
    return kept
